"""Render reports: settle the request, run the SQL, set the pages."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.database.connection import open_database
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.processes import map_in_processes
from broadsheet.report.carrying import (
    name_in,
    with_list_carried,
    with_method_carried,
    with_results_carried,
)
from broadsheet.report.content.calls import Calls
from broadsheet.report.content.elements.each_list import each_list
from broadsheet.report.content.elements.no_articles import no_articles
from broadsheet.report.content.elements.numbers import Number
from broadsheet.report.content.elements.picture import Pictures
from broadsheet.report.content.finding import key_points
from broadsheet.report.content.lead import lead
from broadsheet.report.content.markdown import Text, render_text
from broadsheet.report.content.notebook import notebook_text
from broadsheet.report.content.notebook_output import pictures_of
from broadsheet.report.content.reconciliation import mismatches
from broadsheet.report.edition.against import place_compared
from broadsheet.report.edition.edition import Edition, Request, settle
from broadsheet.report.edition.notebook_run import run_notebook
from broadsheet.report.edition.results import Results
from broadsheet.report.edition.since_issue import SinceIssue
from broadsheet.report.rendered import RenderedReport, file_name
from broadsheet.report.source.document import ReportDocument, find_report
from broadsheet.report.source.output import PageFormat
from broadsheet.report.typesetting.missing_fonts import missing_font_warning, without_font
from broadsheet.report.typesetting.page import page_html
from broadsheet.report.typesetting.pdf import page_pdf
from broadsheet.report.typesetting.style import SHEETS
from broadsheet.report.warm_up import warming_up
from broadsheet.style.fonts import not_in_faces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import duckdb

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report.content.calls import Drawings
    from broadsheet.report.edition.each import Each
    from broadsheet.report.edition.imprint import Imprint
    from broadsheet.report.edition.results import Shared
    from broadsheet.report.source.settings import Param

__all__ = ["render", "render_pages", "render_report"]

_SHARES = 2  # of pages, for each process: one that is done early takes another


def render(  # noqa: PLR0913 - the options of a request, by name
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
    against: str | None = None,
) -> RenderedReport:
    """Render a report of a lake, for a notebook or a script.

    Args:
        report: The name of a shipped report or of one in `folder`, or the path of a `.md` file.
        lake: The lake's folder.
        period: Such as `latest`, `2021-03` or `all`; else the report's own.
        now: The moment that `last-week` is relative to; the clock where None.
        zone: An IANA time zone; else the report's own.
        formats: `html`, `pdf` or both.
        paper: `a4` or `letter`; else the report's own.
        params: Values for the report's own parameters.
        each: The provider or topic, for a report with a page for each; else the list of them.
        as_of: A version of the lake; the live one where None.
        folder: The folder of one's own reports.
        against: The version or period to compare with, for a report that compares.

    Raises:
        BroadsheetError: The report, the lake, the period or the report's SQL has a fault.
    """
    document = find_report(report, Path(folder))
    request = Request(period, now, zone, tuple(formats), paper, params or {}, each, against=against)
    return render_report(document, open_snapshot(local_lake(lake, as_of), as_of), request)


def render_report(document: ReportDocument, snapshot: Snapshot, request: Request) -> RenderedReport:
    """Render one page of a report, for a request and a version of the lake.

    Where the period has no articles, the page says so, with the days of the first and the last. A
    report with a page for each provider or topic gives the requested page, or else their list.

    Raises:
        BroadsheetError: The request, the report's SQL or its template has a fault.
    """
    with (
        warming_up(request.formats or document.formats),
        closing(open_database(snapshot, request.limits)) as connection,
    ):
        edition = settle(document, snapshot, connection, request)
        if document.for_each and request.each is None:
            return _list(edition)
        return _Press(connection, edition, {}).page(edition.each[0] if edition.each else None)


def render_pages(
    document: ReportDocument, snapshot: Snapshot, request: Request
) -> Iterator[RenderedReport]:
    """Render all pages of a report: one, or one for each provider or topic, then their list.

    The first of many pages is made in this process, with the results that all pages share. The
    others are made in several processes.

    Raises:
        BroadsheetError: The request, the report's SQL or its template has a fault.
    """
    if document.for_each is None or request.each is not None:
        yield render_report(document, snapshot, request)
        return
    shared: Shared = {}
    with (
        warming_up(request.formats or document.formats),
        closing(open_database(snapshot, request.limits)) as connection,
    ):
        edition = settle(document, snapshot, connection, request)
        first, rest = edition.each[:1], edition.each[1:]
        yield from _Press(connection, edition, shared).pages(first)
    processes = min(os.cpu_count() or 1, len(rest)) or 1
    share = -(-len(rest) // (_SHARES * processes)) or 1
    shares = [rest[at : at + share] for at in range(0, len(rest), share)]
    work = partial(_print, replace(edition, each=()), shared)
    printed = map_in_processes(work, shares, processes)
    yield from chain.from_iterable(pages for _, pages in printed)
    yield _list(edition)


def _print(edition: Edition, shared: Shared, share: Sequence[Each]) -> list[RenderedReport]:
    """A share of a report's pages."""
    with closing(open_database(edition.snapshot, edition.limits)) as connection:
        return list(_Press(connection, edition, shared).pages(share))


class _Press:
    """Makes the pages of an edition, one after another; they share results."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, edition: Edition, shared: Shared
    ) -> None:
        self._connection = connection
        self._edition = edition
        self._since_issue = SinceIssue(connection, edition.snapshot, edition)
        self._shared = shared
        scope = edition.scope
        if scope.against:
            place_compared(connection, scope.against, scope.period, scope.zone, edition.limits)

    def pages(self, each: Iterable[Each]) -> Iterator[RenderedReport]:
        """The pages of some providers or topics."""
        return map(self.page, each)

    def page(self, each: Each | None) -> RenderedReport:
        """The page of a provider or topic, or the one page that there is."""
        edition = self._edition
        if not edition.articles and edition.scope.against is None:
            return _empty(edition)
        if edition.document.cells:
            return self._notebook()
        scope = replace(edition.scope, each=each)
        results = Results(self._connection, edition.document, scope, self._shared)
        drawings: Drawings = {}
        pictures = Pictures(edition.pictures)
        calls = {
            form: Calls(
                results,
                form is PageFormat.PDF,
                drawings,
                pictures,
                self._since_issue,
                with_images=edition.document.images,
            )
            for form in edition.formats
        }
        texts = {
            form: _with_findings(
                render_text(
                    edition.document,
                    made.names(),
                    in_print=form is PageFormat.PDF,
                    name_of=partial(name_in, results) if form is PageFormat.HTML else None,
                ),
                made,
            )
            for form, made in calls.items()
        }
        if PageFormat.HTML in texts and scope.against is None:
            texts[PageFormat.HTML] = with_results_carried(
                texts[PageFormat.HTML], edition, results, calls[PageFormat.HTML].figures
            )
        headline = next(iter(calls.values())).headline
        name, imprint = _name(edition, each), edition.imprint
        if each is not None:
            imprint = replace(imprint, kicker=edition.document.title, title=each.name)
        page = _set(edition, name, imprint, texts, headline)
        return replace(
            page,
            is_part=each is not None,
            each=each.key if each else "",
            pictures=tuple(pictures.made),
            mismatches=mismatches(
                results, [(calls[form], text.html) for form, text in texts.items()]
            ),
        )

    def _notebook(self) -> RenderedReport:
        """The page of a notebook, which is run once for all formats."""
        edition, scope = self._edition, self._edition.scope
        since, until = scope.period.since, scope.period.until
        values = {
            "lake": str(edition.snapshot.path.parent.resolve()),
            "as_of": edition.snapshot.version,
            "period": scope.period.name,
            "since": str(since) if since else None,
            "until": str(until) if until else None,
            "tz": scope.zone,
            **scope.params,
        }
        outputs = run_notebook(edition.document, values)
        texts = {
            form: notebook_text(edition.document, outputs, in_print=form is PageFormat.PDF)
            for form in edition.formats
        }
        page = _set(edition, edition.document.name, edition.imprint, texts)
        return replace(page, pictures=pictures_of(outputs, edition.pictures))


def _with_findings(text: Text, calls: Calls) -> Text:
    """A text with its key points, and with the sections that have too little data."""
    points = key_points(calls.sections, text.headings)
    return replace(text, key_points=points, lacking=tuple(calls.lacking))


def _name(edition: Edition, each: Each | None = None) -> str:
    """The name of a page: the report's, the provider or topic, and what it is compared with."""
    against = edition.scope.against
    slugs = (each.slug if each else "", against.slug if against else "")
    return "-".join([edition.document.name, *filter(None, slugs)])


def _list(edition: Edition) -> RenderedReport:
    """The page that lists the pages of a report that has one for each."""
    period = edition.scope.period
    kind = edition.document.for_each or ""
    files = {each: file_name(_name(edition, each), period, "html") for each in edition.each}
    texts = {
        form: Text(each_list(kind, files, linked=form is PageFormat.HTML))
        for form in edition.formats
    }
    if PageFormat.HTML in texts:
        texts[PageFormat.HTML] = with_list_carried(texts[PageFormat.HTML], edition)
    if not edition.each:
        return _empty(edition)
    counted = Number(f"{kind.capitalize()}s", f"{len(files):,}", None)
    return _set(edition, _name(edition), edition.imprint, texts, (counted,))


def _empty(edition: Edition) -> RenderedReport:
    """The page of a period without articles."""
    text = Text(no_articles(edition.scope.period, edition.first, edition.last))
    texts = dict.fromkeys(edition.formats, text)
    if PageFormat.HTML in texts:
        texts[PageFormat.HTML] = with_method_carried(text, edition)
    return replace(_set(edition, edition.document.name, edition.imprint, texts), is_empty=True)


def _set(
    edition: Edition,
    name: str,
    imprint: Imprint,
    texts: Mapping[PageFormat, Text],
    headline: tuple[Number, ...] = (),
) -> RenderedReport:
    """Set texts as pages."""
    pages: dict[str, bytes] = {}
    warning = None
    for form, text in texts.items():
        if form is PageFormat.PDF:
            html = page_html(text, imprint, paper=edition.paper)
            warning = missing_font_warning(without_font(not_in_faces(html)))
            pages[form] = page_pdf(html, SHEETS[edition.paper].scale)
        else:
            pages[form] = page_html(text, imprint, with_images=edition.document.images).encode()
    return RenderedReport(
        name,
        edition.scope.period,
        pages,
        imprint.title,
        headline,
        description=imprint.description,
        lead=lead(next(iter(texts.values())).html),
        warnings=(warning,) if warning else (),
        before=edition.scope.before_title or "",
    )
