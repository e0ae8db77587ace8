"""What a page is compared with: another period, or another version of its lake."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.database.connection import open_database
from broadsheet.database.run import place_result, run_sql
from broadsheet.errors import ReportError
from broadsheet.lake.snapshot import names_version, version_named, versions_of
from broadsheet.period import parse_period

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from broadsheet.config.settings import StatementLimits
    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.period import Period
    from broadsheet.report.source.document import ReportDocument

__all__ = ["Against", "against_of", "place_compared"]

_SCHEMA = "compared"


@dataclass(frozen=True)
class Against:
    """The other side of a comparison.

    Attributes:
        period: Its period: the page's own where versions are compared.
        now: The page's side for readers: `March 2021`, or the name of its version.
        before: The other side for readers.
        snapshot: Its version, where versions are compared.
        slug: Its part of a file's name; empty for the side that is taken where none is named.
    """

    period: Period
    now: str
    before: str
    snapshot: Snapshot | None = None
    slug: str = ""

    @property
    def is_version(self) -> bool:
        """Whether versions are compared, not periods."""
        return self.snapshot is not None

    @property
    def title(self) -> str:
        """Both sides: `March 2021 against February 2021`."""
        sides = f"{self.now} against {self.before}"
        return f"{self.period.title}, {sides}" if self.is_version else sides


def against_of(  # noqa: PLR0913, PLR0917 - a request, and the lake and the clock that it is for
    document: ReportDocument,
    text: str | None,
    period: Period,
    snapshot: Snapshot,
    now: datetime | None,
    zone: str,
) -> Against | None:
    """The other side that a request names; None for a report that does not compare.

    Where a request names none, it is the period before, and of all dates the version before.

    Raises:
        BroadsheetError: The report does not compare, there is no such version or period, or
            nothing to compare with.
    """
    if not document.compares:
        if text is not None:
            hint = "compare in the report diff, or in one with `compares: true`"
            raise ReportError(f"{document.name} compares with no other", received=text, hint=hint)
        return None
    if text is None and period.previous:
        return Against(period.previous, period.title, period.previous.title)
    lake = snapshot.path.parent
    if text is None:
        earlier = [each for each in versions_of(lake) if each.number < snapshot.number]
        if not earlier:
            raise ReportError(
                f"{snapshot.version} is the first version, so there is none to compare it with",
                hint="name a --period, or --against a version or a period",
            )
        return Against(period, snapshot.version, earlier[-1].version, earlier[-1])
    if names_version(text):
        other = version_named(lake, text)
        return Against(period, snapshot.version, other.version, other, other.version)
    other_period = parse_period(text, now=now, zone=zone)
    return Against(other_period, period.title, other_period.title, slug=other_period.slug)


def place_compared(
    connection: duckdb.DuckDBPyConnection,
    against: Against,
    period: Period,
    zone: str,
    limits: StatementLimits,
) -> None:
    """Place the articles of both sides in a database, as the tables of the schema `compared`."""
    now = _facts(connection, period, zone)
    if against.snapshot is None:
        before = _facts(connection, against.period, zone)
    else:
        with closing(open_database(against.snapshot, limits)) as other:
            before = _facts(other, against.period, zone)
    place_result(connection, "now", now, schema=_SCHEMA)
    place_result(connection, "before", before, schema=_SCHEMA)
    articles = run_sql(connection, _sql("compared_articles")).to_arrow_table()
    place_result(connection, "articles", articles, schema=_SCHEMA)
    place_result(connection, "sides", _sides(against, period), schema=_SCHEMA)


def _facts(connection: duckdb.DuckDBPyConnection, period: Period, zone: str) -> pa.Table:
    given = {"since": period.since, "until": period.until, "timezone": zone}
    return run_sql(connection, _sql("compared_facts"), given).to_arrow_table()


def _sides(against: Against, period: Period) -> pa.Table:
    """The two sides, each with its name and its period."""
    types = [("side", pa.string()), ("title", pa.string()), ("since", pa.date32())]
    sides = [("now", against.now, period), ("before", against.before, against.period)]
    rows = [
        {"side": side, "title": title, "since": each.since, "until": each.until}
        for side, title, each in sides
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([*types, ("until", pa.date32())]))


def _sql(name: str) -> str:
    return (files("broadsheet.report") / "sql" / f"{name}.sql").read_text("utf-8")
