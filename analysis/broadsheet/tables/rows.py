"""Rows made one by one: of files and problems, and with what looks like a payload withheld."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.documents.faults import Fault
from broadsheet.documents.parsed import NotLoaded
from broadsheet.documents.payload import withhold
from broadsheet.schema import PARTITION, TABLES
from broadsheet.schema.documents import URL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.documents.document import Document
    from broadsheet.schema import Column, Table
    from broadsheet.tables.read import Read

__all__ = [
    "Row",
    "file_row",
    "misfits",
    "problem_row",
    "table_of",
    "withheld",
    "withheld_fault",
    "withheld_row",
]

Row = dict[str, Any]
"""The values of a row by column."""

_PLACES = frozenset({"archive", "path", PARTITION})
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


class Withheld(NamedTuple):
    """Rows of a table in which nothing looks like a payload.

    Attributes:
        rows: The rows.
        fields: The fields in which something did, each with the document's id.
    """

    rows: pa.Table
    fields: list[tuple[int, str]]


def withheld(name: str, rows: pa.Table, ids: pa.Array) -> Withheld:
    """Rows in which nothing of these documents looks like a payload.

    Args:
        name: The name of the table.
        rows: The table.
        ids: The documents in which a payload may be elsewhere than in its field.
    """
    is_suspect = pc.is_in(rows["article_id"], ids)
    if not pc.any(is_suspect).as_py():
        return Withheld(rows, [])
    given = rows.filter(is_suspect).to_pylist()
    made = [withheld_row(row) for row in given]
    if made == given:
        return Withheld(rows, [])
    table = TABLES[name]
    fields = [
        (row["article_id"], _field_of(table, column, row))
        for row, kept in zip(given, made, strict=True)
        for column in table.columns
        if row[column.name] != kept[column.name] and not column.derived
    ]
    for row, kept in zip(given, made, strict=True):
        if URL.name in row and URL in table.columns and row[URL.name] != kept[URL.name]:
            kept[URL.name] = None  # several payloads are not one address
    others = rows.filter(pc.invert(is_suspect))
    made_rows = pa.Table.from_pylist(made, schema=rows.schema)
    return Withheld(pa.concat_tables([others, made_rows]), fields)


def withheld_row(row: Row) -> Row:
    """A row in which no text looks like a payload; where its document is stays as it is."""
    return {name: cell if name in _PLACES else _withheld_cell(cell) for name, cell in row.items()}


def withheld_fault(field: str) -> Fault:
    """The fault of a field in which something was withheld."""
    return Fault("withheld", f"{field}: looks like the payload; withheld", field=field)


def _field_of(table: Table, column: Column, row: Row) -> str:
    """The name of a column's field in a row, such as `related[2].title`."""
    name = column.sources[0] if column.sources else column.name
    at = [("related", row.get("related_position"))]
    if table.source:
        at.append((table.source, row["position"]))
    return "".join(f"{field}[{position}]." for field, position in at if position) + name


def _withheld_cell(cell: Any) -> Any:  # noqa: ANN401 - a cell of any column
    if isinstance(cell, str):
        return withhold(cell)
    return [withhold(text) for text in cell] if isinstance(cell, list) else cell
