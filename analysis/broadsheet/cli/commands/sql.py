"""`broadsheet sql`: query the lake in SQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from broadsheet.cli.options import (
    AsOf,
    FormatOption,
    Lake,
    Line,
    Memory,
    MostRows,
    Output,
    ParameterOption,
    Timeout,
    Types,
    connected,
    named_value,
)
from broadsheet.cli.printing import write_result
from broadsheet.errors import QueryError
from broadsheet.export import MOST_ROWS

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 30
commands = typer.Typer()


@commands.command()
def sql(
    statement: Annotated[
        str | None, typer.Argument(help="Statements that read; `-` reads stdin.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="File of statements, in UTF-8.")
    ] = None,
    param: ParameterOption = None,
    lake: Lake = None,
    as_of: AsOf = None,
    timeout: Timeout = None,
    memory: Memory = None,
    row_format: FormatOption = None,
    output: Output = None,
    line: Line = False,
    types: Types = False,
    most_rows: MostRows = MOST_ROWS,
) -> None:
    """Query the lake in SQL: its tables, views and named queries.

    Several statements are separated by `;`. `$name` in a statement is the value of --param.
    """
    from broadsheet.database.run import prepare_sql
    from broadsheet.database.statements import reading_statements

    text = _statements_given(statement, file)
    parameters = dict(map(named_value, param or ()))
    connection = connected(lake, as_of, timeout, memory)
    statements = reading_statements(connection, text)
    if output is not None and len(statements) > 1:
        received = f"{len(statements)} statements"
        raise QueryError("a file takes the rows of one statement", received=received)
    named = set().union(*(each.named_parameters for each in statements))
    for name in parameters:
        if name not in named:
            raise QueryError("no statement has this parameter", received=name, valid=named)
    for each in statements:
        given = {name: parameters[name] for name in parameters if name in each.named_parameters}
        relation = prepare_sql(connection, each.query, given)
        write_result(
            connection,
            relation,
            row_format,
            output,
            as_lines=line,
            most_rows=most_rows,
            has_types=types,
        )


def _statements_given(argument: str | None, file: Path | None) -> str:
    """The text of the statements, from wherever it is given.

    Raises:
        QueryError: It is given nowhere, or twice, or is not UTF-8.
    """
    if (argument is None) == (file is None):
        raise QueryError("SQL is an argument, `-` for stdin, or --file FILE: give one of them")
    if file is None and argument != "-":
        return str(argument)
    data = file.read_bytes() if file else sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"{file or 'stdin'} is not UTF-8 from byte {error.start + 1} on"
        raise QueryError(where, hint="save it as UTF-8") from error
