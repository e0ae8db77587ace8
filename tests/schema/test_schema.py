"""A column is declared once: everything else about it follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from broadsheet.schema import DERIVED, TABLES, Column, Conversion, Table, schema_hash
from broadsheet.schema.types import Type

_COLUMN = Column("mood", Type.TEXT, "its mood", "mood")


def table(*columns: Column) -> Table:
    """A table of columns."""
    return Table("articles", "one row per document", columns)


@pytest.mark.parametrize(
    ("kind", "conversion"),
    [
        (Type.TEXT, Conversion.TEXT),
        (Type.INTEGER, Conversion.INTEGER),
        (Type.BOOLEAN, Conversion.BOOLEAN),
        (Type.MOMENT, Conversion.MOMENT),
        (Type.TEXTS, Conversion.TEXTS),
        (Type.COUNT, Conversion.COUNT),
    ],
)
def test_conversion_follows_from_the_type(kind: Type, conversion: Conversion) -> None:
    """A column is converted as its type says, unless it declares something else."""
    assert Column("x", kind, "an x", "x").conversion is conversion


def test_declared_conversion_comes_first() -> None:
    """A column may declare another conversion than that of its type."""
    assert replace(_COLUMN, converted=Conversion.LOWER).conversion is Conversion.LOWER


def test_fields_are_those_that_columns_are_read_from() -> None:
    """The known fields of a table are its columns' sources, without what is nested in them."""
    made = table(
        Column("article_id", Type.INTEGER, "an id"),
        _COLUMN,
        Column("name", Type.TEXT, "a name", ("_id", "id")),
        Column("author_name", Type.TEXT, "a name", "author.name"),
    )
    assert made.fields == {"mood", "_id", "id", "author"}


def test_nested_fields_are_known_by_their_mapping() -> None:
    """What columns are read from within a mapping is known by the mapping's field."""
    made = table(
        Column("author_name", Type.TEXT, "a name", "author.name"),
        Column("author_age", Type.INTEGER, "an age", "author.age"),
        _COLUMN,
    )
    assert made.nested == {"author": {"name", "age"}}


def test_field_is_read_by_one_column_of_a_table() -> None:
    """A table with two columns of one field is refused: cleaning the field serves one of them."""
    with pytest.raises(ValueError, match="mood"):
        table(_COLUMN, replace(_COLUMN, name="temper"))


def test_columns_of_one_name_agree_in_repeating() -> None:
    """Whether values repeat is the same in all tables, since files know columns by name."""
    repeats: dict[str, set[bool]] = {}
    for each in TABLES.values():
        for column in each.columns:
            repeats.setdefault(column.name, set()).add(column.repeats)
    assert [name for name, found in repeats.items() if len(found) > 1] == []


CHANGES = {
    "name": replace(_COLUMN, name="temper"),
    "type": replace(_COLUMN, type=Type.INTEGER),
    "source": replace(_COLUMN, source="temper"),
    "conversion": replace(_COLUMN, converted=Conversion.LOWER),
}


@pytest.mark.parametrize("change", CHANGES)
def test_hash_changes_with_what_is_kept(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """A column of another name, type, source or conversion makes another hash."""
    monkeypatch.setitem(TABLES, "articles", table(_COLUMN))
    before = schema_hash()
    monkeypatch.setitem(TABLES, "articles", table(CHANGES[change]))
    assert schema_hash() != before


def test_hash_changes_with_derived_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new column of a derived table makes another hash."""
    before = schema_hash()
    items = DERIVED["items"]
    monkeypatch.setitem(DERIVED, "items", replace(items, columns=(*items.columns, _COLUMN)))
    assert schema_hash() != before


def test_hash_stays_when_words_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another description of a column leaves lakes as they are."""
    monkeypatch.setitem(TABLES, "articles", table(_COLUMN))
    before = schema_hash()
    monkeypatch.setitem(TABLES, "articles", table(replace(_COLUMN, meaning="the mood")))
    assert schema_hash() == before
