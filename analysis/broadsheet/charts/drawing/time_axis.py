"""The axis of time below a plot: sparse dates, each year below its first date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import day_count
from broadsheet.charts.drawing.date_ticks import date_ticks
from broadsheet.charts.drawing.frame import place
from broadsheet.style.matplotlib_style import SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from matplotlib.axes import Axes

__all__ = ["DATES_ROOM", "TimeSpan", "set_dates", "time_span"]

DATES_ROOM = 0.42  # inches below the plot

_DAY = 0.66  # the room of a date's label
_YEAR_DROP = 0.28


@dataclass(frozen=True)
class TimeSpan:
    """The first and last day of an axis, its edges, and the place of the last moment."""

    first: date
    end: date
    edges: tuple[float, float]
    last: float


def time_span(moments: Iterable[datetime]) -> TimeSpan:
    """The span of all moments; a single date stands in the middle of three days."""
    known = list(moments)
    first, last = min(known), max(known)
    start, end = day_count(first.date()), day_count(last)
    alone = first.date() == last.date()
    edges = (start - 1, end + 1) if alone else (start, end)
    return TimeSpan(first.date(), last.date(), edges, end)


def set_dates(axes: Axes, span: TimeSpan, plot: float) -> None:
    """Label a few dates below a plot of so many inches."""
    shown = date_ticks(span.first, span.end, int(plot / _DAY))
    places = [day_count(tick.day) for tick in shown]
    axes.set_xticks(places, [tick.label for tick in shown])
    axes.set_xlim(span.edges)
    low = axes.get_ylim()[0]
    for tick, at in zip(shown, places, strict=True):
        if tick.year:
            text = place(axes, tick.year, (at, low), shift=(0, -_YEAR_DROP), size=SMALL_SIZE)
            text.set(ha="center", color=LIGHT.ink_muted)
