"""Invisible characters around names are read as what they look like, and reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NO_BREAK, ZERO_WIDTH, MARK, HYPHEN = "\u00a0", "\u200b", "\ufeff", "\u00ad"
WIDE = "\u3000"


def _read(rows: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    (article,) = rows["articles"]
    return article, [(row["code"], row["line"]) for row in rows["problems"]]


@pytest.mark.parametrize(
    "line",
    [
        f"quality{ZERO_WIDTH}: 39", f"{ZERO_WIDTH}quality: 39", f"{MARK}quality: 39",
        f"qua{HYPHEN}lity: 39", f"{NO_BREAK}quality: 39", f"quality:{NO_BREAK}39",
        f"quality{NO_BREAK}: 39", f"quality: {NO_BREAK}39", f'"quality{ZERO_WIDTH}": 39',
        f"{WIDE}quality: 39", f"quality:{WIDE}39",
    ],
)  # fmt: skip
def test_a_name_is_read_without_what_is_invisible(
    flattened_fields: Callable[..., Any], line: str
) -> None:
    """A field is the one that it looks like."""
    article, problems = _read(flattened_fields(f"title: x\n{line}\nheat: -1"))
    assert (article["quality"], article["heat"], article["extra"]) == (39, -1, None)
    assert problems == [("invisible-character", 3)]


@pytest.mark.parametrize("blank", [NO_BREAK, "\u2003", "\u202f"])
def test_indentation_is_read_as_it_looks(flattened_fields: Callable[..., Any], blank: str) -> None:
    """Other blanks indent as spaces do, and separate a dash from what is listed."""
    yaml = (
        f"title: x\nprovider:\n{blank}{blank}name: N\n {blank}domain: n.example\n"
        f"topics:\n{blank} -{blank}A\n{blank} - B\n{blank}\nquality: 39"
    )
    article, problems = _read(flattened_fields(yaml))
    assert (article["provider_name"], article["provider_domain"]) == ("N", "n.example")
    assert (article["topics"], article["quality"]) == (["A", "B"], 39)
    assert problems == [("invisible-character", 4)]


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        (f'excerpt: "a\n  {NO_BREAK}quality: 1\n  b"', f"a {NO_BREAK}quality: 1 b"),
        (f"excerpt: |\n  a\n  {NO_BREAK}- b", f"a\n{NO_BREAK}- b"),
        (f"excerpt: a\n  {NO_BREAK}b", f"a {NO_BREAK}b"),
        (f'excerpt: "a{ZERO_WIDTH}{NO_BREAK}b"', f"a{ZERO_WIDTH}{NO_BREAK}b"),
    ],
)
def test_text_keeps_what_is_invisible(
    flattened_fields: Callable[..., Any], yaml: str, text: str
) -> None:
    """Within a text invisible characters stay, on each of its lines."""
    article, problems = _read(flattened_fields(f"title: x\n{yaml}\nquality: 39"))
    assert (article["excerpt"], article["quality"], problems) == (text, 39, [])


def test_a_name_of_a_script_that_needs_joiners_stays(
    flattened_fields: Callable[..., Any],
) -> None:
    """A name in Persian has its zero-width non-joiner."""
    name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    article, problems = _read(flattened_fields(f"title: x\n{name}: 5"))
    assert (article["extra"], problems) == (f'{{"{name}":5}}', [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"---{NO_BREAK}\ntitle: x\nquality: 39\n---\nBody{NO_BREAK}\n", 1),
        (f"---\ntitle: x\nquality: 39\n{MARK}---{ZERO_WIDTH}\nBody{NO_BREAK}\n", 4),
        (f"+++\ntitle = 'x'\nquality = 39\n{NO_BREAK}+++\nBody{NO_BREAK}\n", 4),
    ],
)
def test_a_fence_is_read_as_it_looks(flattened: Callable[..., Any], text: str, line: int) -> None:
    """Front matter begins and ends where it seems to."""
    article, problems = _read(flattened(text))
    assert (article["quality"], article["body"]) == (39, f"Body{NO_BREAK}".strip())
    assert problems == [("invisible-character", line)]


def test_another_document_is_found_by_the_fence_it_seems_to_have(
    flattened: Callable[..., Any],
) -> None:
    """Two files that were joined, each with its byte order mark, are two documents."""
    text = f"---\ntitle: x\n---\n{MARK}---\ntitle: y\nquality: 5\n---\n"
    _, problems = _read(flattened(text))
    assert problems == [("second-document", 3)]


def test_a_line_of_json_has_names_without_what_is_invisible(
    flattened: Callable[..., Any],
) -> None:
    """A line of JSON is read alike."""
    article, problems = _read(flattened(f'{{"title": "x", "quality{ZERO_WIDTH}": 39}}', "a.jsonl"))
    assert (article["quality"], problems) == (39, [("invisible-character", 1)])


def test_a_name_that_is_given_twice_so_keeps_the_first(
    flattened_fields: Callable[..., Any],
) -> None:
    """Two fields of names that look alike are one field twice."""
    article, problems = _read(flattened_fields(f"title: x\nquality: 39\nquality{ZERO_WIDTH}: 5"))
    assert article["quality"] == 39
    assert sorted(problems) == [("duplicate-key", 4), ("invisible-character", 4)]
