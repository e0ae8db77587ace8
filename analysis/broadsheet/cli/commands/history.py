"""`broadsheet history`: read the history of an archive in git into a lake."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.console import progress_bar, say
from broadsheet.cli.light_command import LightCommand
from broadsheet.cli.options import AsJson, Lake, lake_folder
from broadsheet.config import read_settings
from broadsheet.processes import spare_imports

if TYPE_CHECKING:
    from broadsheet.history.request import HistorySummary

__all__ = ["HELP_POSITION", "commands", "history_lines"]

HELP_POSITION = 25
commands = typer.Typer()


@commands.command(cls=LightCommand)
def history(
    repository: Annotated[
        str,
        typer.Argument(
            metavar="REPOSITORY[@REVISION]",
            help="A git repository, or a folder in one, at HEAD or a revision; also NAME=….",
        ),
    ],
    lake: Lake = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Begin with the state on this day, in UTC."),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(help="Read only paths that match, such as '2021/*'; repeatable."),
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Read no paths that match; repeatable.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Read every commit, also those read before.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read from git when each document changed, and what changed in it.

    The commits along first parents are read, into the tables document_versions and
    article_changes: the states that the revision itself was in. Only commits that are new since the
    last reading are read. After a force-push, those from the fork on are read again.
    """
    spare_imports("numpy")
    from broadsheet.archive import Selection
    from broadsheet.history.reading import read_history

    settings = read_settings()
    with progress_bar("reading commits", quiet=as_json) as progress:
        summary = read_history(
            repository,
            lake_folder(lake),
            since=since.date() if since else None,
            full=full,
            selection=Selection(tuple(include or ()), tuple(exclude or ())),
            limits=settings.limits,
            mapping=settings.mapping,
            progress=progress,
        )
    if as_json:
        print(json.dumps(summary.as_dict(), indent=2))
    else:
        say(*history_lines(summary))


def history_lines(summary: HistorySummary) -> list[str]:
    """A reading of history in a few lines: commits, versions by kind of change, the lake."""
    lines = [
        f"{summary.commits:,} commits of {summary.archive}, {summary.new_commits:,} of them read"
    ]
    if summary.dropped_from is not None:
        lines.append(
            f"history was rewritten: commits from number {summary.dropped_from:,} on were replaced"
        )
    if summary.is_shallow:
        lines.append("commits before the first are not read: what it holds is `present` there")
    if summary.kinds:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in summary.kinds.items())
        lines.append(f"document versions: {kinds}")
        lines.append(f"changes of fields: {summary.fields:,}")
    lines += summary.notes
    lines.append(f"{summary.lake} is at {summary.version}, in {summary.seconds:.2f} s")
    return lines
