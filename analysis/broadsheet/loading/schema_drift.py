"""Schema drift: which fields documents have and of what kind, and what is new about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.documents.kinds import kind_name
from broadsheet.schema import EXTRA, TABLES, Conversion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from broadsheet.schema import Column, Table

__all__ = ["fields_of", "merged_fields", "schema_changes"]

_PLACES = {
    "related": "related[].",
    "images": "images[].",
    "provider_profiles": "organization.",
    "topic_tree": "topic.",
}
_KINDS = {
    Conversion.TEXT: kind_name(str),
    Conversion.KEY: kind_name(str),
    Conversion.LOWER: kind_name(str),
    Conversion.INTEGER: kind_name(int),
    Conversion.BOOLEAN: kind_name(bool),
    Conversion.MOMENT: "a date",
}
"""What a column's values are; those of other columns are never absent, or are no field's own."""


def fields_of(tables: Mapping[str, pa.Table]) -> set[tuple[str, str]]:
    """The fields that documents have, by column and kind.

    Fields are named like their columns: `quality`, `related[].provider_domain`.
    """
    return {
        (f"{_PLACES.get(table.name, '')}{column.name}", _KINDS[column.conversion])
        for table in TABLES.values()
        for column in _field_columns(table)
        if tables[table.name][column.name].null_count < tables[table.name].num_rows
    }


def _field_columns(table: Table) -> list[Column]:
    """The columns that hold a field's value, or the body."""
    if not table.partitioned:
        return []
    return [
        column
        for column in table.columns
        if not (column.derived or column.of_load)
        and column.name != EXTRA
        and column.conversion in _KINDS
    ]


def merged_fields(
    before: Mapping[str, list[str]], found: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    """The kinds by field that a record holds, with those found added."""
    kinds = {name: set(values) for name, values in before.items()}
    for name, kind in found:
        kinds.setdefault(name, set()).add(kind)
    return {name: sorted(values) for name, values in sorted(kinds.items())}


def schema_changes(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> list[str]:
    """What is new about the fields, in words: new fields, and known fields of a new kind."""
    changes = []
    for name, kinds in now.items():
        fresh = [kind for kind in kinds if kind not in before.get(name, ())]
        if name not in before:
            changes.append(f"new field {name}: {' or '.join(kinds)}")
        elif fresh:
            was = " or ".join(before[name])
            changes.append(f"{name} is now also {' or '.join(fresh)}; was {was}")
    return changes
