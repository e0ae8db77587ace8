"""The database over a lake: tables, views and named queries in a DuckDB connection.

Every view and query is one file in `sql/`, named like its relation; its first comments state the
grain, the measure and the question it answers, and are the source of `broadsheet queries` too.
"""

from __future__ import annotations

import re
import tempfile
import uuid
import weakref
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from broadsheet.errors import LakeError, QueryError
from broadsheet.period import parse_time_zone
from broadsheet.schema import DERIVED, TABLES
from broadsheet.snapshot import open_snapshot
from broadsheet.stories import derive
from broadsheet.versions import hold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from broadsheet.snapshot import Snapshot

__all__ = [
    "NamedQuery",
    "columns_of_queries",
    "connect",
    "named_queries",
    "open_database",
    "parameters_of",
    "run_query",
    "run_sql",
    "views",
]

_SQL = files("broadsheet") / "sql"
_VIEWS = (
    "is_kind",
    "plain_words",
    "selected_articles",
    "compared_articles",
    "selected_stories",
    "calendar",
    "story_leads",
    "lead_choices",
    "story_entries",
)
_BOUNDS = frozenset({"since", "until", "previous_since", "previous_until"})
_BASES = frozenset({"near_duplicates"})
"""Queries that others ask: they are defined first."""
_BUCKETS = ("day", "week", "month")
_HEADER = re.compile(r"(?:--[^\n]*\n)+")
_GLOB_SIGNS = frozenset("*?[")
_WRITING_NODE = re.compile(r'"type":"(\w+)_QUERY_NODE"')
_PARAMETERS = re.compile(r"create macro \w+\((.*?)\) as table", re.DOTALL)
_PARAMETER = re.compile(r"(\w+)\s*:=\s*('[^']*'|[^,\s]+)")


@dataclass(frozen=True)
class NamedQuery:
    """A named query: what it returns a row for, measures and answers, and its parameters.

    `parameters` holds each parameter's default as SQL text.
    """

    name: str
    grain: str
    measure: str
    question: str
    parameters: dict[str, str]
    sql: str


def connect(lake: str | Path = "lake", *, as_of: str | None = None) -> duckdb.DuckDBPyConnection:
    """Open a lake in DuckDB: six tables, the views and the named queries.

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

    A version of an earlier broadsheet has no derived tables: they are made in memory.
    """
    for name in TABLES:
        _define_table(connection, folder / name)
    if all((folder / name).is_dir() for name in DERIVED):
        for name in DERIVED:
            _define_table(connection, folder / name)
    else:
        derive(connection)
    for name in _VIEWS:
        connection.execute((_SQL / "views" / f"{name}.sql").read_text("utf-8"))
    for query in sorted(named_queries().values(), key=lambda query: query.name not in _BASES):
        connection.execute(query.sql)


def _define_table(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    pattern = _quoted(str(folder / "**" / "*.parquet"))
    source = f"read_parquet({pattern}, hive_partitioning = false)"
    connection.execute(f"create view {folder.name} as from {source}")


def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, in alphabetical order."""
    return dict(_named_queries())


def columns_of_queries() -> dict[str, dict[str, str]]:
    """The columns that each named query answers with, and their types, as DuckDB describes them."""
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.register(f"no_{table.name}", table.schema.empty_table())
            connection.execute(f"create view {table.name} as from no_{table.name}")
        derive(connection)
        for name in _VIEWS:
            connection.execute((_SQL / "views" / f"{name}.sql").read_text("utf-8"))
        found = {}
        for query in named_queries().values():
            connection.execute(query.sql)
            rows = connection.execute(f"describe from {query.name}()").fetchall()
            found[query.name] = {name: kind for name, kind, *_ in rows}
        return found


def _signature(name: str, sql: str) -> str:
    macro = _PARAMETERS.search(sql)
    return f"{name}({macro[1]})" if macro else name


@cache
def _named_queries() -> dict[str, NamedQuery]:
    sources = sorted((_SQL / "queries").iterdir(), key=lambda file: file.name)
    return {query.name: query for query in map(_read_query, sources)}


def views() -> dict[str, str]:
    """The views, and the helping macros with their parameters, each with what its comments say."""
    sources = {name: (_SQL / "views" / f"{name}.sql").read_text("utf-8") for name in _VIEWS}
    return {_signature(name, sql): " ".join(_comments(sql)) for name, sql in sources.items()}


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
    if given.get("bucket", "day") not in _BUCKETS:
        raise QueryError("no such bucket", received=given["bucket"], valid=_BUCKETS)
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
    ((tree,),) = connection.sql("select json_serialize_sql($sql)", params={"sql": sql}).fetchall()
    if tree.startswith('{"error":true'):
        return ["something that only looks like a select"]
    return [kind.lower() for kind in _WRITING_NODE.findall(tree)[:1]]


def _hint(kinds: list[str]) -> str | None:
    """How to mend statements that read, but are not taken."""
    hints = {
        "multi": "a pivot must name its values: pivot … on x in ('a', 'b')",
        "explain": "explain works on the connection of broadsheet.connect",
    }
    return hints.get(kinds[0]) if len(kinds) == 1 else None


def _read_query(source: Any) -> NamedQuery:  # noqa: ANN401 - importlib's Traversable
    sql = source.read_text("utf-8")
    grain, *rest = _comments(sql)
    question = rest.pop().removeprefix("answers: ")
    declared = _PARAMETERS.search(sql)
    parameters = dict(_PARAMETER.findall(declared[1])) if declared else {}
    name = source.name.removesuffix(".sql")
    return NamedQuery(name, grain, " ".join(rest), question, parameters, sql)


def _comments(sql: str) -> Iterator[str]:
    header = _HEADER.match(sql)
    for line in header[0].splitlines() if header else ():
        yield line.removeprefix("--").strip()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_lines(message: str) -> str:
    """DuckDB's message without the excerpt of the SQL that follows it."""
    return re.split(r"\n\s*\nLINE \d+:", message)[0]
