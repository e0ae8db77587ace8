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
from broadsheet.lake.retention import held_snapshot, hold
from broadsheet.lake.sql_text import literal, parquet_rows, refuse_pattern
from broadsheet.schema import DERIVED, OPERATIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["connect", "open_database", "open_lake"]


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
    return open_lake(Path(lake), as_of, on_demand=False)


def open_lake(
    lake: Path, as_of: str | None = None, *, on_demand: bool = True
) -> duckdb.DuckDBPyConnection:
    """Open a lake in DuckDB, as `connect` and `open_database` do."""
    refuse_pattern(lake)
    snapshot, release = held_snapshot(lake, as_of)
    return _opened(snapshot, release, on_demand=on_demand)


def open_database(snapshot: Snapshot, *, on_demand: bool = True) -> duckdb.DuckDBPyConnection:
    """Open a snapshot in DuckDB, as `connect` does.

    Args:
        snapshot: The version.
        on_demand: Whether views and named queries are defined when a statement that `run_sql` runs
            first names them. Otherwise all of them are defined at once.

    Raises:
        LakeError: It was removed, its files can't be read or are not as recorded, or DuckDB would
            take its folder's name for a pattern.
    """
    refuse_pattern(snapshot.path.parent)
    release = hold(snapshot)
    if release is None:
        problem = f"the version {snapshot.version} of {snapshot.path.parent} was removed"
        raise LakeError(problem, hint="open the lake again")
    return _opened(snapshot, release, on_demand=on_demand)


def _opened(
    snapshot: Snapshot, release: Callable[[], None], *, on_demand: bool
) -> duckdb.DuckDBPyConnection:
    """Open a version that is held; the connection releases it."""
    connection = duckdb.connect()
    weakref.finalize(connection, release)
    snapshot.check()
    folder = snapshot.path.resolve()
    connection.execute("set TimeZone = 'UTC'")
    spill = Path(tempfile.gettempdir(), f"broadsheet-{uuid.uuid4().hex}")
    connection.execute(f"set temp_directory = {literal(spill)}")
    connection.execute(f"set allowed_directories = [{literal(f'{folder}/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set python_enable_replacements = false")
    try:
        _define(connection, folder, snapshot.files)
        if not on_demand:
            define_rest(connection)
    except duckdb.Error as error:
        connection.close()
        problem = f"the version {snapshot.version} can't be read: {failure(error)}"
        raise LakeError(problem, hint="open another with as_of, or load again") from error
    connection.execute("set lock_configuration = true")
    return connection


def _define(
    connection: duckdb.DuckDBPyConnection, folder: Path, recorded: Collection[str] | None
) -> None:
    """Define the tables, views and queries over a version's folder.

    The tables are read from the files that the version has recorded: a file that somebody puts
    beside them is none of it. A version of an earlier broadsheet has recorded none, and may lack
    tables. A missing table of documents is empty; missing derived tables are made in memory.
    """
    sources = _sources(folder, recorded)
    for table in TABLES.values():
        if table.name in sources:
            _define_table(connection, table.name, sources[table.name])
        else:
            define_rows(connection, table)
    if all(name in sources for name in DERIVED):
        for name in DERIVED:
            _define_table(connection, name, sources[name])
    else:
        derive(connection)
    _define_operations(connection, folder.parent)
    postpone_relations(connection)


def _define_operations(connection: duckdb.DuckDBPyConnection, lake: Path) -> None:
    """Define the tables of the journal: what was scheduled, delivered and checked until now."""
    journal = Journal(lake) if (lake / JOURNAL).exists() else None
    for table in OPERATIONS.values():
        define_rows(connection, table, journal.arrow(table.name) if journal else None)


def _sources(folder: Path, recorded: Collection[str] | None) -> dict[str, list[Path]]:
    """Where the rows of each table are: its files, or its folder where they are not recorded."""
    if recorded is None:
        return {name: [folder / name] for name in (*TABLES, *DERIVED) if (folder / name).is_dir()}
    sources: dict[str, list[Path]] = {}
    for name in sorted(recorded):
        sources.setdefault(name.partition("/")[0], []).append(folder / name)
    return sources


def _define_table(
    connection: duckdb.DuckDBPyConnection, name: str, sources: Sequence[Path]
) -> None:
    connection.execute(f"create view {name} as from {parquet_rows(*sources)}")
