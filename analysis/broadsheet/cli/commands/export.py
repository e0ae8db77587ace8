"""`broadsheet export`: the tables of a lake as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broadsheet.cli.completion import exported_table_names
from broadsheet.cli.console import say
from broadsheet.cli.options import AsOf, Lake, Since, Until, lake_folder
from broadsheet.exporting.kinds import kind_names
from broadsheet.period import PERIOD_EXAMPLES

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 35
commands = typer.Typer()


@commands.command()
def export(
    target: Annotated[Path, typer.Argument(help="File or folder to write.", metavar="DIR|FILE")],
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar=f"[{'|'.join(kind_names())}]",
            help="Format; default: by the ending of the target.",
            autocompletion=kind_names,
        ),
    ] = None,
    period: Annotated[str | None, typer.Option(help=f"{PERIOD_EXAMPLES}.")] = None,
    since: Since = None,
    until: Until = None,
    tz: Annotated[str, typer.Option(help="Time zone of the days.")] = "UTC",
    table: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this table; repeat it for more.", autocompletion=exported_table_names
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the target, a file or an earlier export.")
    ] = False,
    lake: Lake = None,
    as_of: AsOf = None,
) -> None:
    """Export the lake, whole or a period of it, to a file or a folder.

    A period has the articles published in it, and the rows of other tables that belong to them.
    Articles without a date are in a whole export only.
    """
    from broadsheet.exporting.lake_export import export_lake

    done = export_lake(
        lake_folder(lake),
        target,
        format=format_name,
        period=period,
        since=since,
        until=until,
        tz=tz,
        tables=table or (),
        as_of=as_of,
        overwrite=overwrite,
    )
    rows = ", ".join(f"{name} {count:,}" for name, count in done.rows.items())
    say(f"{done.version}; rows: {rows}")
    print(done.path)
