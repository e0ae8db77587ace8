"""The fields of an item to values that its columns take, by the declarations in the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.documents.parsed import GAP
from broadsheet.documents.unknown import Unknown, unknown_fields
from broadsheet.schema import TABLES, Column, Conversion, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.documents.location import Place
    from broadsheet.documents.values import Values

__all__ = ["NO_FIELDS", "clean_item", "clean_row"]

_Fields = dict[str, Any]

NO_FIELDS = frozenset({"taxonomy", "secured"})
"""Fields of the documents of a taxonomy that are neither a column nor kept in `extra`."""


def clean_item(fields: _Fields, table: Table, values: Values, place: Place = ()) -> _Fields:
    """An item's fields, with those of columns converted; the others stay as they are.

    Args:
        fields: The fields.
        table: The table that the item is a row of.
        values: Converts single values, and collects the faults.
        place: Where the item is in its document.
    """
    cleaned = _cleaned(fields, table, table.read_columns, values, place)
    for name, value in cleaned.items():
        if name not in table.fields:
            cleaned[name] = values.kept(value, (*place, name))
    for field, names in table.nested.items():
        for name, value in (cleaned.get(field) or {}).items():
            if name not in names:
                cleaned[field][name] = values.kept(value, (*place, field, name))
    return cleaned


def clean_row(
    fields: _Fields, table: Table, values: Values, place: Place, known: frozenset[str] = NO_FIELDS
) -> tuple[_Fields, Unknown]:
    """The values by column of a row of a taxonomy's table, and the fields that none was read from.

    Args:
        fields: The fields.
        table: The table.
        values: Converts single values, and collects the faults.
        place: Where the fields are in their document.
        known: Names of fields that are something else than columns.
    """
    own = tuple(column for column in table.read_columns if not column.is_first_of)
    cleaned = _cleaned(fields, table, own, values, place)
    row: _Fields = {}
    used = set(known)
    for column in table.read_columns:
        if column.is_first_of:
            row[column.name], field = _first_text(fields, column, values, place)
            used |= {field} if field else set()
        else:
            field, _, below = column.sources[0].partition(".")
            value = cleaned.get(field)
            row[column.name] = (value or {}).get(below) if below else value
            used.add(field)
    unknown = unknown_fields(fields, frozenset(used), table.nested)
    kept = {name: values.kept(value, (*place, name)) for name, value in unknown.own.items()}
    return row, unknown._replace(own=kept)


def _cleaned(
    fields: _Fields, table: Table, columns: Iterable[Column], values: Values, place: Place
) -> _Fields:
    cleaned = dict(fields)
    for field in table.nested.keys() & cleaned.keys():
        mapping = values.mapping(cleaned[field], (*place, field))
        cleaned[field] = None if mapping is None else dict(mapping)
    for column in columns:
        for source in column.sources:
            field, _, below = source.partition(".")
            holder, here = (cleaned.get(field), (*place, field)) if below else (cleaned, place)
            name = below or field
            if holder is not None and name in holder:
                holder[name] = _converted(holder[name], column, values, (*here, name))
    return cleaned


def _converted(value: object, column: Column, values: Values, place: Place) -> object:
    if column.conversion is Conversion.COUNT:
        table = next((table for table in TABLES.values() if table.source == place[-1]), None)
        return [
            item if item is GAP or table is None else clean_item(item, table, values, (*place, at))
            for at, item in enumerate(values.mappings(value, place))
        ]
    return values.converted(value, column.conversion, place)


def _first_text(
    fields: _Fields, column: Column, values: Values, place: Place
) -> tuple[object, str | None]:
    """The first text among the fields that a column is read from, and the field that has it."""
    for name in column.sources:
        if isinstance(fields.get(name), str | int | float):
            text = values.converted(fields[name], column.conversion, (*place, name))
            if text is not None:
                return text, name
    return None, None
