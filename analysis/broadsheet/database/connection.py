"""The database over a lake: tables, views and named queries in a DuckDB connection.

It reaches one version of a lake and nothing else, and takes statements that read.
"""

from __future__ import annotations

import re
import tempfile
import uuid
import weakref
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from broadsheet.database.queries import define_empty, define_relations, named_queries
from broadsheet.derived.build import derive
from broadsheet.errors import LakeError, QueryError
from broadsheet.lake.retention import hold
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.period import Bucket, parse_time_zone
from broadsheet.schema import DERIVED, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    import pyarrow as pa

    from broadsheet.lake.snapshot import Snapshot

__all__ = [
    "connect",
    "open_database",
    "parameters_of",
    "place_result",
    "results_read",
    "run_query",
    "run_sql",
]

_BOUNDS = frozenset({"since", "until", "previous_since", "previous_until"})
_GLOB_SIGNS = frozenset("*?[")
_WRITING_NODE = re.compile(r'"type":"(\w+)_QUERY_NODE"')
_RESULT_READ = re.compile(r'"schema_name":"results","table_name":"([^"]+)"', re.IGNORECASE)


def connect(lake: str | Path = "lake", *, as_of: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open a lake in DuckDB: its tables, the views and the named queries.

    The connection reaches the version's folder and nothing else, and its settings are locked. As
    long as it lives, `prune` leaves the version alone. SQL
    that comes from others belongs into `run_sql`, which takes statements that read, and no others.

    Args:
        lake: The lake's folder.
        as_of: A version such as `v000011`; the live one where None.

    Raises:
        LakeError: There is no lake, it lacks that version, or the version can't be read.
    """
    return open_database(open_snapshot(Path(lake), as_of))


def open_database(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """Open a snapshot in DuckDB, as `connect` does.

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
    connection.execute(f"set temp_directory = {_quoted(str(spill))}")
    connection.execute(f"set allowed_directories = [{_quoted(f'{folder}/')}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set python_enable_replacements = false")
    try:
        _define(connection, folder)
    except duckdb.Error as error:
        connection.close()
        problem = f"the version {snapshot.version} can't be read: {_first_lines(str(error))}"
        raise LakeError(problem, hint="open another with as_of, or load again") from error
    connection.execute("set lock_configuration = true")
    return connection


def _define(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Define the tables, views and queries over a version's folder.

    A version of an earlier broadsheet may lack tables: such are empty, and those that a load
    derives from the others are made in memory.
    """
    for table in TABLES.values():
        if (folder / table.name).is_dir():
            _define_table(connection, folder / table.name)
        else:
            define_empty(connection, table)
    if all((folder / name).is_dir() for name in DERIVED):
        for name in DERIVED:
            _define_table(connection, folder / name)
    else:
        derive(connection)
    define_relations(connection)


def _define_table(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    pattern = _quoted(str(folder / "**" / "*.parquet"))
    source = f"read_parquet({pattern}, hive_partitioning = false)"
    connection.execute(f"create view {folder.name} as from {source}")


def run_query(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]
) -> duckdb.DuckDBPyRelation:
    """Run a named query with bound parameters; a parameter of None keeps its default.

    A `since` or `until` with a time zone is taken to the clock of `tz`.

    Raises:
        QueryError: There is no such query, or it has no such parameter.
    """
    queries = named_queries()
    if name not in queries:
        raise QueryError("no such query", received=name, valid=queries)
    given = {key: value for key, value in parameters.items() if value is not None}
    for parameter in given:
        if parameter not in queries[name].parameters:
            valid = queries[name].parameters
            raise QueryError(f"{name} has no such parameter", received=parameter, valid=valid)
    if given.get("bucket", Bucket.DAY) not in list(Bucket):
        raise QueryError("no such bucket", received=given["bucket"], valid=Bucket)
    zone = parse_time_zone(str(given.get("tz", "UTC")))
    for name_of_bound in _BOUNDS & given.keys():
        given[name_of_bound] = _on_clock(given[name_of_bound], zone)
    since, until = given.get("since"), given.get("until")
    if isinstance(since, datetime) and isinstance(until, datetime) and since >= until:
        raise QueryError("until must be after since", received=str(until))
    arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in given)
    return run_sql(connection, f"from {name}({arguments})", given)


def run_sql(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyRelation:
    """Run one statement that reads, with bound parameters.

    Raises:
        QueryError: It is not one reading statement, or it fails; the message is DuckDB's.
    """
    _statement(connection, sql)
    try:
        return connection.sql(sql, params=dict(parameters or {})).materialize()
    except duckdb.Error as error:
        raise QueryError(_first_lines(str(error))) from error


def parameters_of(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The names of the parameters that a reading statement binds, such as `since`.

    Raises:
        QueryError: It is not one reading statement.
    """
    return set(_statement(connection, sql).named_parameters)


def results_read(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The tables of the schema `results` that a reading statement reads, in small letters."""
    if "results" not in sql.lower():  # as in most, which need not be read by DuckDB for it
        return set()
    return {name.lower() for name in _RESULT_READ.findall(_syntax_tree(connection, sql))}


def place_result(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Put rows into the schema `results`, as a table that other statements can read."""
    connection.execute("create schema if not exists results")
    connection.register("placed", rows)
    connection.execute(f"create or replace table results.{_identifier(name)} as from placed")
    connection.unregister("placed")


def _on_clock(bound: object, zone: ZoneInfo) -> object:
    """A bound as the queries want it: without a time zone, on the clock of theirs."""
    if not isinstance(bound, datetime) or bound.tzinfo is None:
        return bound
    try:
        return bound.astimezone(zone).replace(tzinfo=None)
    except OverflowError as error:
        raise QueryError("no such time on this clock", received=str(bound)) from error


def _statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(_first_lines(str(error))) from error
    kinds = [statement.type.name.lower() for statement in statements]
    if kinds == ["select"]:
        kinds = _writing_parts(connection, sql) or kinds
    if kinds != ["select"]:
        received = f"{len(kinds)} statements" if len(kinds) > 1 else "".join(kinds) or "nothing"
        raise QueryError(
            "SQL must be one statement that reads", received=received, hint=_hint(kinds)
        )
    return statements[0]


def _writing_parts(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """What a select writes: DuckDB lets `with` hold an insert or a copy."""
    tree = _syntax_tree(connection, sql)
    if tree.startswith('{"error":true'):
        return ["something that only looks like a select"]
    return [kind.lower() for kind in _WRITING_NODE.findall(tree)[:1]]


def _syntax_tree(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """DuckDB's own reading of a statement, as JSON."""
    question = connection.sql("select json_serialize_sql($sql)", params={"sql": sql})
    ((tree,),) = question.fetchall()
    return str(tree)


def _hint(kinds: list[str]) -> str | None:
    """How to mend statements that read, but are not taken."""
    hints = {
        "multi": "a pivot must name its values: pivot … on x in ('a', 'b')",
        "explain": "explain works on the connection of broadsheet.connect",
    }
    return hints.get(kinds[0]) if len(kinds) == 1 else None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _first_lines(message: str) -> str:
    """DuckDB's message without the excerpt of the SQL that follows it."""
    return re.split(r"\n\s*\nLINE \d+:", message)[0]
