"""Scales, ticks and labels that make room for each other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.charts.drawing.date_ticks import date_ticks, tick_days
from broadsheet.charts.drawing.scale import axis_labels, domain, spread, ticks, value_labels
from broadsheet.charts.drawing.text import fit, text_width, wrap
from broadsheet.style.matplotlib_style import house

heights = st.lists(st.floats(min_value=0, max_value=10), max_size=12)


@given(heights)
def test_spread_keeps_the_gap_and_the_order(places: list[float]) -> None:
    """Places come apart by the gap, stay within bounds and never change their order."""
    moved = spread(places, 0.5, 0, 10)
    assert all(-1e-9 <= place <= 10 + 1e-9 for place in moved)
    by_height = [moved[at] for at in sorted(range(len(places)), key=lambda at: places[at])]
    assert all(above - below >= 0.5 - 1e-9 for below, above in pairwise(by_height))


def test_spread_leaves_free_places_alone() -> None:
    """Places that are far enough apart stay where they are."""
    assert spread([3, 1, 2], 0.5, 0, 10) == [3, 1, 2]


def test_spread_moves_a_crowd_about_its_middle() -> None:
    """Two equal places part to both sides."""
    assert spread([5, 5], 1, 0, 10) == [4.5, 5.5]


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([3, 10], (0, 10)),
        ([60, 65], (60, 65)),
        ([5, 5], (0, 5)),
        ([0, 0], (0, 1)),
        ([-3, 4], (-3, 4)),
        ([-9, -8], (-9, -8)),
        ([-9, -1], (-9, 0)),
    ],
)
def test_domain(values: list[float], edges: tuple[float, float]) -> None:
    """An axis begins at zero unless all values lie far from it, and is never empty."""
    assert domain(values) == edges


@pytest.mark.parametrize(("low", "high"), [(0, 7), (61.2, 63.9), (0, 1e15), (-3, 4)])
def test_ticks_enclose(low: float, high: float) -> None:
    """The first and last tick hold all values between them, and there are few."""
    places = ticks(low, high)
    assert places[0] <= low
    assert places[-1] >= high
    assert len(places) <= 7


@pytest.mark.parametrize(
    ("places", "unit", "labels"),
    [
        ([0, 500, 1000], None, ["0", "500", "1,000"]),
        ([0, 0.25, 0.5], None, ["0", "0.25", "0.50"]),
        ([0, 0.5, 1], "share", ["0%", "50%", "100%"]),
        ([0, 2.5, 5], "%", ["0%", "2.5%", "5.0%"]),
        ([0, 2_500_000, 5_000_000], None, ["0", "2.5m", "5.0m"]),
        ([0, 1e12], None, ["0", "1trn"]),
        ([-5, 0, 5], "items", ["−5", "0", "5"]),
    ],
)
def test_axis_labels(places: list[float], unit: str | None, labels: list[str]) -> None:
    """The labels of an axis have equal digits, short millions and their percent sign."""
    assert axis_labels(places, unit) == labels


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        ([3, 12], None, ["3", "12"]),
        ([3.25, 12, None], None, ["3.3", "12.0", "–"]),
        ([0.125, 0.5], None, ["0.13", "0.50"]),
        ([1234.5, 2], None, ["1,235", "2"]),
        ([12.5, None], "%", ["12.5%", "–"]),
        ([0.004, 0.03], "share", ["0.4%", "3.0%"]),
    ],
)
def test_value_labels(values: list[float | None], unit: str | None, labels: list[str]) -> None:
    """Values side by side have the same number of digits, no more than they need."""
    assert [value_labels(values, unit)(value) for value in values] == labels


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
def test_date_ticks_are_few(one: date, other: date, most: int) -> None:
    """Between any two dates there are at most as many ticks as asked for, all of them between."""
    first, last = sorted((one, other))
    shown = date_ticks(first, last, most)
    assert len(shown) <= most
    assert all(first <= tick.day <= last for tick in shown)


def test_tick_days_are_evenly_apart() -> None:
    """Of ten days that stand side by side, every fourth has a label if three may."""
    days = [date(2020, 12, 24 + place) for place in range(8)] + [date(2021, 1, 1), date(2021, 1, 2)]
    assert tick_days(days, 3) == {0: "24 Dec 2020", 4: "28 Dec", 8: "1 Jan 2021"}


@pytest.mark.parametrize("room", [0.05, 0.3, 1, 3])
def test_fit_fits(room: float) -> None:
    """A long text is cut so that it takes no more than the room, if an ellipsis does."""
    with house():
        short = fit("The Gazette of the United Provinces " * 6, room)
        assert text_width(short) <= max(room, text_width("…"))
    assert short.endswith("…")


def test_wrap_keeps_lines_within_the_room() -> None:
    """Words move to the next line rather than past the edge; a word too wide stands alone."""
    with house():
        lines = wrap("one two three " + "W" * 40 + " four", 0.7, 9)
        assert lines == ["one two", "three", "W" * 40, "four"]
