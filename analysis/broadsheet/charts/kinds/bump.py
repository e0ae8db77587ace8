"""Bump charts: how ranks changed from period to period."""

from __future__ import annotations

from functools import partial
from math import nan
from typing import TYPE_CHECKING

from broadsheet.charts.data.options import chosen, limit_within, plot_height
from broadsheet.charts.data.ranks import Ranked, Ranks, rank_series, read_values
from broadsheet.charts.data.series import Columns
from broadsheet.charts.drawing.date_ticks import tick_days
from broadsheet.charts.drawing.foot import Foot, withheld_values
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.scale import value_labels
from broadsheet.charts.drawing.text import EDGE, fit, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, weeks
from broadsheet.style.formatting import left_to_right, number
from broadsheet.style.matplotlib_style import FINE_LINE_WIDTH, LINE_WIDTH, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["bump"]

EXAMPLE = Example(
    text="Follow ranks from period to period.",
    table=partial(weeks, 8, 8),
    options={
        "x": "week",
        "y": "items",
        "series": "provider",
        "title": "Rank by distinct items",
    },
)

_LIMIT = 10
_MOST = 30
_ROW = 0.24
_LOW_ROW = 0.17  # where the height is given
_TOP = 0.26
_GAP = 0.12
_SIDE_SHARE = 0.28  # of the width, at most, for the labels of one side
_PERIOD = 0.85  # the room of a date's label
_DOT = 6.0
_FEW = 40  # periods that are each marked


@chart_style()
def bump(
    data: Data,
    *,
    x: str,
    y: str,
    series: str,
    title: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw a line for each series over its ranks, the highest value on top, named at both ends.

    A series is drawn if it is among the first in the first or the last period. Its line has a gap
    where its rank is beyond the limit or its value is null. Of equal values, the series with the
    better rank in the period before comes first.

    Args:
        data: One row per period and series.
        x: The column of periods: dates in their order, other periods in the order of the data.
        y: The column of values to rank the series by.
        series: The column of the series' names.
        title: What the chart shows.
        n: A column of counts that the values rest on.
        min_n: The least count. A value with a smaller or unknown count has no rank, and a note
            states how many there are.
        unit: How values are written in tips: `"share"`, `"%"` or the unit.
        highlight: The series in color and with bold names; the others are gray. By default the
            first six of the last period have a color each.
        limit: The most ranks, 10 by default, at most 30.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the number of ranks.
        color: A color for the first series, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    limit = limit_within(limit, _MOST, "a bump chart", usual=_LIMIT)
    palette = tinted(color)
    head = Head(title, unit, show_title)
    values = read_values(data, Columns(x, y, series, None, n, min_n))
    foot = Foot((withheld_values(values.withheld, min_n, how="Not ranked"),))
    if not values.periods:
        return nothing(head, inches, foot)
    ranks = rank_series(values, limit)
    deepest = max(rank for each in ranks.series for rank in each.ranks if rank)
    foot = Foot((_between(ranks.between, limit), *foot.notes))
    strong = chosen(highlight)
    room = inches * _SIDE_SHARE
    left, right = (_side(ranks, side, room, strong) for side in (0, -1))
    if len(ranks.periods) == 1:
        left = EDGE
    body = plot_height(height, deepest * _ROW, deepest * _LOW_ROW)
    frame = Frame(inches, body=body, left=left, right=right, top=_TOP)
    figure, axes = frame.sheet(head, foot)
    last = len(ranks.periods) - 1
    axes.set_xlim((0, last) if last else (-0.5, 0.5))
    axes.set_ylim(deepest + 0.5, 0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    _write_periods(axes, ranks, frame.plot)
    written = value_labels([value for each in ranks.series for value in each.values], unit)
    colors = _colors(ranks, strong, palette)
    for each in reversed(ranks.series):  # the first are on top
        _draw(axes, each, colors[each.name], written)
        _name(axes, each, colors[each.name], room, bold=each.name in strong)
    figure.hover = hover
    return figure


def _between(count: int, limit: int) -> str:
    return f"{number(count)} more stood among the first {limit} only in between" if count else ""


def _label(each: Ranked, side: int, room: float, *, bold: bool) -> str:
    """A rank and the name, the rank next to the line; empty without a rank."""
    rank = each.ranks[side]
    if rank is None:
        return ""
    name = left_to_right(fit(each.name, room - text_width(f"{rank}  ", bold=bold), bold=bold))
    return f"{name}  {rank}" if side == 0 else f"{rank}  {name}"


def _side(ranks: Ranks, side: int, room: float, strong: Collection[str]) -> float:
    """The inches beside the plot that the labels take."""
    named = [(each, each.name in strong) for each in ranks.series]
    widest = max(text_width(_label(each, side, room, bold=bold), bold=bold) for each, bold in named)
    return widest + _GAP + EDGE


def _write_periods(axes: Axes, ranks: Ranks, plot: float) -> None:
    """Write the periods above the plot as far as there is room, always the first and the last."""
    labels = [fit(period, _PERIOD, SMALL_SIZE) for period in ranks.periods]
    widest = _PERIOD if ranks.days else max(text_width(each, SMALL_SIZE) for each in labels)
    last = len(labels) - 1
    stride = max(1, -int(-(widest + _GAP) * last // plot)) if last else 1
    marked = [*(at for at in range(0, last, stride) if at <= last - stride), last]
    if ranks.days:
        days = [ranks.days[at] for at in marked]
        shown = dict(zip(marked, tick_days(days, len(days)).values(), strict=True))
    else:
        shown = {at: labels[at] for at in marked}
    for at, label in shown.items():
        text = place(axes, label, (at, 0.5), shift=(0, _TOP / 2), size=SMALL_SIZE)
        text.set(ha="center", color=LIGHT.ink_muted)


def _colors(ranks: Ranks, strong: set[str], palette: Palette) -> dict[str, str]:
    """The colors by name: the first six, or the highlighted ones; the others are gray."""
    names = [each.name for each in ranks.series if not strong or each.name in strong]
    colored = dict(zip(names, palette.series, strict=False))
    if len(strong) == 1:
        colored = dict.fromkeys(names, palette.accent)
    return {each.name: colored.get(each.name, LIGHT.ink_muted) for each in ranks.series}


def _draw(axes: Axes, each: Ranked, color: str, written: Callable[[float | None], str]) -> None:
    known = [False, *(rank is not None for rank in each.ranks), False]
    few = len(each.ranks) <= _FEW
    alone = [
        at
        for at in range(len(each.ranks))
        if known[at + 1] and (few or not (known[at] or known[at + 2]))
    ]
    fine = color == LIGHT.ink_muted
    (drawn,) = axes.plot(
        range(len(each.ranks)),
        [nan if rank is None else rank for rank in each.ranks],
        color=color,
        linewidth=FINE_LINE_WIDTH if fine else LINE_WIDTH,
        marker="o",
        markersize=_DOT * (0.6 if fine else 1),
        markeredgewidth=0,
        markevery=alone,
        solid_capstyle="round",
        zorder=1.5 if fine else 2,
        clip_on=False,
    )
    tip(drawn, f"{each.name}: {written(each.values[0])} first, {written(each.values[-1])} last")


def _name(axes: Axes, each: Ranked, color: str, room: float, *, bold: bool) -> None:
    """Write the labels at both ends, or only the right one if there is one period."""
    ends = ((0, "right", -_GAP), (-1, "left", _GAP))
    for side, ha, away in ends if len(each.ranks) > 1 else ends[1:]:
        rank, label = each.ranks[side], _label(each, side, room, bold=bold)
        if rank is None:
            continue
        at = 0 if side == 0 else len(each.ranks) - 1
        text = place(axes, label, (at, rank), shift=(away, 0), color=color, ha=ha)
        text.set_fontweight("bold" if bold else "normal")
        if each.name not in label:
            tip(text, each.name)
