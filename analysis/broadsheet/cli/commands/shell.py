"""`broadsheet shell`: query the lake at a prompt."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import (
    AsOf,
    FormatOption,
    Lake,
    Memory,
    MostRows,
    Timeout,
    connected,
    lake_folder,
)
from broadsheet.cli.printing import write_result
from broadsheet.cli.statements import run_statements, text_of
from broadsheet.errors import BroadsheetError
from broadsheet.export import MOST_ROWS

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 32
commands = typer.Typer()


@commands.command()
def shell(
    lake: Lake = None,
    as_of: AsOf = None,
    timeout: Timeout = None,
    memory: Memory = None,
    row_format: FormatOption = None,
    most_rows: MostRows = MOST_ROWS,
    is_plain: Annotated[
        bool, typer.Option("--plain", help="Use the prompt where Harlequin is installed, too.")
    ] = False,
) -> None:
    """Query the lake in SQL at a prompt, with history and completion.

    Opens Harlequin instead where it is installed. Harlequin opens the live version, without
    limits, so --as-of, --timeout, --memory and --format use the prompt. Without a terminal, stdin
    is read as by `sql -`.
    """
    from broadsheet.cli.shell.harlequin import harlequin_command, run_harlequin
    from broadsheet.cli.shell.session import Session
    from broadsheet.lake.snapshot import open_snapshot

    folder = lake_folder(lake)
    if not sys.stdin.isatty():
        connection = connected(lake, as_of, timeout, memory)
        run_statements(
            connection,
            text_of(None),
            lambda relation: write_result(connection, relation, row_format, most_rows=most_rows),
        )
        return
    snapshot = open_snapshot(folder, as_of)
    needs_prompt = is_plain or as_of or timeout or memory or row_format
    harlequin = None if needs_prompt else harlequin_command(snapshot)
    if harlequin:
        raise typer.Exit(run_harlequin(harlequin))
    try:
        from broadsheet.cli.shell.prompt import ask
    except ImportError as error:
        hint = "pip install 'broadsheet[shell]', or uv tool install harlequin"
        raise BroadsheetError(f"shell needs {error.name}", hint=hint) from error
    session = Session(connected(lake, snapshot.version, timeout, memory), row_format, most_rows)
    say(f"{folder} at {snapshot.version}; \\? for help, \\q to leave")
    ask(session, folder.resolve().name)
