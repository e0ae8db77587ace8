"""`latest` is the last whole month that has articles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from broadsheet.errors import PeriodError
from broadsheet.report.edition.latest import period_in_lake

if TYPE_CHECKING:
    import duckdb


@pytest.mark.parametrize(
    ("now", "zone", "month"),
    [
        ("2026-01-01T00:00", "UTC", "2021-03"),
        ("2021-03-31T23:00", "UTC", "2021-02"),
        ("2021-03-31T23:00", "Europe/Berlin", "2021-03"),
        ("2021-04-01T01:00", "America/New_York", "2021-02"),
    ],
)
def test_latest_month_has_ended(
    connection: duckdb.DuckDBPyConnection, now: str, zone: str, month: str
) -> None:
    """Of January to March 2021 it is the last that has ended in the report's time zone."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    period = period_in_lake(connection, " Latest", moment, zone)
    assert (period.slug, period.name) == (month, month)
    assert period.since == date.fromisoformat(f"{month}-01")


def test_without_a_whole_month_it_is_the_last_month(connection: duckdb.DuckDBPyConnection) -> None:
    """Before the first whole month the page is of a month without articles."""
    moment = datetime(2021, 1, 15, tzinfo=UTC)
    assert period_in_lake(connection, "latest", moment, "UTC").slug == "2020-12"


def test_other_periods_are_read_as_ever(connection: duckdb.DuckDBPyConnection) -> None:
    """Another name is a period of the calendar, and an unknown one lists `latest`."""
    assert period_in_lake(connection, "2021-W11", None, "UTC").slug == "2021-W11"
    with pytest.raises(PeriodError, match=r"got 'newest'; write last-week.*takes latest"):
        period_in_lake(connection, "newest", None, "UTC")
