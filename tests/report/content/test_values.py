"""A value is written as a reader reads it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from broadsheet.report.content.values import text

_NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2021, 3, 2, tzinfo=UTC), "2 Mar 2021"),
        (datetime(2021, 3, 2, 0, 0, 1, tzinfo=UTC), "1 Mar 2021 19:00"),
        (datetime(2021, 3, 2, 5, tzinfo=UTC), "2 Mar 2021 00:00"),
    ],
)
def test_a_date_without_a_clock_is_that_date_in_every_zone(moment: datetime, shown: str) -> None:
    """Midnight in UTC is a date alone; any other time is on the clock of the zone."""
    assert text(moment.astimezone(_NEW_YORK)) == shown
