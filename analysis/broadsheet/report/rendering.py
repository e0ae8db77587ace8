"""Render reports: settle what is asked, run the SQL, set the pages, write them."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.database.connection import open_database
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.processes import map_in_processes
from broadsheet.report.content import elements
from broadsheet.report.content.calls import Calls
from broadsheet.report.content.markdown import render_text
from broadsheet.report.edition.edition import Edition, Request, settle
from broadsheet.report.edition.results import Results
from broadsheet.report.source.document import ReportDocument, find_report
from broadsheet.report.typesetting.files import file_name, write_whole
from broadsheet.report.typesetting.page import PAPERS, Imprint, page_html
from broadsheet.report.typesetting.pdf import page_pdf
from broadsheet.report.typesetting.warm_up import begun_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import duckdb
    from markupsafe import Markup

    from broadsheet.period import Period
    from broadsheet.report.content.calls import Drawings
    from broadsheet.report.edition.each import Each
    from broadsheet.report.edition.results import Shared
    from broadsheet.report.source.settings import Param

__all__ = ["RenderedReport", "render", "render_pages", "render_report"]

_SHARES = 2  # of pages, for each process: so that one that is done early has more to do


@dataclass(frozen=True)
class RenderedReport:
    """A report for a period, as pages by format. A notebook shows the HTML page inline.

    Attributes:
        name: The report's name; that of a page for each has the provider's or topic's behind it.
        period: The period.
        pages: The pages by format.
        title: The page's headline.
        headline: The numbers of its first strip.
        is_part: Whether it is one page for each, which the report's own lists.
    """

    name: str
    period: Period
    pages: dict[str, bytes] = field(repr=False)
    title: str = ""
    headline: tuple[elements.Number, ...] = field(default=(), repr=False)
    is_part: bool = False

    def file(self, form: str) -> str:
        """The name of a page's file."""
        return file_name(self.name, self.period, form)

    def write(self, folder: str | Path) -> list[Path]:
        """Write the pages into a folder, as `NAME-PERIOD.FORMAT`, and tell their paths.

        Raises:
            ReportError: The folder can't be written.
        """
        paths = [Path(folder) / self.file(form) for form in self.pages]
        for path, content in zip(paths, self.pages.values(), strict=True):
            write_whole(path, content)
        return paths

    def _repr_html_(self) -> str | None:
        if "html" not in self.pages:
            return None
        page = escape(self.pages["html"].decode(), quote=True)
        return (
            f'<iframe title="{escape(self.name)}" srcdoc="{page}" sandbox="allow-scripts '
            'allow-downloads" style="width:100%;height:900px;border:1px solid #ccc"></iframe>'
        )


def render(  # noqa: PLR0913 - what can be asked of a report
    report: str,
    lake: str | Path = "lake",
    *,
    period: str | None = None,
    now: str | None = None,
    zone: str | None = None,
    formats: tuple[str, ...] = ("html",),
    paper: str | None = None,
    params: Mapping[str, Param] | None = None,
    each: str | None = None,
    as_of: str | None = None,
    folder: str | Path = "reports",
) -> RenderedReport:
    """Render a report of a lake, for a notebook or a script.

    Args:
        report: The name of a shipped report or of one in `folder`, or the path of a `.md` file.
        lake: The lake's folder.
        period: Such as `last-week`, `2021-03` or `all`; else the report's own.
        now: The moment that `last-week` is seen from; the clock where None.
        zone: An IANA time zone; else the report's own.
        formats: `html`, `pdf` or both.
        paper: `a4` or `letter`; else the report's own.
        params: Values for the report's own parameters.
        each: Which provider or topic, of a report that has a page for each; else the list of them.
        as_of: A version of the lake; the live one where None.
        folder: Where one's own reports are looked for.

    Raises:
        BroadsheetError: The report, the lake, the period or the report's SQL is at fault.
    """
    document = find_report(report, Path(folder))
    request = Request(period, now, zone, tuple(formats), paper, params or {}, each)
    return render_report(document, open_snapshot(Path(lake), as_of), request)


def render_report(document: ReportDocument, snapshot: Snapshot, request: Request) -> RenderedReport:
    """Render a report document for what is asked, on one snapshot.

    A period without articles is told on the page, with the span that has some. Of a report with a
    page for each provider or topic this is the page asked for, or else the list of them.

    Raises:
        BroadsheetError: The request or the report's SQL or template is at fault.
    """
    with (
        begun_ahead(request.formats or document.formats),
        closing(open_database(snapshot)) as connection,
    ):
        edition = settle(document, snapshot, connection, request)
        if document.for_each and request.each is None:
            return _list(edition)
        return _Press(connection, edition, {}).page(edition.each[0] if edition.each else None)


def render_pages(
    document: ReportDocument, snapshot: Snapshot, request: Request
) -> Iterator[RenderedReport]:
    """Render all pages of a report: one, or one for each, then the list of them.

    The first page of many is made here, and with it the results that are the same on all; the
    others in several processes.

    Raises:
        BroadsheetError: The request or the report's SQL or template is at fault.
    """
    if document.for_each is None or request.each is not None:
        yield render_report(document, snapshot, request)
        return
    shared: Shared = {}
    with (
        begun_ahead(request.formats or document.formats),
        closing(open_database(snapshot)) as connection,
    ):
        edition = settle(document, snapshot, connection, request)
        first, rest = edition.each[:1], edition.each[1:]
        yield from _Press(connection, edition, shared).pages(first)
    processes = min(os.cpu_count() or 1, len(rest)) or 1
    share = -(-len(rest) // (_SHARES * processes)) or 1
    shares = [rest[at : at + share] for at in range(0, len(rest), share)]
    work = partial(_print, snapshot, replace(edition, each=()), shared)
    printed = map_in_processes(work, shares, processes)
    yield from chain.from_iterable(pages for _, pages in printed)
    yield _list(edition)


def _print(
    snapshot: Snapshot, edition: Edition, shared: Shared, share: Sequence[Each]
) -> list[RenderedReport]:
    """A share of a report's pages."""
    with closing(open_database(snapshot)) as connection:
        return list(_Press(connection, edition, shared).pages(share))


class _Press:
    """Makes the pages of an edition, one after another, from results that they share."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, edition: Edition, shared: Shared
    ) -> None:
        self._connection = connection
        self._edition = edition
        self._shared = shared

    def pages(self, each: Iterable[Each]) -> Iterator[RenderedReport]:
        """The pages of some providers or topics."""
        return map(self.page, each)

    def page(self, each: Each | None) -> RenderedReport:
        """The page of a provider or topic, or the one page that there is."""
        edition = self._edition
        if not edition.articles:
            return _set(edition, edition.document.name, edition.imprint, _no_articles(edition))
        asked = replace(edition.asked, each=each)
        results = Results(self._connection, edition.document, asked, self._shared)
        drawings: Drawings = {}
        calls = {form: Calls(results, form == "pdf", drawings) for form in edition.formats}
        bodies = {
            form: render_text(edition.document, made.names(), on_paper=form == "pdf")
            for form, made in calls.items()
        }
        headline = next(iter(calls.values())).headline
        if each is None:
            return _set(edition, edition.document.name, edition.imprint, bodies, headline)
        imprint = replace(edition.imprint, kicker=edition.document.title, title=each.name)
        return replace(_set(edition, _name(edition, each), imprint, bodies, headline), is_part=True)


def _name(edition: Edition, each: Each) -> str:
    """The name of a provider's or topic's page."""
    return f"{edition.document.name}-{each.slug}"


def _list(edition: Edition) -> RenderedReport:
    """The page that lists the pages of a report that has one for each."""
    document, period = edition.document, edition.asked.period
    names = {each: file_name(_name(edition, each), period, "html") for each in edition.each}
    bodies = {
        form: elements.each_list(document.for_each or "", names, linked=form == "html")
        for form in edition.formats
    }
    if not edition.each:
        bodies = _no_articles(edition)
    counted = elements.Number(f"{(document.for_each or '').capitalize()}s", f"{len(names):,}", None)
    return _set(edition, document.name, edition.imprint, bodies, (counted,))


def _no_articles(edition: Edition) -> dict[str, Markup]:
    body = elements.no_articles(edition.asked.period, edition.first, edition.last)
    return dict.fromkeys(edition.formats, body)


def _set(
    edition: Edition,
    name: str,
    imprint: Imprint,
    bodies: Mapping[str, Markup],
    headline: tuple[elements.Number, ...] = (),
) -> RenderedReport:
    """Set texts as pages."""
    pages = {}
    for form, body in bodies.items():
        html = page_html(body, imprint, on_paper=form == "pdf", paper=edition.paper)
        scale = PAPERS[edition.paper].scale
        pages[form] = page_pdf(html, scale) if form == "pdf" else html.encode()
    return RenderedReport(name, edition.asked.period, pages, imprint.title, headline)
