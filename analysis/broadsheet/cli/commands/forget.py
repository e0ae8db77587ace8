"""`broadsheet forget`: an archive leaves the lake."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from broadsheet.cli.completion import archive_names
from broadsheet.cli.console import say
from broadsheet.cli.options import Lake, lake_folder
from broadsheet.errors import LakeError

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 72
commands = typer.Typer()


@commands.command()
def forget(
    archive: Annotated[
        str,
        typer.Argument(
            help="Name of the archive, as `status` lists it.", autocompletion=archive_names
        ),
    ],
    lake: Lake = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
) -> None:
    """Remove an archive from the lake: a new version without it becomes the live one.

    Earlier versions keep it until `prune` removes them. The archive itself is not changed.
    """
    from broadsheet.lake.snapshot import open_snapshot
    from broadsheet.loading.forgetting import archive_record
    from broadsheet.loading.forgetting import forget as forget_archive

    folder = lake_folder(lake)
    known = archive_record(open_snapshot(folder), archive)
    if not yes:
        if not sys.stdin.isatty():
            problem = f"{archive} would leave {folder}, which nobody can confirm here"
            raise LakeError(problem, hint="add --yes")
        documents = sum(known["documents"].values())
        typer.confirm(f"Remove {archive} with {documents:,} documents?", abort=True, err=True)
    gone = forget_archive(folder, archive)
    rows = ", ".join(f"{table} {count:,}" for table, count in gone.rows.items())
    say(f"{archive} is gone: {gone.documents:,} documents; rows: {rows}", *gone.notes)
    say("earlier versions still have it; remove them with: broadsheet prune --keep 1")
    print(gone.version)
