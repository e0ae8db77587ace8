"""Rows made one by one: of files and problems, and with what looks like a payload withheld."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.documents.parsed import NotLoaded
from broadsheet.documents.payload import withhold
from broadsheet.schema import PARTITION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.documents.document import Document
    from broadsheet.documents.faults import Fault
    from broadsheet.tables.read import Read

__all__ = [
    "Row",
    "file_row",
    "misfits",
    "problem_row",
    "table_of",
    "withheld",
    "withheld_row",
]

Row = dict[str, Any]
"""The values of a row by column."""

_INDEX = re.compile(r"\[\d+\]")


def table_of(name: str, rows: list[Row]) -> pa.Table:
    """Rows as an Arrow table, in the table's `row_schema`."""
    return pa.Table.from_pylist(rows, schema=TABLES[name].row_schema)


def file_row(read: Read, key: tuple[int, str] | None) -> Row:
    """The row of a file in `documents`.

    Args:
        read: The document.
        key: Its id and month, if it is loaded.
    """
    result, document = read.result, read.document
    status, reason = "loaded", None
    ident, month = key or (None, None)
    if isinstance(result, NotLoaded):
        status, reason = result.status, result.reason
        ident, month = result.article_id, result.published_month
    whole, content = read.fingerprints or (None, None)
    return {
        "archive": document.archive,
        "path": document.path,
        "article_id": ident,
        "bytes": len(document.data) if read.fingerprints else None,
        "fingerprint": whole,
        "content_fingerprint": content,
        PARTITION: month,
        "status": status,
        "reason": reason,
    }


def problem_row(document: Document, fault: Fault) -> Row:
    """The row of a fault in `problems`."""
    fault = fault.trimmed()
    return {
        "archive": document.archive,
        "path": document.path,
        "line": fault.line,
        "column": fault.column,
        "field": fault.field,
        "code": fault.code,
        "severity": str(fault.severity),
        "message": fault.message,
        "value": fault.value,
    }


def misfits(faults: Iterable[Fault]) -> set[tuple[str, str]]:
    """The fields with a value of the wrong type, each with the kind that was found."""
    return {
        (_INDEX.sub("[]", fault.field), fault.found)
        for fault in faults
        if fault.field and fault.found
    }


def withheld(rows: pa.Table, ids: pa.Array) -> pa.Table:
    """Rows in which nothing of these documents looks like a payload."""
    is_suspect = pc.is_in(rows["article_id"], ids)
    if not pc.any(is_suspect).as_py():
        return rows
    suspect = [withheld_row(row) for row in rows.filter(is_suspect).to_pylist()]
    others = rows.filter(pc.invert(is_suspect))
    return pa.concat_tables([others, pa.Table.from_pylist(suspect, schema=rows.schema)])


def withheld_row(row: Row) -> Row:
    """A row in which no text looks like a payload."""
    return {name: _withheld_cell(cell) for name, cell in row.items()}


def _withheld_cell(cell: Any) -> Any:  # noqa: ANN401 - a cell of any column
    if isinstance(cell, str):
        return withhold(cell)
    return [withhold(text) for text in cell] if isinstance(cell, list) else cell
