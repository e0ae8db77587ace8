"""One item has one URL, however it was linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.tables.urls import _split_and_join, canonical_url, canonical_urls
from kit.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable

_HOSTS = st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z]{2,5})?\.example", fullmatch=True)
_PATHS = st.from_regex(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,7}){0,4}", fullmatch=True)
_PAIRS = st.from_regex(r"[abcxyz][0-9]?(=[A-Za-z0-9%+-]{0,6})?", fullmatch=True)
_TRACKING = st.sampled_from(["utm_source=x", "UTM_Medium=y", "fbclid=1", "gclid", "mc_cid=2"])


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://x.example/a", "https://x.example/a"),
        ("http://x.example/a", "https://x.example/a"),
        ("HTTPS://WWW.X.Example/A", "https://x.example/A"),
        ("https://www.x.example/a/", "https://x.example/a"),
        ("https://x.example/", "https://x.example"),
        ("https://x.example", "https://x.example"),
        ("https://x.example:443/a", "https://x.example/a"),
        ("http://x.example:80/a", "https://x.example/a"),
        ("https://x.example:8080/a", "https://x.example:8080/a"),
        ("https://x.example/a#top", "https://x.example/a"),
        ("https://x.example/a?utm_source=y&utm_medium=z", "https://x.example/a"),
        ("https://x.example/a?id=1&fbclid=y", "https://x.example/a?id=1"),
        ("https://x.example/a?b=2&a=1", "https://x.example/a?a=1&b=2"),
        ("https://x.example/a/?b=2", "https://x.example/a?b=2"),
        ("https://x.example/a?", "https://x.example/a"),
        ("https://x.example/a?q=%C3%A4+b", "https://x.example/a?q=%C3%A4+b"),
        ("https://x.example/?a", "https://x.example?a"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("https://wwwhat.example/a", "https://wwwhat.example/a"),
        ("https://m.x.example/a", "https://m.x.example/a"),
        ("https://x.example/caf%c3%a9", "https://x.example/caf%C3%A9"),
        ("https://x.example/caf\u00e9", "https://x.example/caf%C3%A9"),
        ("https://x.example/%63af%C3%A9", "https://x.example/caf%C3%A9"),
        ("https://x.example/?q=\u00e9%7e%2f", "https://x.example?q=%C3%A9~%2F"),
        ("https://x.example/a b|c%", "https://x.example/a%20b%7Cc%25"),
        ("https://x.example./a", "https://x.example/a"),
        ("https://B\u00dcCHER.example/a", "https://xn--bcher-kva.example/a"),
        ("https://xn--bcher-kva.example/a", "https://xn--bcher-kva.example/a"),
        ("https://x.example/b/../a/./c", "https://x.example/a/c"),
        ("https://x.example/%2e%2E/a", "https://x.example/a"),
        ("https://x.example/a?utm%5Fsource=x", "https://x.example/a"),
        ("https://x.example/#!/a/", "https://x.example#!/a/"),
        ("https://x.example/app#/a?b", "https://x.example/app#/a?b"),
        ("//x.example/a", "https://x.example/a"),
        ("www.x.example/a/", "https://x.example/a"),
        ("x.example/a", "https://x.example/a"),
        (" https://x.example/a ", "https://x.example/a"),
        ("ftp://x.example/a", "ftp://x.example/a"),
        ("https://x.example/a?b=1&amp;c=2", "https://x.example/a?b=1&c=2"),
        ("https://x.example/a?b=1&#038;c=2", "https://x.example/a?b=1&c=2"),
        ("https://x.example/a\u200b", "https://x.example/a"),
        ("https://stra\u00dfe.example/a", "https://xn--strae-oqa.example/a"),
        ("https://STRA\u00dfE.example/a", "https://xn--strae-oqa.example/a"),
        ("https://bu\u0308cher\u3002example/a", "https://xn--bcher-kva.example/a"),
        ("https://localhost/a", "https://localhost/a"),
    ],
)
def test_url_is_canonical(url: str, canonical: str) -> None:
    """A web address has its canonical form."""
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "no address", "mailto:a@x.example", "/a/b", "#", "#top", "N/A", "n/a", "-", "/", "none",
     "?", "https://", "https:///a", "http://#", "javascript:void(0)", "about:blank",
     "a/b.html", "TBD", "https://null", "http://undefined/", "https://n/a", "www."],
)  # fmt: skip
def test_text_that_is_no_web_address_identifies_nothing(text: str) -> None:
    """A placeholder, and a path of nobody's, is no identity."""
    assert canonical_url(text) is None


@pytest.mark.parametrize("text", ["/", "/#", "??", "#", "/-/"])
def test_path_that_says_nothing_is_no_address_of_a_provider(text: str) -> None:
    """A placeholder that looks like a path is not joined with the provider's domain."""
    assert canonical_url(text, "x.example") is None


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("/news/1/", "https://x.example/news/1"),
        ("?p=12", "https://x.example?p=12"),
        ("/a?utm_source=y", "https://x.example/a"),
        ("https://y.example/a", "https://y.example/a"),
        ("//y.example/a", "https://y.example/a"),
        ("#", None),
        ("N/A", None),
        ("/", None),
        ("//", None),
    ],
)
def test_a_path_belongs_to_its_providers_domain(url: str, canonical: str | None) -> None:
    """A path without a host is one of the provider's; a placeholder is none."""
    assert canonical_url(url, "x.example") == canonical


@pytest.mark.parametrize("domain", [None, "", "The Star", "x", "x.example/a", "x example"])
def test_a_path_without_a_domain_identifies_nothing(domain: str | None) -> None:
    """A path is joined with a domain, not with any text."""
    assert canonical_url("/news/1", domain) is None


def test_a_placeholder_gives_way_to_the_other_address(
    flattened_fields: Callable[..., Any],
) -> None:
    """An article whose first address is a placeholder is identified by its web address."""
    (article,) = flattened_fields('title: x\noriginalUrl: "#"\nwebUrl: https://a.example/b')[
        "articles"
    ]
    assert (article["url"], article["original_url"]) == ("https://a.example/b", "#")


def test_paths_of_two_providers_are_two_items(flattened_fields: Callable[..., Any]) -> None:
    """A related item's path belongs to its own provider."""
    yaml = "title: x\nwebUrl: /1\nprovider: {domain: a.example}\nrelated:\n  - webUrl: /1\n"
    rows = flattened_fields(f"{yaml}    provider: {{domain: b.example}}")
    assert [row["url"] for name in ("articles", "related") for row in rows[name]] == [
        "https://a.example/1",
        "https://b.example/1",
    ]


_SCHEMES = st.sampled_from(["http://", "https://", "HTTPS://", "http:/", "https:", "ftp://", ""])
_PIECES = st.sampled_from([*"./?#:@%[]wWaZ019-_~ \t\n\\é;=&{", "www.", "//", ":80", ":443", ".."])


@examples(100)
@given(st.builds("{}{}".format, _SCHEMES, st.lists(_PIECES, max_size=10).map("".join)))
@example("https://www.www.x")
@example("HTTPS://x:80//")
@example("http://a..b/?#")
@example("https://a/\\;=")
@example("http://x.example/a//")
def test_the_quick_path_is_the_slow_one(url: str) -> None:
    """Plain addresses, which are not taken apart, come out as if they were."""
    assert canonical_url(url) == _split_and_join(url, None)


@given(
    st.text(max_size=60) | st.builds("https://{}{}?{}".format, _HOSTS, _PATHS, st.text(max_size=20))
)
@example("https://www.www.x.example//")
@example("https://x.example/?")
@example("http://[::1")
@example("https://\u0130.example/")
@example("https://a..\u00e9/%%41%4%31%2525?\u00e9&%26#!%zz")
@example("https://a/..//b/.")
@example("//x//")
def test_canonical_url_is_idempotent(url: str) -> None:
    """The canonical form of a canonical form is itself."""
    canonical = canonical_url(url, "x.example")
    assert canonical is None or canonical_url(canonical, "y.example") == canonical


@given(_HOSTS, _PATHS, st.lists(_PAIRS, max_size=4))
def test_scheme_case_host_prefix_port_and_slash_do_not_matter(
    host: str, path: str, pairs: list[str]
) -> None:
    """Two links to an item that differ in scheme, case, www, port or slash are one."""
    query = "&".join(pairs)
    one = f"https://{host}{path}?{query}"
    other = f"HTTP://www.{host.upper()}.:80{path}/?{query}#{host}"
    assert canonical_url(one) == canonical_url(other)


@given(_HOSTS, _PATHS, st.permutations(["a=1", "b=2", "c", "d=%20"]), _TRACKING)
def test_order_and_tracking_do_not_matter(
    host: str, path: str, pairs: list[str], tracking: str
) -> None:
    """Two links to an item that differ in order and tracking are one."""
    url = f"https://{host}{path}?{'&'.join([*pairs[:2], tracking, *pairs[2:]])}"
    assert canonical_url(url) == f"https://{host}{path}?a=1&b=2&c&d=%20"


@given(_HOSTS, _PATHS, _PATHS)
def test_other_paths_are_other_items(host: str, one: str, other: str) -> None:
    """Two paths of a host are two items."""
    same = canonical_url(f"https://{host}{one}") == canonical_url(f"https://{host}{other}")
    assert same == (one == other)


def test_web_url_is_the_identity_where_there_is_no_original(
    flattened_fields: Callable[..., Any],
) -> None:
    """An article without a first address is identified by its web address."""
    (article,) = flattened_fields('title: x\nwebUrl: "http://www.x.example/a/"')["articles"]
    assert article["url"] == "https://x.example/a"


def test_original_url_is_the_identity_where_both_are(flattened_fields: Callable[..., Any]) -> None:
    """An article of two addresses is identified by its first."""
    yaml = 'title: x\noriginalUrl: "https://a.example/a"\nwebUrl: "https://b.example/b"'
    (article,) = flattened_fields(yaml)["articles"]
    assert article["url"] == "https://a.example/a"


def test_addresses_are_kept_as_given(flattened_fields: Callable[..., Any]) -> None:
    """The addresses themselves stay as written."""
    (article,) = flattened_fields('title: x\nwebUrl: "http://www.x.example/a/"')["articles"]
    assert article["web_url"] == "http://www.x.example/a/"


@given(
    st.lists(
        st.builds(
            "{}{}{}{}".format,
            st.sampled_from(["https://", "http://", "HTTP://", "", "ftp://"]),
            st.sampled_from(["", "www.", "www.www.", "WWW.", "www", "-"]),
            st.just("") | _HOSTS,
            st.text("/aZ.?#=&: \n~^|é%5", max_size=6),
        )
        | st.text(max_size=5)
        | st.none()
    )
)
@example([None, "", "http://www.", "https://x/#a", "http://x.example/a/", "HTTP://X"])
@example([])
def test_many_urls_are_made_canonical_like_each(urls: list[str | None]) -> None:
    """URLs made canonical at once are what each becomes alone, and null stays null."""
    each = [url if url is None else canonical_url(url, "x.example") for url in urls]
    domains = pa.array(["x.example"] * len(urls), pa.string())
    assert canonical_urls(pa.array(urls, pa.string()), domains).to_pylist() == each
