"""The day of a time on the clock of a zone, as the queries count it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

__all__ = ["local_day"]


def local_day(moment: datetime, zone: str) -> date:
    """The day of a time in a zone; a date without a clock, midnight in UTC, is that day in all."""
    has_clock = moment.astimezone(UTC).time() != time()
    return moment.astimezone(ZoneInfo(zone) if has_clock else UTC).date()
