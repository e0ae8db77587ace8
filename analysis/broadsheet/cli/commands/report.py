"""The command that renders reports, once or after each change, and starts new ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.completion import report_names
from broadsheet.cli.console import say
from broadsheet.cli.options import AsOf, Lake, lake_folder, name_and_value
from broadsheet.config import read_settings
from broadsheet.errors import ReportError
from broadsheet.period import LATEST, PERIOD_EXAMPLES
from broadsheet.report.source.output import PageFormat, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from broadsheet.report import RenderedReport

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 40
commands = typer.Typer()

_NEW = "new"

PageFormats = Annotated[
    list[PageFormat] | None,
    typer.Option("--format", help="Format of the pages; repeat it for both."),
]
PaperSize = Annotated[
    Paper | None, typer.Option(help="Sheet that PDF is set on; default: the report's own.")
]


@commands.command()
def report(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|FILE...",
            help="Reports to render; or `new NAME` to start one.",
            autocompletion=report_names,
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(help=f"{LATEST} (whole month with articles), {PERIOD_EXAMPLES}."),
    ] = None,
    formats: PageFormats = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder to write to; else `output` of the settings."),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option(help="A parameter of the report, as NAME=VALUE.")
    ] = None,
    each: Annotated[
        str | None,
        typer.Option(help="Only the page of this provider or topic, where each has a page."),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Version or period to compare with, for a report that compares: diff."),
    ] = None,
    paper: PaperSize = None,
    now: Annotated[
        str | None,
        typer.Option(help="The moment that `last-week` is relative to; default: the clock."),
    ] = None,
    tz: Annotated[str | None, typer.Option(help="Time zone; default: the report's own.")] = None,
    is_site: Annotated[
        bool,
        typer.Option("--all", help="Render all reports, and an index of these and of older ones."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Render again when a report or the lake changes.")
    ] = False,
    lake: Lake = None,
    as_of: AsOf = None,
) -> None:
    """Render reports to HTML and PDF.

    Prints the paths of the pages: FOLDER/NAME-PERIOD.FORMAT. A fault in a report is reported with
    file and line, and the other reports are rendered. A page whose numbers disagree is written, and
    they are reported. Both end the command with exit code 2.
    """
    settings = read_settings()
    folder = Path(settings.reports)
    names = _names(reports or [], folder, is_site=is_site)
    if names[:1] == [_NEW]:
        print(_start(names[1:], folder))
        return
    from broadsheet.report import Request
    from broadsheet.report.batch import Batch, write_pages
    from broadsheet.report.site import add_to_site

    params = dict(map(name_and_value, param or ()))
    zone, pages = settings.timezone or "UTC", output or Path(settings.output)
    request = Request(
        period,
        now,
        tz,
        tuple(formats or ()),
        paper,
        params,
        each,
        zone,
        limits=settings.statements,
        against=against,
        holidays=settings.checks.holidays,
    )
    batch = Batch(tuple(names), folder, lake_folder(lake), as_of, request)
    faults: list[str] = []

    def report_fault(fault: object) -> None:
        faults.append(f"broadsheet: {fault}")
        say(faults[-1])

    def render() -> None:
        rendered = _reconciled(batch.render(report_fault), report_fault)
        paths = [add_to_site(pages, rendered)] if is_site else write_pages(pages, rendered)
        for path in paths:
            print(path, flush=True)

    if watch:
        from broadsheet.report.watching import run_on_change

        say("watching; Ctrl-C ends it")
        run_on_change(render, batch.files)
    render()
    if faults:
        raise typer.Exit(2)


def _reconciled(
    pages: Iterable[RenderedReport], report_fault: Callable[[str], None]
) -> Iterator[RenderedReport]:
    """The pages; the numbers of each that disagree are reported when it is written.

    A warning that several pages have is shown once.
    """
    warned: set[str] = set()
    for page in pages:
        yield page
        say(*(f"broadsheet: warning: {text}" for text in page.warnings if text not in warned))
        warned.update(page.warnings)
        for mismatch in page.mismatches:
            report_fault(f"{page.name} for {page.period.title}: {mismatch}")


def _names(reports: list[str], folder: Path, *, is_site: bool) -> list[str]:
    """The reports to render: the named ones, or all of them for a site."""
    from broadsheet.report.source.document import known_reports

    if is_site and reports:
        raise ReportError("--all renders every report", received=" ".join(reports))
    if not is_site and not reports:
        raise ReportError("no report is named", hint="for example: broadsheet report coverage")
    return sorted(known_reports(folder)) if is_site else reports


def _start(names: Sequence[str], folder: Path) -> Path:
    from broadsheet.report.source.new_report import start_report

    if len(names) != 1:
        raise ReportError("a new report has one name", hint="broadsheet report new NAME")
    return start_report(names[0], folder)
