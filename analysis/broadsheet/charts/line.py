"""Lines: how one or several values went over time, each named at its end."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from broadsheet.charts.dates import date_ticks, day_count
from broadsheet.charts.frame import EDGE, FULL_WIDTH, Frame, Head, nothing, place, rules, tip
from broadsheet.charts.scale import axis_labels, domain, spread, ticks, value_labels
from broadsheet.charts.series import read_series
from broadsheet.charts.style import FINE_LINE_WIDTH, HAIRLINE, LIGHT, LINE_WIDTH, SMALL_SIZE, house
from broadsheet.charts.text import fit, text_width
from broadsheet.formatting import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data import Data
    from broadsheet.charts.series import Series

__all__ = ["line"]

_BODY = 2.0
_BOTTOM = 0.42
_DAY = 0.66  # the room of a date's label
_YEAR_DROP = 0.28

_LABEL_ROW = 0.165
_LABEL_ROOM = 1.7
_LABEL_SHARE = 0.34  # of a narrow chart, at most
_MOST_LABELS = 24
_GAP = 0.1
_LEADER = 0.16  # the room for strokes to labels that had to move
_STROKE_GAP = 0.03  # between such a stroke and its label
_NEAR = 0.05  # a label that moved less needs none

_POINT = 4.0
_DENSE = 150  # points of a line
_BAND_ALPHA = 0.16


@house()
def line(  # noqa: PLR0913 (a chart's options)
    data: Data,
    *,
    x: str,
    y: str,
    series: str | None = None,
    title: str | None = None,
    band: tuple[str, str] | None = None,
    unit: str | None = None,
    inches: float = FULL_WIDTH,
    show_title: bool = True,
) -> Figure:
    """Lines over dates, with a gap where a value is null and a name where a line ends.

    The axis begins at zero unless all values lie far from it. Six series have a colour each, in
    the order they are met; further ones are grey.

    Args:
        data: One row per date, or per date and series, in any order.
        x: The column of dates.
        y: The column of values.
        series: The column that tells lines apart.
        title: What the chart shows.
        band: Two columns, the low and the high edge of a band around each line.
        unit: What is counted; `"share"` for values between 0 and 1 that read as percentages, `"%"`
            for percentages.
        inches: The width.
        show_title: Whether the title is drawn.
    """
    head = Head(title, unit, show_title)
    lines = read_series(data, x, y, series, band)
    if not lines:
        return nothing(head, inches)
    values = [value for each in lines for value in each.values]
    places = ticks(*domain(values), whole=all(value == int(value) for value in values))
    marks = axis_labels(places, unit)
    body = max(_BODY, min(len(lines), _MOST_LABELS + 1) * _LABEL_ROW)
    span = (places[0], places[-1])
    ends = _ends(lines, unit, span, body=body, room=min(_LABEL_ROOM, inches * _LABEL_SHARE))
    gap = _GAP + (_LEADER if any(end.moved for end in ends) else 0)
    frame = Frame(
        inches,
        body=body,
        left=max(text_width(mark, SMALL_SIZE) for mark in marks) + _GAP + EDGE,
        right=gap + max(text_width(end.label) for end in ends) + EDGE,
        bottom=_BOTTOM,
    )
    figure, axes = frame.sheet(head)
    axes.set_ylim(span)
    axes.set_yticks(places, marks)
    last = _set_dates(axes, lines, most=int(frame.plot / _DAY))
    rules(axes, places, axes.get_xlim())
    for each in reversed(lines):  # the first lines lie on top
        _draw(axes, each)
    for end in ends:
        _name(axes, end, last, gap)
    return figure


@dataclass(frozen=True)
class _End:
    """A label at the lines' ends: where its line ends, if it has one, and where it stands.

    Both are heights in the data; `inches` is how far apart they are.
    """

    label: str
    color: str
    line: float | None
    height: float
    inches: float

    @property
    def moved(self) -> bool:
        """Whether the label is so far from its line's end that a stroke must lead there."""
        return self.line is not None and abs(self.inches) > _NEAR


def _ends(
    lines: Sequence[Series],
    unit: str | None,
    span: tuple[float, float],
    *,
    body: float,
    room: float,
) -> list[_End]:
    """The labels, pushed apart; a note on the lines without one stands below all others."""
    named = lines[:_MOST_LABELS]
    low, high = span
    scale = (high - low) / body
    labels = [fit(each.name, room) for each in named]
    if len(lines) == 1 and not lines[0].name:
        written = value_labels([point.value for point in lines[0].points], unit)
        labels = [written(lines[0].end[1])]
    colors = [each.color for each in named]
    heights: list[float | None] = [each.end[1] for each in named]
    if len(lines) > len(named):
        labels.append(f"and {number(len(lines) - len(named))} more")
        colors.append(LIGHT.ink_muted)
        heights.append(None)
    wanted = [-body if height is None else (height - low) / scale for height in heights]
    return [
        _End(label, color, height, low + now * scale, now - was)
        for label, color, height, was, now in zip(
            labels, colors, heights, wanted, spread(wanted, _LABEL_ROW, 0, body), strict=True
        )
    ]


def _set_dates(axes: Axes, lines: Sequence[Series], *, most: int) -> float:
    """Sparse dates below the plot, each year below its first date; the last moment's place.

    A single date stands in the middle of three days.
    """
    moments = [point.when for each in lines for point in each.points]
    first, last = min(moments), max(moments)
    shown = date_ticks(first.date(), last.date(), most)
    places = [day_count(tick.day) for tick in shown]
    axes.set_xticks(places, [tick.label for tick in shown])
    start, end = day_count(first.date()), day_count(last)
    alone = first.date() == last.date()
    axes.set_xlim((start - 1, end + 1) if alone else (start, end))
    low = axes.get_ylim()[0]
    for tick, at in zip(shown, places, strict=True):
        if tick.year:
            text = place(axes, tick.year, (at, low), shift=(0, -_YEAR_DROP), size=SMALL_SIZE)
            text.set(ha="center", color=LIGHT.ink_muted)
    return end


def _draw(axes: Axes, each: Series) -> None:
    where = [point.place for point in each.points]
    if any(point.low is not None for point in each.points):
        axes.fill_between(
            where,
            [_or_gap(point.low) for point in each.points],
            [_or_gap(point.high) for point in each.points],
            color=each.color,
            alpha=_BAND_ALPHA,
            linewidth=0,
            clip_on=False,
        )
    (drawn,) = axes.plot(
        where,
        [_or_gap(point.value) for point in each.points],
        color=each.color,
        linewidth=_width(each),
        marker="o",
        markersize=_POINT,
        markeredgewidth=0,
        markevery=each.marked,
        solid_capstyle="round",
        clip_on=False,
        label=each.name,
    )
    if each.name:
        tip(drawn, each.name)


def _width(each: Series) -> float:
    """Lines that zigzag through many points, and those without a colour of their own, are fine."""
    fine = len(each.points) > _DENSE or each.color == LIGHT.ink_muted
    return FINE_LINE_WIDTH if fine else LINE_WIDTH


def _or_gap(value: float | None) -> float:
    return nan if value is None else value


def _name(axes: Axes, end: _End, last: float, gap: float) -> None:
    """Write a label beyond the last moment, with a thin stroke if it had to move."""
    place(axes, end.label, (last, end.height), shift=(gap, 0), color=end.color)
    if not end.moved:
        return
    axes.annotate(
        "",
        (last, end.line),
        xytext=((gap - _STROKE_GAP) * 72, end.inches * 72),
        textcoords="offset points",
        arrowprops={
            "arrowstyle": "-",
            "color": end.color,
            "linewidth": HAIRLINE,
            "shrinkA": 0,
            "shrinkB": 3,
        },
        annotation_clip=False,
    )
