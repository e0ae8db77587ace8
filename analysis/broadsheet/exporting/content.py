"""What an export holds: tables of a version, whole or of a period, and notes on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.export import Rows
from broadsheet.lake.sql_text import literal
from broadsheet.schema import DERIVED, DIMENSIONS, HISTORY, TABLES
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from broadsheet.schema import Table

__all__ = ["EXPORTED", "Content", "ExportedTable", "Span", "content_of"]

EXPORTED = TABLES | DERIVED | HISTORY
"""The tables that are exported, by name: those of documents, derived from them, and of history."""

_PERIOD_ARTICLES = "period_articles"
_COUNTS = ("items", "stories", "providers")


@dataclass(frozen=True)
class Span:
    """The time that an export covers: from `since` until before `until`; no bound where None."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it has no bounds, and takes in what has no date."""
        return self.since is None and self.until is None

    @property
    def bounds(self) -> dict[str, str]:
        """The parameters of SQL that selects by it."""
        return {"since": str(self.since or "-infinity"), "until": str(self.until or "infinity")}


@dataclass(frozen=True)
class ExportedTable:
    """A table of an export.

    Attributes:
        table: Its declaration.
        sql: The statement that selects its rows from the lake.
        count: How many rows it has.
    """

    table: Table
    sql: str
    count: int

    @property
    def name(self) -> str:
        """Its name."""
        return self.table.name


@dataclass(frozen=True)
class Content:
    """What an export holds.

    Attributes:
        connection: An open database of the lake, in which the statements of `tables` run.
        tables: The tables.
        notes: What a reader should know: pairs of a fact's name and its text.
    """

    connection: duckdb.DuckDBPyConnection
    tables: tuple[ExportedTable, ...]
    notes: tuple[tuple[str, str], ...]

    def rows(self, table: ExportedTable) -> Rows:
        """The rows of a table, computed while they are read."""
        return Rows.of(self.connection.sql(table.sql))

    def note_rows(self) -> Rows:
        """The notes as rows of `fact` and `text`."""
        import pyarrow as pa

        facts = [{"fact": fact, "text": text} for fact, text in self.notes]
        return Rows.in_memory(pa.Table.from_pylist(facts))


def content_of(
    connection: duckdb.DuckDBPyConnection, version: str, span: Span, names: Sequence[str]
) -> Content:
    """Select the tables of an export.

    Args:
        connection: An open database of the lake.
        version: The version that it reads.
        span: The time that the export covers.
        names: The tables. Where there are none, all tables, but no table of history without rows:
            most lakes have no history.

    Raises:
        BroadsheetError: There is no table of a name.
    """
    for name in names:
        if name not in EXPORTED:
            raise BroadsheetError("no table to export", received=name, valid=EXPORTED)
    if not span.is_whole:
        statement = f"create temp table {_PERIOD_ARTICLES} as {_selections()[_PERIOD_ARTICLES]}"
        connection.execute(statement, span.bounds)
    found = [
        _table(connection, table, span)
        for name, table in EXPORTED.items()
        if name in names or not names
    ]
    tables = tuple(table for table in found if names or table.count or table.name not in HISTORY)
    return Content(connection, tables, tuple(_notes(version, span, tables)))


def _table(connection: duckdb.DuckDBPyConnection, table: Table, span: Span) -> ExportedTable:
    sql = f"from {table.name}"
    if not span.is_whole and table.name not in DIMENSIONS:
        sql = _selections()[table.name]
    ((count,),) = connection.sql(sql).aggregate("count(*)").fetchall()
    return ExportedTable(table, sql, count)


def _notes(version: str, span: Span, tables: Sequence[ExportedTable]) -> list[tuple[str, str]]:
    notes = [("broadsheet", __version__), ("version of the lake", version)]
    if span.is_whole:
        notes.append(("period", "all dates, and what has no date"))
    else:
        since, until = span.since or "the first article", span.until or "the last article"
        condition = _selections()[_PERIOD_ARTICLES]
        for name, bound in span.bounds.items():
            condition = condition.replace(f"${name}", literal(bound))
        notes += [
            ("period", f"from {since} until before {until}"),
            (f"SQL of {_PERIOD_ARTICLES}", condition),
            ("left out", "articles without a date, files that were not loaded, and their problems"),
            ("whole", f"{' and '.join(DIMENSIONS)}, which have no date"),
            ("counts", f"those in {', '.join(_COUNTS)} are of the whole lake"),
        ]
    chosen = {table.name for table in tables}
    if missing := [name for name in EXPORTED if name not in chosen]:
        notes.append(("tables left out", ", ".join(missing)))
    for table in tables:
        notes.append((f"{table.name}: rows", f"{table.count:,}"))
        notes.append((f"{table.name}: SQL", table.sql))
    return notes


@cache
def _selections() -> dict[str, str]:
    """The statement that selects a table's rows of a period, by the table's name."""
    folder = files("broadsheet.exporting") / "sql"
    texts = {file.name.removesuffix(".sql"): file.read_text("utf-8") for file in folder.iterdir()}
    return {name: text.partition("\n")[2].strip() for name, text in texts.items()}
