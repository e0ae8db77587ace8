"""An edition: a report settled for a version of the lake and a request."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from broadsheet.config.settings import DEFAULT_STATEMENT_LIMITS, StatementLimits
from broadsheet.database.run import run_sql
from broadsheet.errors import ReportError
from broadsheet.period import Period, fitting_bucket, parse_moment, parse_time_zone
from broadsheet.report.edition.against import against_of
from broadsheet.report.edition.each import Each, each_of, the_one
from broadsheet.report.edition.imprint import Imprint, imprint_of
from broadsheet.report.edition.latest import period_in_lake
from broadsheet.report.edition.results import Scope
from broadsheet.report.source.output import PageFormat, Paper
from broadsheet.report.source.settings import one_of, typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import duckdb

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report.source.document import ReportDocument
    from broadsheet.report.source.settings import Param

__all__ = ["Edition", "Request", "settle"]


@dataclass(frozen=True)
class Request:
    """A request for a report; the report's front matter fills in what is None or empty.

    Attributes:
        period: Such as `latest`, `last-week` or `2021-03`.
        now: The moment that `last-week` is relative to; the clock where None.
        zone: An IANA time zone, whatever the report's own.
        formats: `html`, `pdf` or both.
        paper: `a4` or `letter`.
        params: Values for the report's parameters; a text is converted to the default's type.
        each: The provider or topic to render, for a report with a page for each.
        default_zone: The time zone of a report that names none.
        pictures: How many of a page's first charts are returned as pictures too, for messages.
        limits: What a statement takes at most.
        against: The version or period to compare with, for a report that compares.
        holidays: The days that are shaded, and with which nothing is compared.
    """

    period: str | None = None
    now: str | None = None
    zone: str | None = None
    formats: tuple[str, ...] = ()
    paper: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    each: str | None = None
    default_zone: str = "UTC"
    pictures: int = 0
    limits: StatementLimits = DEFAULT_STATEMENT_LIMITS
    against: str | None = None
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A report with the period, formats and scope that its pages are made for.

    Attributes:
        document: The report.
        snapshot: The version of the lake.
        scope: What its queries are run for.
        formats: The formats that are written.
        paper: The sheet that PDF is set on.
        imprint: The imprint of its pages.
        articles: How many articles the period has.
        first: The day of the lake's first article.
        last: The day of its last.
        each: The providers or topics that have a page; empty for a single page.
        pictures: How many of a page's first charts are made as pictures.
        limits: What a statement takes at most.
    """

    document: ReportDocument
    snapshot: Snapshot
    scope: Scope
    formats: tuple[PageFormat, ...]
    paper: Paper
    imprint: Imprint
    articles: int
    first: date | None
    last: date | None
    each: tuple[Each, ...] = ()
    pictures: int = 0
    limits: StatementLimits = DEFAULT_STATEMENT_LIMITS


def settle(
    document: ReportDocument,
    snapshot: Snapshot,
    connection: duckdb.DuckDBPyConnection,
    request: Request,
) -> Edition:
    """Settle a request: its period, formats, parameters and pages.

    Raises:
        BroadsheetError: The request names something that does not exist.
    """
    zone = request.zone or document.timezone or request.default_zone
    parse_time_zone(zone)
    now = parse_moment(request.now, zone=zone, option="--now") if request.now else None
    period = period_in_lake(connection, request.period or document.period, now, zone)
    formats = tuple(
        PageFormat(one_of("format", form, tuple(PageFormat))) for form in request.formats
    )
    paper = Paper(one_of("paper", request.paper or document.paper, tuple(Paper)))
    params = _params(document, request.params)
    span = _span(connection, period, zone)
    against = against_of(document, request.against, period, snapshot, now, zone)
    imprint = imprint_of(document, snapshot, connection, period, zone)
    bucket = fitting_bucket(period.since or span["first"], period.until or span["last"])
    return Edition(
        document=document,
        snapshot=snapshot,
        scope=Scope(period, zone, bucket, params, against=against, holidays=request.holidays),
        formats=formats or document.formats,
        paper=paper,
        imprint=replace(imprint, period=against.title) if against else imprint,
        each=_each(document, connection, request, period, zone),
        pictures=request.pictures,
        limits=request.limits,
        **span,
    )


def _each(
    document: ReportDocument,
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    period: Period,
    zone: str,
) -> tuple[Each, ...]:
    if document.for_each is None:
        if request.each is not None:
            raise ReportError(
                f"{document.name} is one page, not one for each", received=request.each
            )
        return ()
    found = each_of(connection, document.for_each, period, zone)
    if request.each is None:
        return tuple(found)
    return (the_one(found, document.for_each, request.each),)


def _params(document: ReportDocument, given: Mapping[str, Param]) -> dict[str, Param]:
    """The report's parameters: as given, else their defaults."""
    params = dict(document.params)
    for name, value in given.items():
        if name not in params:
            problem = f"{document.name} has no such parameter"
            hint = None if params else "it has none: declare it under params"
            raise ReportError(problem, received=name, valid=params, hint=hint)
        params[name] = typed(name, value, params[name]) if isinstance(value, str) else value
    return params


def _span(connection: duckdb.DuckDBPyConnection, period: Period, zone: str) -> dict[str, Any]:
    """How many articles a period has, and the first and last day of the whole lake."""
    sql = """
        select
            (select count(*) from selected_articles($since, $until, null, null, $zone)) as articles,
            min(local_at)::date as first,
            max(local_at)::date as last,
        from selected_articles(null, null, null, null, $zone)
    """
    given = {"since": period.since, "until": period.until, "zone": zone}
    span: dict[str, Any] = run_sql(connection, sql, given).to_arrow_table().to_pylist()[0]
    return span
