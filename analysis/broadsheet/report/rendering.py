"""Render reports: find the period, run the SQL, set the page, write it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.database import open_database, run_sql
from broadsheet.errors import ReportError
from broadsheet.period import Period, fitting_bucket, parse_moment, parse_period, parse_time_zone
from broadsheet.report import elements
from broadsheet.report.calls import Calls
from broadsheet.report.document import FORMATS, ReportDocument, find_report
from broadsheet.report.markdown import render_text
from broadsheet.report.page import Imprint, page_html
from broadsheet.report.paper import page_pdf
from broadsheet.report.results import Results
from broadsheet.snapshot import Snapshot, open_snapshot
from broadsheet.version import __version__

if TYPE_CHECKING:
    from datetime import date

    import duckdb
    from markupsafe import Markup

__all__ = ["RenderedReport", "Request", "render", "render_report"]


@dataclass(frozen=True)
class Request:
    """What is asked of a report; what is None or empty, the report's own front matter says.

    Attributes:
        period: Such as `last-week` or `2021-03`.
        now: The moment that `last-week` is seen from; the clock where None.
        zone: An IANA time zone.
        formats: `html`, `pdf` or both.
    """

    period: str | None = None
    now: str | None = None
    zone: str | None = None
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenderedReport:
    """A report for a period, as pages by format. A notebook shows the HTML page inline."""

    name: str
    period: Period
    pages: dict[str, bytes] = field(repr=False)

    def write(self, folder: str | Path) -> list[Path]:
        """Write the pages into a folder, as `NAME-PERIOD.FORMAT`, and tell their paths.

        Raises:
            ReportError: The folder can't be written.
        """
        folder = Path(folder)
        paths = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for form, content in self.pages.items():
                path = folder / f"{self.name}-{self.period.slug}.{form}"
                new = path.with_suffix(f".{form}.new")
                new.write_bytes(content)
                paths.append(new.replace(path))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReportError(f"can't write to {folder}: {reason}") from error
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
        as_of: A version of the lake; the live one where None.
        folder: Where one's own reports are looked for.

    Raises:
        BroadsheetError: The report, the lake, the period or the report's SQL is at fault.
    """
    document = find_report(report, Path(folder))
    request = Request(period, now, zone, tuple(formats))
    return render_report(document, open_snapshot(Path(lake), as_of), request)


def render_report(document: ReportDocument, snapshot: Snapshot, request: Request) -> RenderedReport:
    """Render a report document for what is asked, on one snapshot.

    A period without articles is told on the page, with the span that has some.

    Raises:
        BroadsheetError: The request or the report's SQL or template is at fault.
    """
    zone = request.zone or document.timezone
    parse_time_zone(zone)
    now = parse_moment(request.now, zone=zone, option="--now") if request.now else None
    period = parse_period(request.period or document.period, now=now, zone=zone)
    formats = request.formats or document.formats
    for form in formats:
        if form not in FORMATS:
            raise ReportError("no such format", received=form, valid=FORMATS)
    with closing(open_database(snapshot)) as connection:
        imprint = _imprint(document, snapshot, connection, period, zone)
        span = _span(connection, period, zone)
        if span.articles:
            bucket = fitting_bucket(period.since or span.first, period.until or span.last)
            results = Results(connection, document, period, zone, bucket)
            bodies = (render_text(document, Calls(results, f == "pdf").names()) for f in formats)
        else:
            bodies = (elements.no_articles(period, span.first, span.last) for _ in formats)
        pages = {
            form: _page(body, imprint, form) for form, body in zip(formats, bodies, strict=True)
        }
    return RenderedReport(document.name, period, pages)


@dataclass(frozen=True)
class _Span:
    """How many articles a period has, and the first and last day of the whole lake."""

    articles: int
    first: date | None
    last: date | None


def _page(body: Markup, imprint: Imprint, form: str) -> bytes:
    html = page_html(body, imprint, on_paper=form == "pdf")
    return page_pdf(html) if form == "pdf" else html.encode()


def _span(connection: duckdb.DuckDBPyConnection, period: Period, zone: str) -> _Span:
    sql = """
        select
            (select count(*) from selected_articles($since, $until, null, null, $zone)) as articles,
            min(local_at)::date as first,
            max(local_at)::date as last,
        from selected_articles(null, null, null, null, $zone)
    """
    given = {"since": period.since, "until": period.until, "zone": zone}
    return _Span(**run_sql(connection, sql, given).to_arrow_table().to_pylist()[0])


def _imprint(
    document: ReportDocument,
    snapshot: Snapshot,
    connection: duckdb.DuckDBPyConnection,
    period: Period,
    zone: str,
) -> Imprint:
    loaded = snapshot.load
    sql = "select count(*) as articles, count(*) filter (extra->>'$.madeUp' = 'true') as made_up"
    (counts,) = run_sql(connection, f"{sql} from articles").to_arrow_table().to_pylist()
    return Imprint(
        title=document.title,
        description=document.description,
        language=document.language,
        period=period.title,
        timezone=zone,
        archives=tuple(loaded["archives"]),
        snapshot=snapshot.version,
        loaded_at=f"{elements.text(datetime.fromisoformat(loaded['loaded_at']))} UTC",
        tool=f"broadsheet {__version__}",
        made_up=_notice(**counts),
    )


def _notice(articles: int, made_up: int) -> str:
    """What a page says of made-up documents in its lake; nothing where there are none."""
    if not made_up:
        return ""
    if made_up == articles:
        return "Made-up sample data: no outlet, story or number here is real."
    return "Holds made-up sample data: not every outlet, story and number here is real."
