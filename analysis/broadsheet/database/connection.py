"""The database over a lake: a DuckDB connection to one version, locked to that version's files."""

from __future__ import annotations

import tempfile
import uuid
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from broadsheet.database.on_demand import define_rest, postpone_relations
from broadsheet.database.relations import define_rows
from broadsheet.database.statements import failure
from broadsheet.derived.build import derive
from broadsheet.errors import LakeError
from broadsheet.lake.journal import JOURNAL, Journal
from broadsheet.lake.retention import hold
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.lake.sql_text import literal, parquet_rows
from broadsheet.schema import DERIVED, OPERATIONS, TABLES

if TYPE_CHECKING:
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["connect", "open_database"]

_GLOB_SIGNS = frozenset("*?[")


def connect(lake: str | Path = "lake", *, as_of: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open a lake in DuckDB: its tables, the views and the named queries.

    The connection reaches the version's folder and nothing else, and its settings are locked. While
    it is open, `prune` keeps the version. SQL from others belongs into `run_sql`, which takes only
    statements that read.

    Args:
        lake: The lake's folder.
        as_of: A version such as `v000011`; the live one where None.

    Raises:
        LakeError: There is no lake, it lacks that version, or the version can't be read.
    """
    return open_database(open_snapshot(Path(lake), as_of), on_demand=False)


def open_database(snapshot: Snapshot, *, on_demand: bool = True) -> duckdb.DuckDBPyConnection:
    """Open a snapshot in DuckDB, as `connect` does.

    Args:
        snapshot: The version.
        on_demand: Whether views and named queries are defined when a statement that `run_sql` runs
            first names them. Otherwise all of them are defined at once.

    Raises:
        LakeError: Its files can't be read, or DuckDB would take its folder's name for a pattern.
    """
    folder = snapshot.path.resolve()
    if _GLOB_SIGNS & set(str(folder)):
        hint = "rename a folder above it, without * ? and ["
        raise LakeError("DuckDB can't read a lake in this folder", received=str(folder), hint=hint)
    connection = duckdb.connect()
    weakref.finalize(connection, hold(snapshot))
    connection.execute("set TimeZone = 'UTC'")
    spill = Path(tempfile.gettempdir(), f"broadsheet-{uuid.uuid4().hex}")
    connection.execute(f"set temp_directory = {literal(spill)}")
    connection.execute(f"set allowed_directories = [{literal(f'{folder}/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set python_enable_replacements = false")
    try:
        _define(connection, folder)
        if not on_demand:
            define_rest(connection)
    except duckdb.Error as error:
        connection.close()
        problem = f"the version {snapshot.version} can't be read: {failure(error)}"
        raise LakeError(problem, hint="open another with as_of, or load again") from error
    connection.execute("set lock_configuration = true")
    return connection


def _define(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Define the tables, views and queries over a version's folder.

    A version of an earlier broadsheet may lack tables. A missing table of documents is empty;
    missing derived tables are made in memory.
    """
    for table in TABLES.values():
        if (folder / table.name).is_dir():
            _define_table(connection, folder / table.name)
        else:
            define_rows(connection, table)
    if all((folder / name).is_dir() for name in DERIVED):
        for name in DERIVED:
            _define_table(connection, folder / name)
    else:
        derive(connection)
    _define_operations(connection, folder.parent)
    postpone_relations(connection)


def _define_operations(connection: duckdb.DuckDBPyConnection, lake: Path) -> None:
    """Define the tables of the journal: what was scheduled, delivered and checked until now."""
    journal = Journal(lake) if (lake / JOURNAL).exists() else None
    for table in OPERATIONS.values():
        define_rows(connection, table, journal.arrow(table.name) if journal else None)


def _define_table(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    connection.execute(f"create view {folder.name} as from {parquet_rows(folder)}")
