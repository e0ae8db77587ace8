"""Run SQL and named queries: statements that read, with bound parameters."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from broadsheet.database import relations
from broadsheet.database.on_demand import define_named, define_rest
from broadsheet.database.statements import failure, reading_statement, without_end
from broadsheet.errors import QueryError
from broadsheet.lake.sql_text import identifier
from broadsheet.period import Bucket, parse_time_zone
from broadsheet.processes import run_until_interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    import pyarrow as pa

__all__ = ["place_result", "prepare_query", "prepare_sql", "read", "run_query", "run_sql"]

_Result = TypeVar("_Result")

_BOUNDS = frozenset({"since", "until", "previous_since", "previous_until"})


def run_query(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]
) -> duckdb.DuckDBPyRelation:
    """Run a named query with bound parameters; its rows are in memory.

    Raises:
        QueryError: There is no such query, or it has no such parameter, or it fails.
    """
    return read(connection, prepare_query(connection, name, parameters).materialize)


def prepare_query(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]
) -> duckdb.DuckDBPyRelation:
    """A named query with bound parameters, to run within `read`.

    A parameter of None keeps its default. A `since` or `until` with a time zone is converted to the
    clock of `tz`.

    Raises:
        QueryError: There is no such query, or it has no such parameter.
    """
    queries = relations.queries()
    if name not in queries:
        raise QueryError("no such query", received=name, valid=queries)
    valid = queries[name].defaults
    given = {key: value for key, value in parameters.items() if value is not None}
    for parameter in given:
        if parameter not in valid:
            raise QueryError(f"{name} has no such parameter", received=parameter, valid=valid)
    if given.get("bucket", Bucket.DAY) not in list(Bucket):
        raise QueryError("no such bucket", received=given["bucket"], valid=Bucket)
    zone = parse_time_zone(str(given.get("tz", "UTC")))
    for bound in _BOUNDS & given.keys():
        given[bound] = _on_clock(given[bound], zone)
    since, until = given.get("since"), given.get("until")
    if isinstance(since, datetime) and isinstance(until, datetime) and since >= until:
        raise QueryError("until must be after since", received=str(until))
    arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in given)
    return prepare_sql(connection, f"from {name}({arguments})", given)


def run_sql(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyRelation:
    """Run one statement that reads, with bound parameters; its rows are in memory.

    Raises:
        QueryError: It is not one reading statement, or it fails; the message is DuckDB's.
    """
    return read(connection, prepare_sql(connection, sql, parameters).materialize)


def prepare_sql(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> duckdb.DuckDBPyRelation:
    """One statement that reads, with bound parameters, to run within `read`.

    Raises:
        QueryError: It is not one reading statement, or names what is not there.
    """
    reading_statement(connection, sql)
    define_named(connection, sql)
    bound = dict(parameters or {})
    try:
        return connection.sql(without_end(sql), params=bound)
    except duckdb.CatalogException as error:
        if define_rest(connection):  # DuckDB suggests a name that it knows
            return prepare_sql(connection, sql, parameters)
        raise _placed(connection, sql, bound, error) from error
    except duckdb.Error as error:
        raise _placed(connection, sql, bound, error) from error


def _placed(
    connection: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, Any], error: duckdb.Error
) -> QueryError:
    """An error of `connection.sql` with the line where it is, which `execute` alone reports."""
    try:
        connection.execute(sql, bound)
    except duckdb.Error as same:
        return failure(same)
    return failure(error)


def read(connection: duckdb.DuckDBPyConnection, work: Callable[[], _Result]) -> _Result:
    """Do work that reads the rows of a connection's statements, and end it at Ctrl-C.

    Raises:
        QueryError: A statement fails; the message is DuckDB's.
    """
    try:
        return run_until_interrupted(work, connection.interrupt)
    except duckdb.Error as error:
        raise failure(error) from error


def place_result(
    connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table, *, schema: str = "results"
) -> None:
    """Put rows into a schema, `results` by default, as a table that other statements can read."""
    connection.execute(f"create schema if not exists {identifier(schema)}")
    connection.register("placed", rows)
    place = f"{identifier(schema)}.{identifier(name)}"
    connection.execute(f"create or replace table {place} as from placed")
    connection.unregister("placed")


def _on_clock(bound: object, zone: ZoneInfo) -> object:
    """A bound as the queries expect it: without a time zone, on the clock of theirs."""
    if not isinstance(bound, datetime) or bound.tzinfo is None:
        return bound
    try:
        return bound.astimezone(zone).replace(tzinfo=None)
    except OverflowError as error:
        raise QueryError("no such time on this clock", received=str(bound)) from error
