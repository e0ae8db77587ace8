"""A number without a column keeps its text where reading it as a number would change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.written import is_as_written
from kit.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = ["0", "-7", "5", "1.5", "-0.25", "1e-07", "12345678901234567890123"]
"""Numbers that JSON writes as YAML has them."""

CHANGED = [
    "007", "9780306406157e0", "1.10", "2.", "6e99999", "0x1F", "0o17", "0b11", "1_000", "+5",
    ".5", "-0", "1e3", "0.30000000000000004441", ".inf", "-.NaN", "9" * 5_000,
]  # fmt: skip
"""Numbers that JSON would write otherwise."""


def _extra(rows: dict[str, Any], table: str = "articles") -> Any:  # noqa: ANN401 - any JSON
    (row,) = rows[table]
    return json.loads(row["extra"], parse_float=str, parse_int=str)


@pytest.mark.parametrize("number", KEPT)
def test_a_number_that_json_has_is_a_number(
    flattened_fields: Callable[..., Any], number: str
) -> None:
    """A number stays one in extra."""
    rows = flattened_fields(f"title: x\nisbn: {number}")
    assert rows["articles"][0]["extra"] == f'{{"isbn":{number}}}'


@pytest.mark.parametrize("number", CHANGED)
def test_a_number_that_json_would_change_is_text(
    flattened_fields: Callable[..., Any], number: str
) -> None:
    """What YAML takes for a number, and JSON would write otherwise, is text as written."""
    rows = flattened_fields(f"title: x\nisbn: {number}")
    assert rows["articles"][0]["extra"] == json.dumps({"isbn": number}, separators=(",", ":"))
    assert rows["problems"] == []


@pytest.mark.parametrize(
    ("fields", "table", "expected"),
    [
        ("a: [01, 2]", "articles", {"a": ["01", "2"]}),
        ("a:\n  - b:\n      c: 1.0\n      d: 1.00", "articles",
         {"a": [{"b": {"c": "1.0", "d": "1.00"}}]}),
        ("provider:\n  name: N\n  code: 0044", "articles", {"provider": {"code": "0044"}}),
        ("images:\n  - url: u\n    size: 1_0", "images", {"size": "1_0"}),
        ("related:\n  - title: t\n    heat: 5\n    rank: 05", "related",
         {"heat": "5", "rank": "05"}),
        ("a: 1\nb: {a: 1.50}", "articles", {"a": "1", "b": {"a": "1.50"}}),
        ("01: x\nyes: 2", "articles", {"01": "x", "yes": "2"}),
        ("a: 2021-3-1\nb: 2021-03-01 10:00:00 +0100\nc: 12:30", "articles",
         {"a": "2021-3-1", "b": "2021-03-01 10:00:00 +0100", "c": "12:30"}),
    ],
)  # fmt: skip
def test_numbers_and_dates_keep_their_text_at_any_depth(
    flattened_fields: Callable[..., Any], fields: str, table: str, expected: object
) -> None:
    """Wherever a field without a column is, and whatever its name is, its text is kept."""
    assert _extra(flattened_fields(f"title: x\n{fields}"), table) == expected


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.jsonl", '{"title": "x", "a": 1.10, "b": 6e400, "c": 1.5}'),
        ("a.md", '{"title": "x", "a": 1.10, "b": 6e400, "c": 1.5}\n'),
        ("a.md", '+++\ntitle = "x"\na = 1.10\nb = 6e400\nc = 1.5\n+++\n'),
    ],
    ids=["a line of JSON", "JSON", "TOML"],
)
def test_numbers_keep_their_text_in_every_language(
    flattened: Callable[..., Any], path: str, content: str
) -> None:
    """JSON and TOML keep the text of numbers as YAML does."""
    assert _extra(flattened(content, path)) == {"a": "1.10", "b": "6e400", "c": "1.5"}


def test_numbers_of_columns_are_numbers(flattened_fields: Callable[..., Any]) -> None:
    """A column's number is the number that is meant."""
    (article,) = flattened_fields("title: 007\nquality: 007\nheat: 0x10")["articles"]
    assert (article["title"], article["quality"], article["heat"]) == ("007", 7, 16)


_NUMBERS = st.from_regex(r"[-+]?[0-9_]{0,3}(\.[0-9]{0,3})?([eE][-+]?[0-9]{1,3})?", fullmatch=True)


@examples(40)
@given(_NUMBERS, _NUMBERS)
@example("1", "1.0e0")
@example("1__0", "_")
@example("0", "_0")
def test_a_number_in_doubt_is_read_with_care(
    flattened_fields: Callable[..., Any], one: str, other: str
) -> None:
    """Whatever is written after a name, extra holds it as written: as a number, or as text."""
    extra = _extra(flattened_fields(f"title: x\nn: {one}\nm:\n  n: {other}"))
    kept = [extra["n"], extra["m"]["n"]]
    assert kept == [text or None for text in (one, other)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: 5\nb: x", True), (b"a: 05", False), (b"a: 5\nb:\n  a: 05", False), (b'"a": 5', True),
        (b"b: 5", False), (b"a:\n  5", False), (b"a: &x 5", True), (b"data: x\na: 5", True),
    ],
)  # fmt: skip
def test_only_what_is_surely_as_written_is_left_alone(data: bytes, expected: bool) -> None:
    """Where a number may be written in another way, its document is read with care."""
    assert is_as_written(data, "a") == expected
