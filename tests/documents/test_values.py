"""A value is what its field wants, or null with a fault that has its line and text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from broadsheet.documents.values import Values
from broadsheet.tables.items import utc_month


@pytest.fixture(scope="session")
def value(flattened_fields: Callable[..., Any]) -> Callable[[str, str], tuple[Any, list[str]]]:
    """Gives a column of the article made of a line, and the codes of its problems."""

    def of(line: str, column: str) -> tuple[Any, list[str]]:
        rows = flattened_fields(f"title: x\n{line}")
        return rows["articles"][0][column], [row["code"] for row in rows["problems"]]

    return of


Value = Callable[[str, str], tuple[Any, list[str]]]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("55", 55), ("0", 0), ("-1", -1), ("189", 189), ("-2147483648", -(2**31)),
        ("9223372036854775807", 2**63 - 1), ("-9223372036854775808", -(2**63)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["quality", "heat"])
def test_whole_number_is_taken(value: Value, column: str, given: str, expected: int) -> None:
    """Whole numbers of 64 bits are taken as given, without a range."""
    assert value(f"{column}: {given}", column) == (expected, [])


@pytest.mark.parametrize("given", ["9223372036854775808", "-9223372036854775809", "9" * 40])
@pytest.mark.parametrize("column", ["quality", "heat"])
def test_number_beyond_64_bits_is_null_and_told(value: Value, column: str, given: str) -> None:
    """A whole number beyond 64 bits is null and out of range."""
    assert value(f"{column}: {given}", column) == (None, ["out-of-range"])


@pytest.mark.parametrize(
    "given",
    ["55.5", "55.0", "high", '"55"', "'55'", "true", "[55]", "{a: 55}", '""', "5 5", ".nan"],
)
@pytest.mark.parametrize("column", ["quality", "heat"])
def test_other_than_a_whole_number_is_null_and_told(value: Value, column: str, given: str) -> None:
    """A score that is no whole number is null and of the wrong type."""
    assert value(f"{column}: {given}", column) == (None, ["wrong-type"])


@pytest.mark.parametrize("given", ["", "~", "null"])
@pytest.mark.parametrize(
    ("line", "column", "absent"),
    [
        ("quality", "quality", None), ("published", "published", None), ("type", "type", None),
        ("publishedDateTime", "published_at", None), ("topics", "topics", []),
        ("images", "image_count", 0), ("related", "related_count", 0),
        ("provider", "provider_name", None), ("secured", "secured_bytes", None),
    ],
)  # fmt: skip
def test_empty_field_is_absent(
    value: Value, line: str, column: str, absent: object, given: str
) -> None:
    """A field without a value is absent, and no fault."""
    assert value(f"{line}: {given}", column) == (absent, [])


@pytest.mark.parametrize(("given", "expected"), [("true", True), ("false", False), ("TRUE", True)])
def test_truth_value_is_taken(value: Value, given: str, expected: bool) -> None:
    """True and false are taken."""
    assert value(f"published: {given}", "published") == (expected, [])


@pytest.mark.parametrize("given", ["yes", "no", "on", "1", "0", '"true"', "[true]", "1.0"])
def test_other_than_a_truth_value_is_null_and_told(value: Value, given: str) -> None:
    """What only resembles a truth value is null and of the wrong type."""
    assert value(f"published: {given}", "published") == (None, ["wrong-type"])


@pytest.mark.parametrize(
    "given",
    ["1843", "007", "1_000", "0x1F", "0o17", "1e3", "1.50", "true", "FALSE", "No", "On", "12:30",
     "2021-03-16", "2021-03-16T11:06:00Z", "1_0.5", "9" * 30, ".inf", "-0"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("line", "column"),
    [("type", "type"), ("category", "category"), ("excerpt", "excerpt")],
)
def test_text_is_text_as_written(value: Value, line: str, column: str, given: str) -> None:
    """A text that looks like a number, a date or a truth value is kept as written."""
    assert value(f"{line}: {given}", column) == (given, [])


@pytest.mark.parametrize(
    "given", ["1843", "007", "1_000", "0x1F", "1e3", "true", "No", "On", "12:30", "2021-03-16"]
)
def test_provider_name_is_text_as_written(value: Value, given: str) -> None:
    """A provider that is called a number or a date is still text, and no fault."""
    assert value(f"provider:\n  name: {given}", "provider_name") == (given, [])


def test_provider_name_beside_a_merge_key_is_its_own(value: Value) -> None:
    """A provider's own name hides the one it would have by a merge key."""
    line = "base: &b {name: 007}\nprovider:\n  <<: *b\n  name: 1843"
    assert value(line, "provider_name") == ("1843", [])


@pytest.mark.parametrize("given", ["[a,\n  b]", "\n  a: b", "\n  - a"])
def test_text_that_is_a_collection_is_null_and_told(value: Value, given: str) -> None:
    """A list or a mapping is no text."""
    assert value(f"excerpt: {given}", "excerpt") == (None, ["wrong-type"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [('"  a  b\\n "', "a  b"), ('"\\u00a0a\\u00a0"', "a"), ('"&#038; a"', "&#038; a"),
     ('"a\\r\\nb"', "a\r\nb"), ('""', None), ('"  "', None)],
)  # fmt: skip
def test_text_loses_surrounding_blanks_alone(
    value: Value, given: str, expected: str | None
) -> None:
    """Text is kept as written but for surrounding blanks; blanks alone are null."""
    assert value(f"excerpt: {given}", "excerpt") == (expected, [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2021-03-16T11:06:00Z", datetime(2021, 3, 16, 11, 6, tzinfo=UTC)),
        ('"2021-03-16T11:06:00Z"', datetime(2021, 3, 16, 11, 6, tzinfo=UTC)),
        ("2021-03-16T11:06:00+05:30", datetime(2021, 3, 16, 5, 36, tzinfo=UTC)),
        ("2021-03-31T23:30:00-02:00", datetime(2021, 4, 1, 1, 30, tzinfo=UTC)),
        ("2021-03-16 11:06:00Z", datetime(2021, 3, 16, 11, 6, tzinfo=UTC)),
        ("2021-03-16T11:06:00.123456Z", datetime(2021, 3, 16, 11, 6, 0, 123456, tzinfo=UTC)),
        ("2199-12-31T23:59:59Z", datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("1600-01-01T00:00:00Z", datetime(1600, 1, 1, tzinfo=UTC)),
        ("2021-03-16t11:06:00z", datetime(2021, 3, 16, 11, 6, tzinfo=UTC)),
        ("2021-03-16 11:06:00 +0100", datetime(2021, 3, 16, 10, 6, tzinfo=UTC)),
        ("2021-03-16 11:06 UTC", datetime(2021, 3, 16, 11, 6, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2021-03-16T11:06:00\u221201:00", datetime(2021, 3, 16, 12, 6, tzinfo=UTC)),
        ("2021-12-31T24:00:00Z", datetime(2022, 1, 1, tzinfo=UTC)),
        ("2021-3-6T9:06:00.5-02", datetime(2021, 3, 6, 11, 6, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_moment_is_taken_in_utc(value: Value, given: str, expected: datetime) -> None:
    """A date and time with a zone is taken in UTC."""
    assert value(f"publishedDateTime: {given}", "published_at") == (expected, [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2021-03-16T11:06:00", datetime(2021, 3, 16, 11, 6, tzinfo=UTC)),
        ("2021-03-16", datetime(2021, 3, 16, tzinfo=UTC)),
    ],
)
def test_moment_without_zone_is_taken_as_utc_and_told(
    value: Value, given: str, expected: datetime
) -> None:
    """A date without a time zone is taken as UTC, with a warning."""
    assert value(f"publishedDateTime: {given}", "published_at") == (expected, ["no-time-zone"])


@pytest.mark.parametrize(
    "given",
    ["0001-01-01T00:00:00Z", "1599-12-31T23:59:59Z", "1600-01-01T00:00:00+01:00",
     "2200-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01", "0001-1-1"],
)  # fmt: skip
def test_implausible_moment_is_null_and_told(value: Value, given: str) -> None:
    """A date that no news can have means none, in whatever time zone."""
    assert value(f"publishedDateTime: {given}", "published_at") == (None, ["implausible-date"])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("2021-02-30", "no such day or time"),
        ("2021-03-16T25:00:00Z", "no such day or time"),
        ("March 16, 2021", "not a date as in 2021-03-16 or 2021-03-16T11:06:00Z"),
        ("16/03/2021", "not a date as in 2021-03-16 or 2021-03-16T11:06:00Z"),
    ],
)
def test_reason_says_why_a_date_is_not_read(
    flattened_fields: Callable[..., Any], given: str, reason: str
) -> None:
    """A day that the calendar lacks is reported in other words than a form that is not read."""
    (problem,) = flattened_fields(f"title: x\npublishedDateTime: {given}")["problems"]
    assert problem["message"] == f"publishedDateTime: {reason}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [("20210316", datetime(2021, 3, 16, tzinfo=UTC)),
     ("2021-3-6", datetime(2021, 3, 6, tzinfo=UTC)),
     ("20210316110600", datetime(2021, 3, 16, 11, 6, tzinfo=UTC))],
)  # fmt: skip
def test_compact_date_is_read(value: Value, given: str, expected: datetime) -> None:
    """A date without hyphens, which YAML takes for a number, and one of few digits are read."""
    assert value(f"publishedDateTime: {given}", "published_at") == (expected, ["no-time-zone"])


@pytest.mark.parametrize(
    "given",
    ["2021-02-30T11:06:00Z", "2021-03-16T25:00:00Z", "2021-13-01", "yesterday", "16/03/2021",
     "1615892760", "1615892760000", "true", "[2021-03-16]", '""', "10000-01-01T00:00:00Z",
     "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00",
     "2021-03-16T11:06:00+99:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"],
)  # fmt: skip
def test_impossible_moment_is_null_and_told(value: Value, given: str) -> None:
    """What is no date and time that exists is null and told."""
    assert value(f"publishedDateTime: {given}", "published_at") == (None, ["bad-date"])


@pytest.mark.parametrize("given", ["AI", '"AI"', '" AI "'])
def test_single_topic_is_a_list_of_one(value: Value, given: str) -> None:
    """One topic without a list is one topic, with a warning."""
    assert value(f"topics: {given}", "topics") == (["AI"], ["single-value"])


def test_single_topic_that_is_a_number_is_text_as_written(value: Value) -> None:
    """One topic that looks like a number is one topic as written."""
    assert value("topics: 007", "topics") == (["007"], ["single-value"])


def test_topics_may_be_numbers(value: Value) -> None:
    """A topic that looks like a number is text as written, and no fault."""
    assert value("topics:\n  - 2021\n  - 007", "topics") == (["2021", "007"], [])


@pytest.mark.parametrize("item", ["", "[a,\n    b]", "- a"])
def test_topic_that_is_no_text_is_left_out_and_told(value: Value, item: str) -> None:
    """A topic that is no text is left out and told."""
    assert value(f"topics:\n  - AI\n  - {item}\n  - ML", "topics") == (["AI", "ML"], ["wrong-type"])


def test_empty_list_of_topics_is_empty(value: Value) -> None:
    """A list without topics is an empty list."""
    assert value("topics: []", "topics") == ([], [])


@pytest.mark.parametrize("given", ["The Lantern", "[a]", "1", "true"])
def test_provider_that_is_no_mapping_is_null_and_told(value: Value, given: str) -> None:
    """A provider that is no mapping is null and of the wrong type."""
    assert value(f"provider: {given}", "provider_name") == (None, ["wrong-type"])


def test_provider_that_is_no_mapping_keeps_its_text(flattened_fields: Callable[..., Any]) -> None:
    """A provider that is text is kept in the problem's value, with line and column."""
    (row,) = flattened_fields("title: x\nprovider: The Lantern")["problems"]
    assert (row["line"], row["column"], row["value"]) == (3, 11, "The Lantern")


def test_provider_domain_is_lower_case(value: Value) -> None:
    """The provider's domain is its key, in lower case."""
    line = "provider:\n  domain: Lantern.EXAMPLE"
    assert value(line, "provider_domain") == ("lantern.example", [])


@pytest.mark.parametrize("given", ["a text", "1", "true"])
@pytest.mark.parametrize(
    ("field", "column"), [("images", "image_count"), ("related", "related_count")]
)
def test_list_that_is_a_scalar_is_empty_and_told(
    value: Value, field: str, column: str, given: str
) -> None:
    """A scalar where a list of mappings belongs is of the wrong type."""
    assert value(f"{field}: {given}", column) == (0, ["wrong-type"])


@pytest.mark.parametrize(("given", "size"), [('"TWFk;TWFk"', 9), ('"ä"', 2), ('""', 0)])
def test_secured_is_its_size(value: Value, given: str, size: int) -> None:
    """Of the payload its size in bytes is kept."""
    assert value(f"secured: {given}", "secured_bytes") == (size, [])


@pytest.mark.parametrize("given", ["12", "[TWFk]", "{a: TWFk}", "true"])
def test_secured_of_another_type_is_null_and_told(value: Value, given: str) -> None:
    """A payload that is no text has no size and is told."""
    assert value(f"secured: {given}", "secured_bytes") == (None, ["wrong-type"])


def test_long_value_is_cut_in_problems(flattened_fields: Callable[..., Any]) -> None:
    """A problem keeps 500 characters of a value, the last one telling of the cut."""
    (row,) = flattened_fields("title: x\nquality: " + "a" * 600)["problems"]
    assert row["value"] == "a" * 499 + "…"


def test_misfit_without_locations_needs_them() -> None:
    """Without locations a misfit asks to read the document again."""
    values = Values(None)
    values.integer("high", ("quality",))
    assert values.needs_locations


def test_value_that_fits_needs_no_location() -> None:
    """A value that is what its column wants does not ask to read the document again."""
    values = Values(None)
    assert (values.integer(55, ("quality",)), values.needs_locations) == (55, False)


def test_misfit_has_its_kinds_as_data() -> None:
    """A value of the wrong type is a fault with the kind expected and the kind found."""
    values = Values({})
    values.integer("high", ("related", 1, "quality"))
    (fault,) = values.faults
    assert (fault.field, fault.expected, fault.found) == (
        "related[2].quality", "a whole number", "text",
    )  # fmt: skip


def test_month_of_a_moment() -> None:
    """A document belongs to the month of its publication, written with four digits of year."""
    assert utc_month(datetime(321, 3, 1, tzinfo=UTC)) == "0321-03"


def test_month_of_no_moment() -> None:
    """A document without a date is undated."""
    assert utc_month(None) == "undated"


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("title:\n  rendered: Hello & bye", '{"rendered": "Hello & bye"}'),
        ("quality: [1, 2.5, é]", '[1, 2.5, "é"]'),
        ("publishedDateTime: {on: 2021-03-16}", '{"on": "2021-03-16"}'),
        ("provider: [P]", '["P"]'),
        ("related:\n  - - title: y", '[{"title": "y"}]'),
        ("images:\n  - width: {px: 3}", '{"px": 3}'),
        ("title:\n  secured: TWFk", None),
    ],
)
def test_a_collection_where_a_value_belongs_is_kept_in_its_problem(
    flattened_fields: Callable[..., Any], yaml: str, value: str | None
) -> None:
    """A list or mapping in a field of another type is in the problem as JSON, but no payload."""
    problems = flattened_fields(f"name: x\n{yaml}")["problems"]
    assert [row["value"] for row in problems] == [value]
