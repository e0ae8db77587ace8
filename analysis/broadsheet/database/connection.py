"""The database over a lake: a DuckDB connection to one version, open or locked to its files."""

from __future__ import annotations

import tempfile
import uuid
from itertools import chain
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from broadsheet.config.settings import DEFAULT_STATEMENT_LIMITS
from broadsheet.database.handles import holding
from broadsheet.database.on_demand import define_rest, postpone_relations
from broadsheet.database.relations import define_rows
from broadsheet.database.statements import failure
from broadsheet.database.table_files import check_columns, table_files
from broadsheet.database.word_index import find_index
from broadsheet.derived.build import derive
from broadsheet.errors import LakeError
from broadsheet.lake.journal import JOURNAL, Journal
from broadsheet.lake.local import local_lake
from broadsheet.lake.retention import held_snapshot, hold
from broadsheet.lake.sql_text import literal, parquet_rows, refuse_pattern
from broadsheet.schema import DERIVED, HISTORY, OPERATIONS, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from broadsheet.config.settings import StatementLimits
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["connect", "open_database", "open_lake"]


def connect(
    lake: str | Path = "lake",
    *,
    as_of: str | None = None,
    timeout: float | None = None,
    memory: str | None = None,
    locked: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Open a lake in DuckDB: its tables, the views and the named queries.

    It is an ordinary DuckDB connection in memory: DataFrames and Arrow tables of the caller are
    tables by their names, other files and databases can be read, and settings changed. Times are in
    UTC until you set another time zone. What you create is gone when it is closed. A statement that
    copies to a file of the lake is refused.

    A locked connection is for SQL that others wrote: it reads the version's files and reaches
    nothing else, and its settings can't be changed.

    While the connection or one of its cursors is open, `prune` keeps the version. `close` releases
    it at once.

    Args:
        lake: The lake's folder, or its address such as `s3://bucket/news`.
        as_of: A version such as `v000011`; the live one where None.
        timeout: Seconds that a statement may take; as many as it needs where None.
        memory: What all statements may take, such as `4GB` or `50%`; DuckDB's own limit where None.
        locked: Whether statements reach nothing but the version's files.

    Raises:
        LakeError: There is no lake, it lacks that version, or the version can't be read.
    """
    folder = local_lake(lake, as_of)
    refuse_pattern(folder)
    snapshot, release = held_snapshot(folder, as_of)
    return _opened(snapshot, release, timeout, memory, on_demand=False, locked=locked)


def open_lake(
    lake: Path, as_of: str | None = None, limits: StatementLimits = DEFAULT_STATEMENT_LIMITS
) -> duckdb.DuckDBPyConnection:
    """Open a lake in DuckDB, locked, for statements that `run_sql` runs.

    Views and named queries are defined when a statement first names them.

    Args:
        lake: The lake's folder.
        as_of: A version; the live one where None.
        limits: What a statement takes at most.

    Raises:
        LakeError: As `connect`.
    """
    refuse_pattern(lake)
    snapshot, release = held_snapshot(lake, as_of)
    return _opened(snapshot, release, limits.timeout, limits.memory)


def open_database(
    snapshot: Snapshot, limits: StatementLimits = DEFAULT_STATEMENT_LIMITS
) -> duckdb.DuckDBPyConnection:
    """Open a snapshot in DuckDB, as `open_lake` does.

    Args:
        snapshot: The version.
        limits: What a statement takes at most.

    Raises:
        LakeError: It was removed, its files can't be read or are not as recorded, or DuckDB would
            take its folder's name for a pattern.
    """
    refuse_pattern(snapshot.path.parent)
    release = hold(snapshot)
    if release is None:
        problem = f"the version {snapshot.version} of {snapshot.path.parent} was removed"
        raise LakeError(problem, hint="open the lake again")
    return _opened(snapshot, release, limits.timeout, limits.memory)


def _opened(  # noqa: PLR0913 - options, each by its name
    snapshot: Snapshot,
    release: Callable[[], None],
    timeout: float | None,
    memory: str | None,
    *,
    on_demand: bool = True,
    locked: bool = True,
) -> duckdb.DuckDBPyConnection:
    """Open a version that is held; the connection releases it."""
    lake = snapshot.path.parent.resolve()
    connection = holding(duckdb.connect(), snapshot, release, None if locked else lake)
    snapshot.check()
    sources = table_files(snapshot)
    index = find_index(snapshot)
    connection.execute("set global TimeZone = 'UTC'")
    if locked:
        _confine(connection, [*chain.from_iterable(sources.values()), *index.files])
    try:
        if memory is not None:
            connection.execute(f"set memory_limit = {literal(memory)}")
        check_columns(snapshot, sources)
        _define(connection, lake, sources)
        postpone_relations(connection, index.relations)
        if not on_demand:
            define_rest(connection)
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        connection.close()
        raise failure(error) from error
    except LakeError:
        connection.close()
        raise
    except duckdb.Error as error:
        connection.close()
        problem = f"the version {snapshot.version} can't be read: {failure(error)}"
        raise LakeError(problem, hint="open another with as_of, or load again") from error
    if timeout is not None:
        connection.execute(f"set global max_execution_time = {ceil(timeout * 1000)}")
    if locked:
        connection.execute("set lock_configuration = true")
    return connection


def _confine(connection: duckdb.DuckDBPyConnection, readable: Sequence[Path]) -> None:
    """Let a connection reach the files of a version and of its index, and nothing else."""
    spill = Path(tempfile.gettempdir(), f"broadsheet-{uuid.uuid4().hex}")
    connection.execute(f"set temp_directory = {literal(spill)}")
    files = ", ".join(map(literal, readable))
    connection.execute(f"set allowed_paths = [{files}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set python_enable_replacements = false")


def _define(
    connection: duckdb.DuckDBPyConnection, lake: Path, sources: Mapping[str, Sequence[Path]]
) -> None:
    """Define the tables, views and queries over a version's files.

    A version of an earlier broadsheet may lack tables. A missing table of documents or of history
    is empty; missing derived tables are made in memory.
    """
    for table in (TABLES | HISTORY).values():
        if table.name in sources:
            _define_table(connection, table.name, sources[table.name])
        else:
            define_rows(connection, table)
    if all(name in sources for name in DERIVED):
        for name in DERIVED:
            _define_table(connection, name, sources[name])
    else:
        derive(connection)
    _define_operations(connection, lake)


def _define_operations(connection: duckdb.DuckDBPyConnection, lake: Path) -> None:
    """Define the tables of the journal: what was scheduled, delivered and checked until now."""
    journal = Journal(lake) if (lake / JOURNAL).exists() else None
    for table in OPERATIONS.values():
        define_rows(connection, table, journal.arrow(table.name) if journal else None)


def _define_table(
    connection: duckdb.DuckDBPyConnection, name: str, sources: Sequence[Path]
) -> None:
    connection.execute(f"create view {name} as from {parquet_rows(*sources)}")
