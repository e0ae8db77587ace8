"""The fields in which documents differ between two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.schema import TABLES, Conversion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.schema import Column, Table

__all__ = ["changed_fields", "compared_columns"]

_ORDER = ("article_id", "related_position", "position")


def changed_fields(
    old: Mapping[str, pa.Table], new: Mapping[str, pa.Table]
) -> dict[int, list[str]]:
    """The fields in which documents differ, by id, for those of the same kind on both sides.

    Args:
        old: Rows of the tables of documents, by table.
        new: The same of the version after.
    """
    found: dict[int, list[str]] = {}
    tables = [table for table in TABLES.values() if table.partitioned]
    for table in tables:
        if not table.has_several_rows:
            found |= _changed_columns(table, old[table.name], new[table.name])
        elif table.source is None:
            both = _in_both(old[table.name], new[table.name])
            found |= {ident: [] for ident in both.to_pylist()}
    both = pa.array(found, pa.int64())
    for table in tables:
        if table.has_several_rows:
            before, after = (_texts(rows[table.name], both) for rows in (old, new))
            for ident, fields in found.items():
                if before.get(ident) != after.get(ident):
                    fields.append(table.source or table.name)
    return found


def _changed_columns(table: Table, old: pa.Table, new: pa.Table) -> dict[int, list[str]]:
    """The columns in which rows differ, by id, of a table with one row a document."""
    both = _in_both(old, new)
    found: dict[int, list[str]] = {ident: [] for ident in both.to_pylist()}
    before, after = (_of(rows, both) for rows in (old, new))
    for column in compared_columns(table):
        is_size = column.conversion is Conversion.SIZE
        name = column.sources[0] if is_size else column.name
        for ident in _ids(before, _differ(before[column.name], after[column.name])):
            found[ident].append(name)
    return found


def compared_columns(table: Table) -> list[Column]:
    """The columns of a table that say something of a document, and have no table of their own."""
    elsewhere = {other.source for other in TABLES.values() if other.source}
    return [
        column
        for column in table.columns
        if not (column.derived or column.of_load) and elsewhere.isdisjoint(column.sources)
    ]


def _in_both(old: pa.Table, new: pa.Table) -> pa.Array:
    ids = pc.unique(old["article_id"])
    return ids.filter(pc.is_in(ids, new["article_id"].combine_chunks()))


def _of(rows: pa.Table, ids: pa.Array) -> pa.Table:
    return rows.filter(pc.is_in(rows["article_id"], ids)).sort_by("article_id")


def _differ(before: pa.ChunkedArray, after: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether values differ, absent from present, too."""
    if pa.types.is_list(before.type):
        before, after = (pc.binary_join(texts, "\x1f") for texts in (before, after))
    values = pc.fill_null(pc.not_equal(before, after), fill_value=False)
    return pc.or_(values, pc.not_equal(pc.is_null(before), pc.is_null(after)))


def _ids(rows: pa.Table, mask: pa.ChunkedArray) -> list[int]:
    found: list[int] = rows["article_id"].filter(mask).to_pylist()
    return found


def _texts(rows: pa.Table, ids: pa.Array) -> dict[int, list[str]]:
    """An article's rows in a child table, each as one text, in document order."""
    rows = rows.filter(pc.is_in(rows["article_id"], ids))
    rows = rows.sort_by([(name, "ascending") for name in _ORDER if name in rows.column_names])
    columns = [pc.cast(column, pa.string()) for column in rows.columns]
    joined = pc.binary_join_element_wise(
        *columns, "\x1f", null_handling="replace", null_replacement="\x1e"
    )
    texts: dict[int, list[str]] = {}
    for ident, text in zip(rows["article_id"].to_pylist(), joined.to_pylist(), strict=True):
        texts.setdefault(ident, []).append(text)
    return texts
