"""Lines: how one or several values went over time, each named at its end."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

from broadsheet.charts.data.series import Columns, read_series
from broadsheet.charts.drawing.foot import Foot, more
from broadsheet.charts.drawing.frame import EDGE, FULL_WIDTH, Frame, Head, nothing, rules, spot, tip
from broadsheet.charts.drawing.labels import LABEL_ROW, Wish, dodge, gap_beside, room_beside, write
from broadsheet.charts.drawing.scale import axis_labels, domain, ticks, value_labels
from broadsheet.charts.drawing.shading import draw_shades, read_shades, shade_room
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.charts.drawing.time_axis import DATES_ROOM, set_dates, time_span
from broadsheet.style.formatting import day, number
from broadsheet.style.matplotlib_style import FINE_LINE_WIDTH, LINE_WIDTH, SMALL_SIZE, house
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.series import Series
    from broadsheet.charts.drawing.labels import EndLabel
    from broadsheet.charts.drawing.shading import Span

__all__ = ["line"]

_BODY = 2.0
_LABEL_ROOM = 1.7
_LABEL_SHARE = 0.34  # of a narrow chart, at most
_MOST_LABELS = 24
_GAP = 0.1

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
    shade: Span | Sequence[Span] | None = None,
    n: str | None = None,
    min_n: int | None = None,
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
        shade: A span of time to set off, `(from, until, label)`, or several; `until` is excluded.
        n: A column of counts that the values rest on.
        min_n: The least count; a value that rests on less is a gap, and a note says how many are.
        unit: What is counted; `"share"` for values between 0 and 1 that read as percentages, `"%"`
            for percentages.
        inches: The width.
        show_title: Whether the title is drawn.
    """
    head = Head(title, unit, show_title)
    shades = read_shades(shade)
    lines, withheld = read_series(data, Columns(x, y, series, band, n, min_n))
    foot = Foot((_withheld(withheld, min_n),))
    if not lines:
        return nothing(head, inches, foot)
    values = [value for each in lines for value in each.values]
    places = ticks(*domain(values), whole=all(value == int(value) for value in values))
    marks = axis_labels(places, unit)
    body = max(_BODY, min(len(lines), _MOST_LABELS + 1) * LABEL_ROW)
    span = (places[0], places[-1])
    room = min(_LABEL_ROOM, inches * _LABEL_SHARE)
    labels = _labels(lines, unit, span, body=body, room=room)
    when = time_span(point.when for each in lines for point in each.points)
    frame = Frame(
        inches,
        body=body,
        left=max(text_width(mark, SMALL_SIZE) for mark in marks) + _GAP + EDGE,
        right=room_beside(labels),
        bottom=DATES_ROOM,
    )
    frame = replace(frame, top=shade_room(shades, when.edges, frame.plot))
    figure, axes = frame.sheet(head, foot)
    axes.set_ylim(span)
    axes.set_yticks(places, marks)
    set_dates(axes, when, frame.plot)
    rules(axes, places, when.edges)
    draw_shades(axes, shades, frame.plot)
    for each in reversed(lines):  # the first lines lie on top
        _draw(axes, each)
        _tell(axes, each, unit)
    for label in labels:
        write(axes, label, when.last, gap_beside(labels))
    return figure


def _withheld(count: int, min_n: int | None) -> str:
    return f"Not drawn, n below {min_n}: {number(count)} of the values" if count else ""


def _labels(
    lines: Sequence[Series],
    unit: str | None,
    span: tuple[float, float],
    *,
    body: float,
    room: float,
) -> list[EndLabel]:
    """The labels, pushed apart; a note on the lines without one stands below all others."""
    named = lines[:_MOST_LABELS]
    wishes = [Wish(fit(each.name, room), each.color, each.end[1], each.name) for each in named]
    if len(lines) == 1 and not lines[0].name:
        written = value_labels([point.value for point in lines[0].points], unit)
        height = lines[0].end[1]
        wishes = [Wish(written(height), lines[0].color, height)]
    if len(lines) > len(named):
        wishes.append(Wish(more(len(lines) - len(named)), LIGHT.ink_muted, None))
    return dodge(wishes, span, body)


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


def _tell(axes: Axes, each: Series, unit: str | None) -> None:
    """Give each point its date and value in words, and the line's name where it has one."""
    written = value_labels([point.value for point in each.points], unit)
    for point in each.points:
        if point.value is not None:
            words = f"{day(point.when)}: {written(point.value)}"
            spot(axes, (point.place, point.value), f"{each.name}, {words}" if each.name else words)


def _width(each: Series) -> float:
    """Lines that zigzag through many points, and those without a colour of their own, are fine."""
    fine = len(each.points) > _DENSE or each.color == LIGHT.ink_muted
    return FINE_LINE_WIDTH if fine else LINE_WIDTH


def _or_gap(value: float | None) -> float:
    return nan if value is None else value
