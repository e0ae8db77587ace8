"""URLs as identities: one address for one item, however it was linked.

Rules: scheme and host in lower case, http as https, no `www.`, no default port, no trailing dot of
the host, international hosts in punycode, no tracking parameters, no trailing slash; other
parameters kept and sorted; percent-encoding by RFC 3986, section 6.2.2; no fragment but one that
routes, `#!/a` or `#/a`. A path alone belongs to the provider's domain. A placeholder (`#`, `N/A`)
identifies nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import quote, urlsplit

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["canonical_url", "canonical_urls"]

_TRACKING_PREFIXES = ("utm_", "mc_", "pk_", "piwik_", "matomo_")
_TRACKING = frozenset(
    {"_ga", "_gl", "_hsenc", "_hsmi", "cmpid", "dclid", "fbclid", "gbraid", "gclid", "gclsrc"}
    | {"igshid", "mkt_tok", "msclkid", "ncid", "ocid", "s_cid", "spm", "twclid", "vero_id"}
    | {"wbraid", "wt.mc_id", "yclid"}
)
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # what IDNA takes for one (RFC 3490, section 3.1)
_WWW = re.compile(r"^(?:www\.)+")
_HOST = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9-]*[a-z0-9]"  # others are looked at closely
_LETTER = r"[A-Za-z0-9_~!$&'()*+,;=:@-]"  # of a path that is its own canonical form; dots aside
_PATH = rf"(?:/+{_LETTER}(?:{_LETTER}|\.)*)*"
_BEGINNING = r"^https?://(?:www\.)*"
_CANONICAL = rf"^https://{_HOST}{_PATH}$"
_PLAIN = re.compile(rf"https?://(?:www\.)*+(?P<canonical>{_HOST}{_PATH})/*+")
_SCHEMES = ("http", "https")
_DEFAULT_PORTS = (80, 443)
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_RESERVED = "%/:?#[]@!$&'()*+,;=~-._"
_WITHOUT_SCHEME = re.compile(r"(?://|(?=www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/))(?=[^/?#\s])")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[\w-]+")
_NO_HOSTS = frozenset({"n", "na", "nan", "nil", "none", "null", "tbd", "todo", "undefined", "www"})
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#[xX]0*26);")
_INVISIBLE_ENDS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DEVIATION = re.compile("[\u00df\u03c2\u200c\u200d]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/]")


@lru_cache(maxsize=65_536)
def canonical_url(url: str, domain: str | None = None) -> str | None:
    """The canonical form of a URL; None for text that is no address.

    Args:
        url: The URL.
        domain: The provider's domain, to which a path without a host belongs.

    >>> canonical_url("http://WWW.Example.com:80/a/?utm_source=x&b=2&a=1#top")
    'https://example.com/a?a=1&b=2'
    >>> canonical_url("/news/1", "example.com"), canonical_url("N/A", "example.com")
    ('https://example.com/news/1', None)
    """
    plain = _PLAIN.fullmatch(url)
    return f"https://{plain['canonical']}" if plain else _split_and_join(url, domain)


def canonical_urls(urls: pa.Array, domains: pa.Array) -> pa.Array:
    """The canonical form of each of many URLs, as `canonical_url` gives it; null stays null."""
    shortened = pc.replace_substring_regex(urls, _BEGINNING, "https://")
    is_other = pc.invert(pc.match_substring_regex(shortened, _CANONICAL))
    if not pc.any(is_other).as_py():
        return shortened
    pairs = zip(*(each.filter(is_other).to_pylist() for each in (urls, domains)), strict=True)
    others = [None if url is None else canonical_url(url, domain) for url, domain in pairs]
    return pc.replace_with_mask(shortened, is_other, pa.array(others, pa.string()))


def _split_and_join(url: str, domain: str | None) -> str | None:
    url = _AMPERSAND.sub("&", url.strip().strip(_INVISIBLE_ENDS).strip())
    try:
        parts = urlsplit(_absolute(url, domain) or url)
        port = parts.port
    except ValueError:
        return url if _OTHER_SCHEME.match(url) else None
    host = _canonical_host(parts.hostname or "")
    if parts.scheme not in _SCHEMES or not host or host in _NO_HOSTS:
        return url if parts.scheme not in _SCHEMES and _OTHER_SCHEME.match(url) else None
    if port is not None and port not in _DEFAULT_PORTS:
        host = f"{host}:{port}"
    path = _without_dots(_encoded(parts.path))
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment.startswith(("!", "/")) else ""
    return f"https://{host}{path.rstrip('/')}{_canonical_query(_encoded(parts.query))}{fragment}"


def _absolute(url: str, domain: str | None) -> str | None:
    """A URL without its scheme, or without scheme and host, made whole; None for any other."""
    beginning = _WITHOUT_SCHEME.match(url)
    if beginning:
        return f"https://{url[beginning.end() :]}"
    is_path = url.startswith(("/", "?")) and not url.startswith("//")
    if is_path and _LETTER_OR_DIGIT.search(url) and domain and _DOMAIN.fullmatch(domain):
        return f"https://{domain}{url if url[0] == '/' else f'/{url}'}"
    return None


def _canonical_host(host: str) -> str:
    """A host in lower case and punycode, without `www.` and the dot of the root."""
    host = _WWW.sub("", host.rstrip("."))
    if ":" in host:
        return f"[{host}]"
    if not host.isascii():
        try:
            host = ".".join(map(_punycode, _DOTS.split(host)))
        except UnicodeError:
            host = quote(host, safe="", errors="replace")
    return host.lower()


def _punycode(label: str) -> str:
    """A part of a host in punycode.

    Python's codec is of 2003 and makes `ss` of `ß`, which has been a letter of its own since 2010
    (RFC 5891): browsers ask another host then.
    """
    if not _DEVIATION.search(label):
        return label.encode("idna").decode()
    return f"xn--{normalize('NFKC', label).lower().encode('punycode').decode()}"


def _encoded(text: str) -> str:
    """Text of a URL in its one encoding: what needs it in percent and upper case, nothing else."""
    text = _ENCODED.sub(_one_encoding, text)
    return text if text.isascii() and text.isalnum() else quote(text, _RESERVED, errors="replace")


def _without_dots(path: str) -> str:
    """A path without the segments `.` and `..` (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "".join(f"/{segment}" for segment in kept)


def _one_encoding(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    letter = chr(int(match[1], 16))
    return letter if _UNRESERVED.fullmatch(letter) else match[0].upper()


def _canonical_query(query: str) -> str:
    if not query:
        return ""
    kept = sorted(pair for pair in query.split("&") if pair and not _is_tracking(pair))
    return "?" + "&".join(kept) if kept else ""


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
