"""The command that renders reports, once or as often as they change, and starts new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import AsOf, Lake, lake_folder, name_and_value
from broadsheet.config import read_settings
from broadsheet.errors import BroadsheetError, ReportError
from broadsheet.period import PERIOD_EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from broadsheet.report import RenderedReport, Request

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 40
commands = typer.Typer()

_NEW = "new"


@commands.command()
def report(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|FILE...", help="Reports to render; or `new NAME` to start one."
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(help=f"{PERIOD_EXAMPLES}."),
    ] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="html or pdf; more than once for both.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path(
        "reports/out"
    ),
    param: Annotated[
        list[str] | None, typer.Option(help="A parameter of the report, as NAME=VALUE.")
    ] = None,
    each: Annotated[
        str | None, typer.Option(help="Only this provider or topic, of a report for each.")
    ] = None,
    paper: Annotated[str | None, typer.Option(help="a4 or letter; else the report's own.")] = None,
    now: Annotated[
        str | None, typer.Option(help="The moment that `last-week` is seen from; else the clock.")
    ] = None,
    tz: Annotated[str | None, typer.Option(help="Time zone; else the report's own.")] = None,
    is_site: Annotated[
        bool,
        typer.Option("--all", help="Render all reports, and an index of them and of older ones."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Render again when a report or the lake changes.")
    ] = False,
    lake: Lake = None,
    as_of: AsOf = None,
) -> None:
    """Render reports to HTML and PDF.

    Prints the paths of the pages: FOLDER/NAME-PERIOD.FORMAT. A report with a fault is told with
    file and line, and the others are rendered all the same.
    """
    from broadsheet.report import Request

    names = reports or []
    folder = Path(read_settings().reports)
    if is_site:
        names = _all(names, folder)
    if names[:1] == [_NEW]:
        print(_start(names[1:], folder))
        return
    if not names:
        raise ReportError("no report is named", hint="for example: broadsheet report coverage")
    given = dict(name_and_value(text) for text in param or ())
    request = Request(period, now, tz, tuple(formats or ()), paper, given, each)
    press = _Press(folder, lake_folder(lake), as_of, request, output)
    make = press.publish if is_site else press.print
    if watch:
        press.watch(names, make)
    if not make(names):
        raise typer.Exit(2)


class _Press:
    """Renders what is asked for, and tells of faults instead of ending on them."""

    def __init__(
        self, folder: Path, lake: Path, as_of: str | None, request: Request, output: Path
    ) -> None:
        self._folder = folder
        self._lake = lake
        self._as_of = as_of
        self._request = request
        self._output = output
        self._is_whole = True

    def print(self, names: Sequence[str]) -> bool:
        """Render reports, print the paths of their pages, and tell whether all could be."""
        self._is_whole = True
        for pages in self._rendered(names):
            for path in pages.write(self._output):
                print(path, flush=True)
        return self._is_whole

    def publish(self, names: Sequence[str]) -> bool:
        """Render reports into a folder with an index, and tell whether all could be."""
        from broadsheet.report.site import add_to_site

        self._is_whole = True
        print(add_to_site(self._output, self._rendered(names)))
        return self._is_whole

    def watch(self, names: Sequence[str], make: Callable[[Sequence[str]], bool]) -> None:
        """Make reports, and again whenever their files or the lake's live version change."""
        from broadsheet.report.source.watching import state_of, wait_for_change

        say("watching; Ctrl-C ends it")
        while True:
            state = state_of(self._files(names))
            make(names)
            wait_for_change(state)

    def _rendered(self, names: Sequence[str]) -> Iterator[RenderedReport]:
        """The pages of reports; a fault in one is told, and the next comes."""
        from broadsheet.lake.snapshot import open_snapshot
        from broadsheet.report import find_report, render_pages

        for name in names:
            try:
                document = find_report(name, self._folder)
                snapshot = open_snapshot(self._lake, self._as_of)
                yield from render_pages(document, snapshot, self._request)
            except BroadsheetError as error:
                say(f"broadsheet: {error}")
                self._is_whole = False

    def _files(self, names: Sequence[str]) -> list[Path]:
        """The files that reports are made of, and the one that tells of a new version."""
        from broadsheet.lake.snapshot import CURRENT
        from broadsheet.report import find_report
        from broadsheet.report.source.document import known_reports

        known = known_reports(self._folder)
        files = [self._lake / CURRENT]
        for name in names:
            files.append(known.get(name, Path(name)))
            try:
                files += find_report(name, self._folder).files
            except ReportError:
                continue
        return files


def _all(names: Sequence[str], folder: Path) -> list[str]:
    """The names of all reports there are; `--all` takes none itself."""
    from broadsheet.report.source.document import known_reports

    if names:
        raise ReportError("--all renders every report", received=" ".join(names))
    return sorted(known_reports(folder))


def _start(names: Sequence[str], folder: Path) -> Path:
    from broadsheet.report.source.new_report import start_report

    if len(names) != 1:
        raise ReportError("a new report has one name", hint="broadsheet report new NAME")
    return start_report(names[0], folder)
