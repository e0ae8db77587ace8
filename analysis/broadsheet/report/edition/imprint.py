"""The imprint: what a page says about its report, its archive and the version of its lake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from broadsheet.database.run import run_sql
from broadsheet.report.edition.method import Method, method_of
from broadsheet.style import formatting
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.period import Period
    from broadsheet.report.source.document import ReportDocument

__all__ = ["TOOL", "Imprint", "imprint_of"]

TOOL = f"broadsheet {__version__}"


@dataclass(frozen=True)
class Imprint:
    """What a page says about itself.

    Attributes:
        title: The headline.
        description: The line under it.
        language: The page's language.
        period: The period's title.
        timezone: The IANA time zone that days are cut on.
        archives: The archives of the lake, each with its commit where it is a git repository.
        snapshot: The version of the lake.
        loaded_at: When that version was loaded.
        tool: The name and version of this package.
        made_up: The notice of made-up documents; empty where the lake has none.
        kicker: The line above the title: the report's title, where the page is one of many.
        method: What its numbers are made from; None where it has none.
    """

    title: str
    description: str
    language: str
    period: str
    timezone: str
    archives: tuple[str, ...]
    snapshot: str
    loaded_at: str
    tool: str
    made_up: str
    kicker: str = ""
    method: Method | None = None


def imprint_of(
    document: ReportDocument,
    snapshot: Snapshot,
    connection: duckdb.DuckDBPyConnection,
    period: Period,
    zone: str,
) -> Imprint:
    """The imprint of a report's pages, for a period and a version of the lake."""
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
        tool=TOOL,
        made_up=_notice(**counts),
        method=method_of(connection, period, zone),
    )


def _moment(loaded_at: str | None) -> str:
    """When the lake was loaded; a record that another tool wrote may lack it."""
    if loaded_at is None:
        return "at an unknown time"
    moment = datetime.fromisoformat(loaded_at)
    return f"{formatting.day(moment)} {moment:%H:%M} UTC"


def _archive(name: str, facts: Mapping[str, Any]) -> str:
    """An archive's name, with the commit that was loaded where it is a git repository."""
    commit = facts.get("commit")
    return f"{name} at {commit[:10]}" if commit else name


def _notice(articles: int, made_up: int) -> str:
    """The notice of made-up documents in the lake; empty where there are none."""
    if not made_up:
        return ""
    if made_up == articles:
        return "Made-up sample data: no outlet, story or number here is real."
    return "Holds made-up sample data: not every outlet, story and number here is real."
