"""Timelines."""

from __future__ import annotations

from datetime import datetime, timedelta

import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from broadsheet import charts
from broadsheet.charts.drawing.clock_ticks import clock_ticks
from broadsheet.charts.drawing.tips import TIP
from kit.figures import notes, plot_texts

BEGAN = datetime(2021, 3, 16, 5, 40)  # noqa: DTZ001 (places on an axis have no time zone)
ITEMS = pa.table(
    {
        "at": [BEGAN + timedelta(hours=9), BEGAN, None],
        "who": ["Echo", "Bell News", "Rumours"],
        "first": [True, False, False],
        "title": ["Bridge closed", "Bridge", "Late"],
    }
)


def draw(data: pa.Table = ITEMS, **options: object) -> Figure:
    """The timeline of some items."""
    return charts.timeline(data, x="at", y="who", lead="first", label="title", **options)  # type: ignore[arg-type]


def tips(figure: Figure) -> list[str]:
    """The tips of the dots, from the first drawn."""
    gids = [str(line.get_gid() or "") for line in figure.axes[0].lines]
    return [gid.removeprefix(TIP) for gid in gids if gid.startswith(TIP)]


def test_the_earliest_is_on_top() -> None:
    """Rows are in the order of their first items, whatever that of the data."""
    names = [label.get_text() for label in draw().axes[0].get_yticklabels()]
    assert names == ["Bell News", "Echo"]


def test_a_tip_has_the_hour_and_the_title() -> None:
    """A dot says who, when and what."""
    assert tips(draw()) == [
        "Bell News, 16 Mar 2021 05:40: Bridge",
        "Echo, 16 Mar 2021 14:40: Bridge closed",
    ]


def test_the_lead_is_larger_and_explained() -> None:
    """The leading item has a larger dot, and the legend says so."""
    dots = [line for line in draw().axes[0].lines if str(line.get_gid()).startswith(TIP)]
    assert dots[1].get_markersize() > dots[0].get_markersize()
    assert "lead of the story" in plot_texts(draw())


def test_items_without_a_time_are_counted() -> None:
    """They can't be drawn."""
    assert notes(draw()) == ["1 without a date"]


@pytest.mark.parametrize(
    ("hours", "labels"),
    [
        (0, ["05:00", "06:00"]),
        (9, ["04:00", "06:00", "08:00", "10:00", "12:00", "14:00", "16:00"]),
        (60, ["00:00", "12:00", "00:00", "12:00", "00:00", "12:00", "00:00"]),
        (24 * 9, ["16 Mar", "18 Mar", "20 Mar", "22 Mar", "24 Mar", "26 Mar"]),
    ],
)
def test_ticks_are_full_hours_or_days(hours: int, labels: list[str]) -> None:
    """The finest step that has few ticks; they enclose all items."""
    ticks = clock_ticks(BEGAN, BEGAN + timedelta(hours=hours), 6)
    assert [tick.label for tick in ticks] == labels
    assert ticks[0].when <= BEGAN < ticks[-1].when
