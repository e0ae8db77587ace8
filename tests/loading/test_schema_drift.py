"""A new field, or a known field of a new kind, is a schema change."""

from __future__ import annotations

import pytest

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.loading.schema_drift import fields_of, merged_fields, schema_changes
from broadsheet.tables.flatten import read_document, tables_of


def fields_in(text: str) -> set[tuple[str, str]]:
    """The fields with columns that a document's tables show, each with its kinds."""
    document = Document("n", "a.md", f"---\n{text}\n---\n".encode())
    read = read_document(document, fingerprints(document.data), DEFAULT_LIMITS)
    tabulated = tables_of([read], DEFAULT_LIMITS)
    return fields_of(tabulated.tables) | tabulated.fields


@pytest.mark.parametrize(
    ("text", "field", "kind"),
    [
        ("title: A", "title", "text"),
        ("quality: 5", "quality", "a whole number"),
        ("published: true", "published", "true or false"),
        ("publishedDateTime: 2021-03-16T11:06:00Z", "published_at", "a date"),
        ("provider: {domain: d}", "provider_domain", "text"),
        ("related: [{title: R}]", "related[].title", "text"),
        ("related: [{title: R}]\nimages: [{width: 3}]", "images[].width", "a whole number"),
        ("quality: high", "quality", "text"),
        ("quality: 1.5", "quality", "a number"),
        ("related: [{title: R}, {quality: high}]", "related[].quality", "text"),
        ("related: x", "related", "text"),
    ],
)
def test_field_is_known_by_its_column_and_kind(text: str, field: str, kind: str) -> None:
    """A field is named like its column, and told with the kind of value that was found."""
    assert (field, kind) in fields_in(text)


def test_kind_is_the_one_that_was_found() -> None:
    """A field with a value of another kind alone is not told as of its column's kind."""
    assert {kind for field, kind in fields_in("quality: high") if field == "quality"} == {"text"}


@pytest.mark.parametrize("name", ["article_id", "archive", "path", "url", "topics", "extra"])
def test_columns_that_are_no_fields_are_left_out(name: str) -> None:
    """Columns that every article has, or that are made of others, are no fields."""
    assert name not in {
        field for field, _ in fields_in("title: A\nwebUrl: https://a.example\nx: 1")
    }


def test_absent_fields_are_left_out() -> None:
    """A field that no document has is not told."""
    assert {field for field, _ in fields_in("title: A")} == {"title"}


def test_kinds_are_gathered_by_field() -> None:
    """What is found is added to what was known, each kind once, in a fixed order."""
    found = [("heat", "text"), ("heat", "a number"), ("title", "text")]
    assert merged_fields({"title": ["text"], "x": ["a list"]}, found) == {
        "heat": ["a number", "text"],
        "title": ["text"],
        "x": ["a list"],
    }


def test_known_kinds_are_not_changed() -> None:
    """Gathering leaves what it is given as it is."""
    before = {"title": ["text"]}
    merged_fields(before, [("title", "a list")])
    assert before == {"title": ["text"]}


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        ({}, {}, []),
        ({"title": ["text"]}, {"title": ["text"]}, []),
        ({"title": ["text"]}, {}, []),
        ({}, {"heat": ["a whole number"]}, ["new field heat: a whole number"]),
        ({}, {"heat": ["a list", "text"]}, ["new field heat: a list or text"]),
        (
            {"heat": ["a whole number"]},
            {"heat": ["a whole number", "text"]},
            ["heat is now also text; was a whole number"],
        ),
        ({"heat": ["a list", "text"]}, {"heat": ["a list"]}, []),
        (
            {"heat": ["text"]},
            {"heat": ["a list", "a number", "text"], "x": ["text"]},
            ["heat is now also a list or a number; was text", "new field x: text"],
        ),
    ],
)
def test_schema_changes_are_in_words(
    before: dict[str, list[str]], now: dict[str, list[str]], changes: list[str]
) -> None:
    """New fields and new kinds are changes; what is no longer found is none."""
    assert schema_changes(before, now) == changes
