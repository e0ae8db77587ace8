"""`broadsheet problems`: list the faults found in documents."""

from __future__ import annotations

from typing import Annotated

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import AsOf, FormatOption, Lake, Output, connected, one_of
from broadsheet.cli.printing import write_table
from broadsheet.documents.faults import CODES, Severity

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 50
commands = typer.Typer()

_STATEMENT = (
    "from problems where ($code is null or code = $code)"
    " and ($severity is null or severity = $severity) order by archive, path, line"
)


@commands.command()
def problems(
    code: Annotated[
        str | None,
        typer.Option(parser=one_of("code", CODES), metavar="CODE", help="Only this kind of fault."),
    ] = None,
    severity: Annotated[Severity | None, typer.Option(help="Only this severity.")] = None,
    lake: Lake = None,
    as_of: AsOf = None,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """List the faults found in documents, with file and line."""
    from broadsheet.database.run import run_sql

    given = {"code": code, "severity": severity.value if severity else None}
    rows = run_sql(connected(lake, as_of), _STATEMENT, given).to_arrow_table()
    write_table(rows, row_format, output)
    if not rows.num_rows:
        say("no problems")
