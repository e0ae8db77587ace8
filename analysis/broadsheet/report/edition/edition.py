"""An edition: a report settled for a snapshot, a period and all else that is asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from broadsheet.database.connection import run_sql
from broadsheet.errors import ReportError
from broadsheet.period import Period, fitting_bucket, parse_moment, parse_period, parse_time_zone
from broadsheet.report.content import elements
from broadsheet.report.edition.each import Each, each_of, the_one
from broadsheet.report.edition.results import Asked
from broadsheet.report.source.settings import FORMATS, one_of, typed
from broadsheet.report.typesetting.page import PAPERS, Imprint
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report.source.document import ReportDocument
    from broadsheet.report.source.settings import Param

__all__ = ["Edition", "Request", "settle"]


@dataclass(frozen=True)
class Request:
    """What is asked of a report; what is None or empty, the report's own front matter says.

    Attributes:
        period: Such as `last-week` or `2021-03`.
        now: The moment that `last-week` is seen from; the clock where None.
        zone: An IANA time zone.
        formats: `html`, `pdf` or both.
        paper: `a4` or `letter`.
        params: Values for the report's parameters; texts are read as what their defaults are.
        each: The one provider or topic to make a page of, where the report has a page for each.
    """

    period: str | None = None
    now: str | None = None
    zone: str | None = None
    formats: tuple[str, ...] = ()
    paper: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    each: str | None = None


@dataclass(frozen=True)
class Edition:
    """A report, and all that its pages are made for.

    Attributes:
        document: The report.
        asked: What its queries are run for.
        formats: What is written, of `FORMATS`.
        paper: The sheet that PDF is set on.
        imprint: What each page says about itself.
        articles: How many articles the period has.
        first: The day of the lake's first article.
        last: The day of its last.
        each: What there is a page for each of; empty for a single page.
    """

    document: ReportDocument
    asked: Asked
    formats: tuple[str, ...]
    paper: str
    imprint: Imprint
    articles: int
    first: date | None
    last: date | None
    each: tuple[Each, ...] = ()


def settle(
    document: ReportDocument,
    snapshot: Snapshot,
    connection: duckdb.DuckDBPyConnection,
    request: Request,
) -> Edition:
    """Settle what a report is rendered for.

    Raises:
        BroadsheetError: The request asks for what there is not.
    """
    zone = request.zone or document.timezone
    parse_time_zone(zone)
    now = parse_moment(request.now, zone=zone, option="--now") if request.now else None
    period = parse_period(request.period or document.period, now=now, zone=zone)
    formats = tuple(one_of("format", form, FORMATS) for form in request.formats)
    paper = one_of("paper", request.paper or document.paper, tuple(PAPERS))
    params = _params(document, request.params)
    span = _span(connection, period, zone)
    bucket = fitting_bucket(period.since or span["first"], period.until or span["last"])
    return Edition(
        document=document,
        asked=Asked(period, zone, bucket, params),
        formats=formats or document.formats,
        paper=paper,
        imprint=_imprint(document, snapshot, connection, period, zone),
        each=_each(document, connection, request, period, zone),
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
        archives=tuple(_archive(name, facts) for name, facts in loaded["archives"].items()),
        snapshot=snapshot.version,
        loaded_at=_moment(loaded.get("loaded_at")),
        tool=f"broadsheet {__version__}",
        made_up=_notice(**counts),
    )


def _moment(loaded_at: str | None) -> str:
    """When the lake was loaded; a record by another hand may not tell."""
    if loaded_at is None:
        return "at an unknown time"
    return f"{elements.text(datetime.fromisoformat(loaded_at))} UTC"


def _archive(name: str, facts: Mapping[str, Any]) -> str:
    """An archive's name, with the commit that was loaded where it is a git repository."""
    commit = facts.get("commit")
    return f"{name} at {commit[:10]}" if commit else name


def _notice(articles: int, made_up: int) -> str:
    """What a page says of made-up documents in its lake; nothing where there are none."""
    if not made_up:
        return ""
    if made_up == articles:
        return "Made-up sample data: no outlet, story or number here is real."
    return "Holds made-up sample data: not every outlet, story and number here is real."
