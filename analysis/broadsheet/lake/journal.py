"""The journal of a lake: what was scheduled, delivered and checked, in an SQLite file.

SQLite gives what a ledger needs: a row is written whole or not at all, whenever the process or the
machine stops, and two processes never write one row twice. The file lies beside the versions, so
`prune` leaves it. The columns of its tables are those of `broadsheet.schema.OPERATIONS`.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.errors import LakeError
from broadsheet.lake.lease import is_held
from broadsheet.schema import OPERATIONS
from broadsheet.schema.types import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from broadsheet.schema import Column, Table

__all__ = ["JOURNAL", "Journal", "Row", "issue_lease"]

JOURNAL = "journal.sqlite"
"""The file, in the lake's folder."""

Row = dict[str, Any]
"""A row: Python values by column."""

_AFFINITIES = {Type.INTEGER: "integer", Type.COUNT: "integer", Type.NUMBER: "real"}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PATIENCE = 60.0
"""Seconds that one process waits while another writes; a write takes milliseconds."""


class Journal:
    """The journal of a lake.

    Each call opens the file and closes it, so that a journal may be used on both sides of a fork.

    Args:
        lake: The lake's folder.
    """

    def __init__(self, lake: Path) -> None:
        self._lake = lake
        self._file = lake / JOURNAL

    def add(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows, all of them or none; a row replaces an older one of the same key.

        Args:
            table: A table of `OPERATIONS`.
            rows: Values by column; a column that a row lacks is null.

        Raises:
            LakeError: The lake can't be written.
        """
        names = [column.name for column in OPERATIONS[table].columns]
        places = ", ".join(f":{name}" for name in names)
        sql = f"insert or replace into {table} ({', '.join(names)}) values ({places})"  # noqa: S608 - declared names alone
        stored = [{name: _stored(row.get(name)) for name in names} for row in rows]
        with self._open() as database:
            for each in OPERATIONS.values():
                _define(database, each)
            database.execute("begin immediate")
            database.executemany(sql, stored)
            database.execute("commit")

    def rows(self, table: str) -> list[Row]:
        """All rows of a table, in the order of their keys; none where there is no journal yet.

        A run whose process has ended without an outcome is `died`.

        Raises:
            LakeError: The file can't be read.
        """
        if not self._file.exists():
            return []
        declared = OPERATIONS[table]
        with self._open() as database:
            names = _columns(database, table)
            if not names:
                return []
            order = ", ".join(declared.key)
            found = database.execute(f"select * from {table} order by {order}").fetchall()  # noqa: S608 - declared names alone
        rows = [_row(declared, dict(zip(names, values, strict=True))) for values in found]
        return [self._with_death(row) for row in rows] if table == "runs" else rows

    def row(self, table: str, **key: object) -> Row | None:
        """The row of a key; None where there is none.

        Raises:
            LakeError: The file can't be read.
        """
        same = (row for row in self.rows(table) if all(row[name] == key[name] for name in key))
        return next(same, None)

    def arrow(self, table: str) -> pa.Table:
        """A table as Arrow, with the types that are declared."""
        import pyarrow as pa

        return pa.Table.from_pylist(self.rows(table), schema=OPERATIONS[table].schema)

    def _with_death(self, row: Row) -> Row:
        if row["outcome"] != "running" or is_held(self._lake, issue_lease(row)):
            return row
        return row | {"outcome": "died"}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = None
        try:
            database = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
            yield database
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            hint = "move the file away: what it holds is lost, and a new one begins"
            raise LakeError(
                f"the journal {self._file} can't be used: {error}",
                hint=hint if code in _DAMAGED else None,
            ) from error
        finally:
            if database is not None:
                database.close()


def issue_lease(run: Mapping[str, Any]) -> str:
    """The name of the lease that a process holds while it makes an issue of a report."""
    return f"{run['report']}\0{run['issue']}"


def _define(database: sqlite3.Connection, table: Table) -> None:
    """Create a table: times as ISO text, lists as JSON. One of an earlier broadsheet grows."""
    kinds = {column.name: _affinity(column) for column in table.columns}
    columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    key = ", ".join(table.key)
    database.execute(f"create table if not exists {table.name} ({columns}, primary key ({key}))")
    for name in kinds.keys() - set(_columns(database, table.name)):
        database.execute(f"alter table {table.name} add column {name} {kinds[name]}")


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    found = database.execute("select name from pragma_table_info(?)", [table])
    return [name for (name,) in found]


def _affinity(column: Column) -> str:
    return _AFFINITIES.get(column.type, "text")


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list | tuple) else value


def _row(table: Table, stored: Mapping[str, Any]) -> Row:
    return {column.name: _read(column, stored.get(column.name)) for column in table.columns}


def _read(column: Column, value: Any) -> Any:  # noqa: ANN401 - a value of any column
    if value is None:
        return None
    if column.type is Type.MOMENT:
        return datetime.fromisoformat(value)
    if column.type is Type.DAY:
        return date.fromisoformat(value)
    return json.loads(value) if column.type is Type.TEXTS else value
