"""Ticks on an axis of days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.charts.drawing.date_ticks import date_ticks, tick_days


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ((2021, 3, 1), (2021, 3, 1), ["1 Mar 2021"]),
        ((2021, 3, 1), (2021, 3, 4), ["1 Mar 2021", "2 Mar", "3 Mar", "4 Mar"]),
        ((2020, 12, 25), (2021, 1, 10), ["25 Dec 2020", "29 Dec", "2 Jan 2021", "6 Jan", "10 Jan"]),
        ((2021, 3, 2), (2021, 9, 1), ["May 2021", "Jul", "Sep"]),
        ((2019, 3, 1), (2022, 9, 1), ["2020", "2021", "2022"]),
    ],
)
def test_date_ticks(
    first: tuple[int, int, int], last: tuple[int, int, int], labels: list[str]
) -> None:
    """Ticks fall on round dates, and a year is written where it begins."""
    shown = date_ticks(date(*first), date(*last), 5)
    assert [f"{tick.label} {tick.year}".strip() for tick in shown] == labels


@given(st.dates(), st.dates(), st.integers(min_value=1, max_value=12))
@example(date.min, date.min, 1)
@example(date.max, date.max, 1)
@example(date.min, date.max, 1)
@example(date.min, date.max, 12)
@example(date(9999, 12, 1), date.max, 1)
@example(date(2021, 3, 2), date(2021, 3, 31), 1)
@example(date(2020, 2, 29), date(2021, 2, 28), 12)
def test_date_ticks_are_few(one: date, other: date, most: int) -> None:
    """Between any two dates there are at most as many ticks as asked for, all of them between."""
    first, last = sorted((one, other))
    shown = date_ticks(first, last, most)
    assert len(shown) <= most
    assert all(first <= tick.day <= last for tick in shown)


def test_tick_days_are_evenly_apart() -> None:
    """Of ten days side by side, every fourth has a label if three may."""
    days = [date(2020, 12, 24 + place) for place in range(8)] + [date(2021, 1, 1), date(2021, 1, 2)]
    assert tick_days(days, 3) == {0: "24 Dec 2020", 4: "28 Dec", 8: "1 Jan 2021"}
