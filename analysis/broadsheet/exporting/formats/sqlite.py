"""A SQLite database. Moments and lists are text: ISO 8601 in UTC, and JSON."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from broadsheet.export.sql_values import as_text
from broadsheet.exporting.kind import Kind
from broadsheet.lake.sql_text import identifier
from broadsheet.schema.types import Type

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.export import Rows
    from broadsheet.exporting.content import Content
    from broadsheet.schema import Column, Table

__all__ = ["KIND"]

_TYPES = {
    Type.INTEGER: "integer", Type.COUNT: "integer", Type.BOOLEAN: "integer", Type.NUMBER: "real",
}  # fmt: skip
"""The types of SQLite, which has no boolean; of any other column it is `text`."""


def _write(content: Content, place: Path) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as database:
        for pragma in ("journal_mode = off", "synchronous = off"):  # a failed file is removed
            database.execute(f"pragma {pragma}")
        database.execute("begin")
        database.execute("create table export_notes (fact text, text text)")
        _insert(database, "export_notes", content.note_rows())
        for table in content.tables:
            database.execute(_definition(table.table))
            _insert(database, table.name, content.rows(table))
        database.execute("commit")


def _definition(table: Table) -> str:
    """The statement that creates a table; SQLite keeps its comments, which describe it."""
    lines = [
        _column(column, "" if column is table.columns[-1] else ",") for column in table.columns
    ]
    return "\n".join([f"create table {identifier(table.name)} ( -- {table.grain}", *lines, ")"])


def _column(column: Column, comma: str) -> str:
    kind = _TYPES.get(column.type, "text")
    return f"    {identifier(column.name)} {kind}{comma} -- {column.meaning}"


def _insert(database: sqlite3.Connection, name: str, rows: Rows) -> None:
    values = ", ".join("?" for _ in rows.names)
    statement = f"insert into {identifier(name)} values ({values})"  # noqa: S608 - names are quoted
    expressions = [
        f"#{index}" if kind.id in {"bigint", "integer", "double", "boolean"}
        else as_text(f"#{index}", kind)
        for index, kind in enumerate(rows.types, 1)
    ]  # fmt: skip
    for batch in rows.projected(expressions):
        columns = (column.to_pylist() for column in batch)
        database.executemany(statement, zip(*columns, strict=True))


KIND = Kind("sqlite", (".sqlite", ".sqlite3", ".db"), _write)
