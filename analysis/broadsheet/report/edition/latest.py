"""The period of a request: by name, or `latest`, which depends on the lake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.database.run import run_sql
from broadsheet.period import Period, is_latest, parse_period

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

__all__ = ["period_in_lake"]

_LAST_DAY = """
    select max(local_at)::date from selected_articles(null, $until, null, null, $zone)
"""


def period_in_lake(
    connection: duckdb.DuckDBPyConnection, text: str, now: datetime | None, zone: str
) -> Period:
    """The period that a text names; `latest` is the last whole month that has articles.

    A month is whole when it has ended in the time zone. Where no whole month has articles, `latest`
    is the last month, so that the page can say which days have some.

    Args:
        connection: A database over a lake.
        text: Such as `latest`, `last-week` or `2021-03`.
        now: The moment that a relative period counts back from; the clock where None.
        zone: The IANA time zone that days are cut on.

    Raises:
        PeriodError: The text names no period.
    """
    if not is_latest(text):
        return parse_period(text, now=now, zone=zone)
    last_month = parse_period("last-month", now=now, zone=zone)
    given = {"until": last_month.until, "zone": zone}
    ((day,),) = run_sql(connection, _LAST_DAY, given).fetchall()
    return parse_period(f"{day:%Y-%m}" if day else last_month.slug)
