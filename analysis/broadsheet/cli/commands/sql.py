"""`broadsheet sql`: query the lake in SQL."""

from __future__ import annotations

from functools import partial
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
from broadsheet.cli.statements import run_statements, text_of
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
    text = _statements_given(statement, file)
    parameters = dict(map(named_value, param or ()))
    connection = connected(lake, as_of, timeout, memory)
    write = partial(
        write_result,
        connection,
        row_format=row_format,
        output=output,
        as_lines=line,
        most_rows=most_rows,
        has_types=types,
    )
    most = None if output is None else 1
    run_statements(connection, text, write, parameters=parameters, most=most)


def _statements_given(argument: str | None, file: Path | None) -> str:
    """The text of the statements, from wherever it is given.

    Raises:
        QueryError: It is given nowhere, or twice, or is not UTF-8.
    """
    if (argument is None) == (file is None):
        raise QueryError("SQL is an argument, `-` for stdin, or --file FILE: give one of them")
    if file is None and argument != "-":
        return str(argument)
    return text_of(file)
