"""A plot over dates: an axis of values at the left, sparse dates below, labels at the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import day_count
from broadsheet.charts.drawing.date_ticks import date_ticks
from broadsheet.charts.drawing.frame import Frame, marks_room, place, rules
from broadsheet.charts.drawing.labels import room_beside
from broadsheet.charts.drawing.scale import axis_labels
from broadsheet.charts.drawing.shading import draw_shades, shade_room
from broadsheet.style.matplotlib_style import SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from matplotlib.axes import Axes

    from broadsheet.charts.drawing.figure import ChartFigure
    from broadsheet.charts.drawing.foot import Foot
    from broadsheet.charts.drawing.head import Head
    from broadsheet.charts.drawing.labels import EndLabel
    from broadsheet.charts.drawing.shading import Shade

__all__ = ["TimePlot", "TimeSpan", "time_span"]

_DATES_ROOM = 0.42  # inches below the plot
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
    """The span of all moments; a single date is in the middle of three days."""
    known = list(moments)
    first, last = min(known), max(known)
    start, end = day_count(first.date()), day_count(last)
    alone = first.date() == last.date()
    edges = (start - 1, end + 1) if alone else (start, end)
    return TimeSpan(first.date(), last.date(), edges, end)


@dataclass(frozen=True)
class TimePlot:
    """What a plot over dates shows besides its data.

    Attributes:
        when: The axis of time.
        places: The ticks of the axis of values, the first and the last at its ends.
        unit: The unit of the values.
        body: The height of the plot in inches.
        labels: The labels beside the lines' ends.
        shades: Spans of time in gray.
        above: The inches kept free above the plot, for labels of points.
    """

    when: TimeSpan
    places: Sequence[float]
    unit: str | None
    body: float
    labels: Sequence[EndLabel]
    shades: Sequence[Shade]
    above: float = 0

    def sheet(self, head: Head, foot: Foot, inches: float) -> tuple[ChartFigure, Axes]:
        """A figure of this width with both axes, rules and shades; lines and labels are missing."""
        marks = axis_labels(self.places, self.unit)
        frame = Frame(
            inches,
            body=self.body,
            left=marks_room(marks),
            right=room_beside(self.labels),
            bottom=_DATES_ROOM,
        )
        top = self.above + shade_room(self.shades, self.when.edges, frame.plot)
        frame = replace(frame, top=top)
        figure, axes = frame.sheet(head, foot)
        axes.set_ylim(self.places[0], self.places[-1])
        axes.set_yticks(self.places, marks)
        _set_dates(axes, self.when, frame.plot)
        rules(axes, self.places, self.when.edges)
        draw_shades(axes, self.shades, frame.plot)
        return figure, axes


def _set_dates(axes: Axes, span: TimeSpan, plot: float) -> None:
    """Label a few dates below a plot of this width, and each year below its first date."""
    shown = date_ticks(span.first, span.end, int(plot / _DAY))
    places = [day_count(tick.day) for tick in shown]
    axes.set_xticks(places, [tick.label for tick in shown])
    axes.set_xlim(span.edges)
    low = axes.get_ylim()[0]
    for tick, at in zip(shown, places, strict=True):
        if tick.year:
            text = place(axes, tick.year, (at, low), shift=(0, -_YEAR_DROP), size=SMALL_SIZE)
            text.set(ha="center", color=LIGHT.ink_muted)
