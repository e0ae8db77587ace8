"""What a SQL statement does, as DuckDB itself parses it: whether it only reads, and what it names.

SQL that comes from others passes through here before it runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb

from broadsheet.errors import QueryError

__all__ = ["failure", "parameters_of", "reading_statement", "results_read"]

if TYPE_CHECKING:
    from collections.abc import Sequence

_WRITING = "_QUERY_NODE"
"""How DuckDB's types of syntax nodes end that write: INSERT_QUERY_NODE, COPY_QUERY_NODE."""
_HINTS = {
    "multi": "a pivot must name its values: pivot … on x in ('a', 'b')",
    "explain": "explain works on the connection of broadsheet.connect",
}
"""What to do about statements that read, but are refused."""
_LIMITS = {
    duckdb.InterruptException: (
        "the statement takes longer than it may",
        "give it more seconds with --timeout, or with statements.timeout in broadsheet.yaml",
    ),
    duckdb.OutOfMemoryException: (
        "the statement needs more memory than it may take",
        "give it more with --memory, or with statements.memory in broadsheet.yaml",
    ),
}
"""What an error of a limit says, and the fix."""
_EXCERPT = re.compile(r"\n\s*\nLINE \d+:")


def reading_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The single statement of a text, which only reads.

    Raises:
        QueryError: It can't be parsed, is several statements or none, or writes.
    """
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise failure(error) from error
    kinds = [statement.type.name.lower() for statement in statements]
    if kinds == ["select"]:
        kinds = _kinds_within(connection, sql)
    if kinds != ["select"]:
        received = f"{len(kinds)} statements" if len(kinds) > 1 else "".join(kinds) or "nothing"
        hint = _HINTS.get(received)
        raise QueryError("SQL must be one statement that reads", received=received, hint=hint)
    return statements[0]


def parameters_of(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The names of the parameters that a reading statement binds, such as `since`.

    Raises:
        QueryError: It is not one reading statement.
    """
    return set(reading_statement(connection, sql).named_parameters)


def results_read(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The tables of the schema `results` that a reading statement reads, in lower case."""
    if "results" not in sql.lower():  # saves most statements the parse
        return set()
    schemas = _in_syntax_tree(connection, sql, "schema_name")
    tables = _in_syntax_tree(connection, sql, "table_name")
    named = zip(schemas, tables, strict=True)
    return {table.lower() for schema, table in named if schema.lower() == "results"}


def failure(error: duckdb.Error) -> QueryError:
    """DuckDB's error as ours: its message without the excerpt of the SQL that follows it."""
    for kind, (problem, hint) in _LIMITS.items():
        if isinstance(error, kind):
            return QueryError(problem, hint=hint)
    return QueryError(_EXCERPT.split(str(error))[0])


def _kinds_within(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """What a select does: DuckDB lets `with` hold an insert or a copy, which writes."""
    types = _in_syntax_tree(connection, sql, "type")
    if not types:
        return ["something that only looks like a select"]
    writing = [kind for kind in types if kind.endswith(_WRITING)]
    return [writing[0].removesuffix(_WRITING).lower()] if writing else ["select"]


def _in_syntax_tree(connection: duckdb.DuckDBPyConnection, sql: str, key: str) -> Sequence[str]:
    """All values of a key in DuckDB's syntax tree of a statement, from the top to the leaves.

    DuckDB searches the tree: Python's JSON reader gives up at a depth that DuckDB allows. Where
    DuckDB has no tree for the statement, there are no values.
    """
    question = "select json_extract_string(json_serialize_sql($sql), $path)"
    answer = connection.sql(question, params={"sql": sql, "path": f"$..{key}"})
    ((values,),) = answer.fetchall()
    return list(values or ())
