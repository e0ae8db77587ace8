"""What a SQL statement does, as DuckDB itself parses it: whether it only reads, and what it names.

SQL that comes from others passes through here before it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from broadsheet.errors import QueryError

__all__ = [
    "failure",
    "has_ended",
    "parameters_of",
    "reading_statement",
    "reading_statements",
    "results_read",
    "without_end",
]

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


def reading_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The single statement of a text, which only reads.

    Raises:
        QueryError: It can't be parsed, is several statements or none, or writes.
    """
    statements = _parsed(connection, sql)
    if len(statements) > 1:
        raise _not_one(f"{len(statements)} statements")
    return _checked(connection, statements[0])


def reading_statements(connection: duckdb.DuckDBPyConnection, sql: str) -> list[duckdb.Statement]:
    """The statements of a text, at least one, each of which only reads.

    Raises:
        QueryError: They can't be parsed, there is none, or one writes.
    """
    return [_checked(connection, statement) for statement in _parsed(connection, sql)]


def _parsed(connection: duckdb.DuckDBPyConnection, sql: str) -> list[duckdb.Statement]:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise failure(error) from error
    if not statements:
        raise _not_one("nothing")
    return statements


def _checked(
    connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement
) -> duckdb.Statement:
    kind = statement.type.name.lower()
    kind = _kind_within(connection, statement.query) if kind == "select" else kind
    if kind != "select":
        raise QueryError("SQL must only read", received=kind, hint=_HINTS.get(kind))
    return statement


def _not_one(received: str) -> QueryError:
    return QueryError("SQL must be one statement that reads", received=received)


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


def without_end(sql: str) -> str:
    """A statement without the semicolons at its end, after which DuckDB takes no comment."""
    text = sql.encode()
    tokens = duckdb.tokenize(sql) if ";" in sql else []
    for start, kind in reversed(tokens):
        if kind is duckdb.token_type.comment:
            continue
        if text[start : start + 1] != b";":
            break
        text = text[:start]
    return text.decode()


def has_ended(sql: str) -> bool:
    """Whether a text ends with a semicolon that is of no string and no comment."""
    code = [start for start, kind in duckdb.tokenize(sql) if kind is not duckdb.token_type.comment]
    return bool(code) and sql.encode()[code[-1] :].startswith(b";")


def failure(error: duckdb.Error) -> QueryError:
    """DuckDB's error as ours: its message, and apart from it the excerpt of the SQL."""
    for kind, (problem, hint) in _LIMITS.items():
        if isinstance(error, kind):
            return QueryError(problem, hint=hint)
    message, _, excerpt = str(error).partition("\n\nLINE ")
    ours = QueryError(message)
    ours.excerpt = f"LINE {excerpt}" if excerpt else ""
    return ours


def _kind_within(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """What a select does: DuckDB lets `with` hold an insert or a copy, which writes."""
    types = _in_syntax_tree(connection, sql, "type")
    if not types:
        return "something that only looks like a select"
    writing = [kind for kind in types if kind.endswith(_WRITING)]
    return writing[0].removesuffix(_WRITING).lower() if writing else "select"


def _in_syntax_tree(connection: duckdb.DuckDBPyConnection, sql: str, key: str) -> Sequence[str]:
    """All values of a key in DuckDB's syntax tree of a statement, from the top to the leaves.

    DuckDB searches the tree: Python's JSON reader gives up at a depth that DuckDB allows. Where
    DuckDB has no tree for the statement, there are no values.
    """
    question = "select json_extract_string(json_serialize_sql($sql), $path)"
    answer = connection.sql(question, params={"sql": sql, "path": f"$..{key}"})
    ((values,),) = answer.fetchall()
    return list(values or ())
