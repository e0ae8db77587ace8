"""Statements that a user gives: their text, and their run, one after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from broadsheet.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import duckdb

__all__ = ["run_statements", "text_of"]


def text_of(file: Path | None) -> str:
    """The text of a file of statements, or of stdin where there is none.

    Raises:
        QueryError: It is not UTF-8.
    """
    data = file.read_bytes() if file else sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"{file or 'stdin'} is not UTF-8 from byte {error.start + 1} on"
        raise QueryError(where, hint="save it as UTF-8") from error


def run_statements(
    connection: duckdb.DuckDBPyConnection,
    text: str,
    write: Callable[[duckdb.DuckDBPyRelation], None],
    *,
    parameters: Mapping[str, str | float] | None = None,
    most: int | None = None,
) -> None:
    """Run the statements of a text in order; none runs unless all of them only read.

    Args:
        connection: The database.
        text: Statements that read, separated by `;`.
        write: Runs a statement that was prepared, and writes its rows.
        parameters: Values by name; each statement gets those that it names.
        most: How many statements there may be; None for any number.

    Raises:
        QueryError: The text has another form, a parameter is of no statement, or one fails.
    """
    from broadsheet.database.run import prepare_sql
    from broadsheet.database.statements import reading_statements

    statements = reading_statements(connection, text)
    if most is not None and len(statements) > most:
        received = f"{len(statements)} statements"
        raise QueryError("a file takes the rows of one statement", received=received)
    given = dict(parameters or {})
    named = set().union(*(each.named_parameters for each in statements))
    for name in given:
        if name not in named:
            raise QueryError("no statement has this parameter", received=name, valid=named)
    for each in statements:
        bound = {name: given[name] for name in given if name in each.named_parameters}
        write(prepare_sql(connection, each.query, bound))
