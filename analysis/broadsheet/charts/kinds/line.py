"""Lines: how one value or several changed over time, each with its name at its end."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from broadsheet.charts.data.options import chosen, plot_height
from broadsheet.charts.data.series import Columns, read_series
from broadsheet.charts.drawing.annotations import (
    ANNOTATION_ROW,
    draw_annotations,
    read_annotations,
)
from broadsheet.charts.drawing.emphasis import BOLD_SHARE
from broadsheet.charts.drawing.foot import Foot, more, withheld_values
from broadsheet.charts.drawing.frame import FULL_WIDTH, nothing
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.labels import LABEL_ROW, Wish, dodge, label_room, write_labels
from broadsheet.charts.drawing.scale import domain, ticks, value_labels
from broadsheet.charts.drawing.shading import draw_weekends, read_shades
from broadsheet.charts.drawing.text import fit_apart
from broadsheet.charts.drawing.time_plot import TimePlot, time_span
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import spot, tip
from broadsheet.charts.examples import Example, days
from broadsheet.style.formatting import day
from broadsheet.style.matplotlib_style import FINE_LINE_WIDTH, LINE_WIDTH, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.series import Series
    from broadsheet.charts.drawing.annotations import Label
    from broadsheet.charts.drawing.labels import EndLabel
    from broadsheet.charts.drawing.shading import Span

__all__ = ["line"]

EXAMPLE = Example(
    text="Follow values over time, with a band around them and spans of time in gray.",
    table=days,
    options={
        "x": "day",
        "y": "median",
        "band": ("p10", "p90"),
        "shade": ("2021-02-20", "2021-03-01", "Election week"),
        "title": "Median quality, and from the 10th to the 90th percentile",
    },
)

_BODY = 2.0
_MOST_LABELS = 24
_POINT = 4.0
_DENSE = 150  # points of a line
_BAND_ALPHA = 0.16
_MOST_WEEKEND_DAYS = 100
_WEEKENDS = "Gray: Saturdays and Sundays"


@chart_style()
def line(
    data: Data,
    *,
    x: str,
    y: str,
    series: str | None = None,
    title: str | None = None,
    band: tuple[str, str] | None = None,
    shade: Span | Sequence[Span] | None = None,
    annotate: Label | Sequence[Label] | None = None,
    weekends: bool = False,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw lines over dates, with a gap where a value is null and a name where a line ends.

    The axis holds zero. The first six series have a color
    each, in the order of the data; further series are gray.

    Args:
        data: One row per date, or per date and series, in any order.
        x: The column of dates.
        y: The column of values.
        series: The column of the series' names.
        title: What the chart shows.
        band: Two columns, the lower and the upper edge of a band around each line.
        shade: A span of time in gray, `(from, until, label)`, or several; `until` is excluded.
        annotate: A label for the point of a date, `(date, text)`, or several; on the first line.
        weekends: Whether Saturdays and Sundays are gray, where the dates span at most 100 days.
        n: A column of counts that the values rest on.
        min_n: The least count. A value with a smaller or unknown count is a gap, and a note states
            how many there are.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        highlight: The series in color and with bold names; the others are gray.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the number of labels.
        color: A color for the first line, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    strong = chosen(highlight)
    shades, labeled = read_shades(shade), read_annotations(annotate)
    lines, withheld = read_series(data, Columns(x, y, series, band, n, min_n), palette, strong)
    foot = Foot((withheld_values(withheld, min_n),))
    if not lines:
        return nothing(head, inches, foot)
    when = time_span(point.when for each in lines for point in each.points)
    weekends = weekends and (when.end - when.first).days <= _MOST_WEEKEND_DAYS
    foot = Foot((*foot.notes, _WEEKENDS if weekends else ""))
    values = [value for each in lines for value in each.values]
    places = ticks(*domain(values), whole=all(value == int(value) for value in values))
    labels_need = min(len(lines), _MOST_LABELS + 1) * LABEL_ROW
    body = plot_height(height, max(_BODY, labels_need), labels_need)
    span = (places[0], places[-1])
    room = label_room(inches) * (BOLD_SHARE if strong else 1)
    labels = _labels(lines, unit, span, strong, body=body, room=room)
    above = ANNOTATION_ROW if labeled else 0
    plot = TimePlot(when, places, unit, body, labels, shades, above)
    figure, axes = plot.sheet(head, foot, inches)
    if weekends:
        draw_weekends(axes)
    from_top = sorted(lines, key=lambda each: each.name not in strong)
    for each in reversed(from_top):
        _draw(axes, each)
        _add_spots(axes, each, unit)
    write_labels(axes, labels, when.last)
    draw_annotations(axes, labeled, lines[0])
    figure.hover = hover
    return figure


def _labels(
    lines: Sequence[Series],
    unit: str | None,
    span: tuple[float, float],
    strong: Collection[str],
    *,
    body: float,
    room: float,
) -> list[EndLabel]:
    """The labels, pushed apart, and below them a note on the lines without one."""
    named = lines[:_MOST_LABELS]
    short = fit_apart([each.name for each in named], room)
    wishes = [
        Wish(text, each.color, each.end[1], each.name, each.name in strong)
        for text, each in zip(short, named, strict=True)
    ]
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


def _add_spots(axes: Axes, each: Series, unit: str | None) -> None:
    """Give each point its date and value as tip, after the line's name if it has one."""
    written = value_labels([point.value for point in each.points], unit)
    for point in each.points:
        if point.value is not None:
            words = f"{day(point.when)}: {written(point.value)}"
            spot(axes, (point.place, point.value), f"{each.name}, {words}" if each.name else words)


def _width(each: Series) -> float:
    """Lines of many points and gray lines are thin."""
    fine = len(each.points) > _DENSE or each.color == LIGHT.ink_muted
    return FINE_LINE_WIDTH if fine else LINE_WIDTH


def _or_gap(value: float | None) -> float:
    return nan if value is None else value
