"""Boxes: how values spread within groups, from the 10th to the 90th percentile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.data.options import at_least_one, chosen, limited
from broadsheet.charts.data.spreads import Spread, measured, read_spreads
from broadsheet.charts.drawing.categories import (
    GAP,
    Rows,
    count_label,
    uprights,
    write_counts,
    write_names,
)
from broadsheet.charts.drawing.emphasis import is_muted
from broadsheet.charts.drawing.foot import Foot, more, withheld_names
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.legend import LEGEND_ROW, LegendEntry, write_legend
from broadsheet.charts.drawing.scale import axis_labels, domain, ticks, value_labels
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, providers
from broadsheet.errors import ChartError
from broadsheet.style.matplotlib_style import RULE_WIDTH, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["box"]

EXAMPLE = Example(
    text="Compare how values spread within groups, from percentiles or from raw values.",
    table=providers,
    options={
        "y": "provider",
        "span": ("p10", "p90"),
        "mean": "mean",
        "n": "n",
        "min_n": 5,
        "title": "Quality by provider",
    },
)

_BOTTOM = 0.24
_TICK = 0.6  # the room of a tick's label
_SPAN = 0.3  # thickness, of a row
_QUARTERS = 0.56
_STROKE = 0.36  # half the height of the median's stroke
_MEDIAN = 2.2  # points of the stroke
_DOT = 4.0
_LEAST = 5


@chart_style()
def box(
    data: Data,
    *,
    y: str,
    x: str | None = None,
    median: str = "median",
    span: Sequence[str] = ("p10", "p90"),
    mean: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    title: str | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw a bar for each group from its 10th to its 90th percentile, with a stroke at the median.

    With raw values, the middle half is thicker. A dot is the mean.

    Args:
        data: One row per value if `x` is given, else one row per group with its percentiles.
        y: The column of groups.
        x: The column of raw values; percentiles, mean and count are computed from them.
        median: The column of medians.
        span: The columns of 10th and 90th percentiles.
        mean: The column of means.
        n: The column of counts.
        min_n: The least count, 5 by default where counts are known. A group with a smaller or
            unknown count is not drawn, but a note names it.
        title: What the chart shows.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        highlight: The group, or groups, in the accent color; the others are muted.
        limit: The most groups, 30 by default; a note states how many more there are.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the number of groups.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    if isinstance(span, str) or len(span) != 2:
        raise ChartError("a box's span must be two columns", received=span)
    least = _LEAST if min_n is None and (x or n) else min_n
    if least is not None:
        at_least_one(least, "min_n")
    palette = tinted(color)
    head = Head(title, unit, show_title)
    if x is not None:
        spreads, small = measured(data, x, y, least or 1)
    else:
        spreads, small = read_spreads(
            data, y, median=median, span=span, mean=mean, n=n, min_n=least
        )
    shown, rest = limited(spreads, limit)
    foot = Foot((more(rest), withheld_names(small, least)))
    if not shown:
        return nothing(head, inches, foot)
    values = [value for each in shown for value in each.values]
    counts = [count_label(each.n) for each in shown]
    column = max(text_width(count, SMALL_SIZE) for count in counts)
    away = 2 * GAP + column
    strong = chosen(highlight)
    rows = Rows([each.name for each in shown], inches, strong)
    frame = Frame(
        inches,
        body=rows.height(height),
        left=rows.left + GAP,
        right=away + EDGE,
        bottom=_BOTTOM,
        top=LEGEND_ROW,
    )
    figure, axes = frame.sheet(head, foot)
    places = ticks(*domain(values), most=max(1, min(6, int(frame.plot / _TICK))))
    axes.set_xlim(places[0], places[-1])
    axes.set_xticks(places, axis_labels(places, unit))
    write_names(axes, rows, frame, GAP)
    uprights(axes, rows, places, base=0)
    write_counts(axes, rows, counts, away)
    written = value_labels(values, unit)
    for row, each in enumerate(shown):
        _draw(axes, each, rows.at(row), written, palette, muted=is_muted(each.name, strong))
    write_legend(axes, frame, _legend(shown, palette))
    figure.hover = hover
    return figure


def _draw(
    axes: Axes,
    each: Spread,
    row: float,
    written: Callable[[float | None], str],
    palette: Palette,
    *,
    muted: bool,
) -> None:
    """Draw the bar, the middle half where it is known, the median's stroke and the mean's dot."""
    bars = [(each.low, each.high, _SPAN)]
    if each.quarters:
        bars.append((*each.quarters, _QUARTERS))
    for low, high, height in bars:
        (patch,) = axes.barh(
            row, high - low, left=low, height=height, color=palette.accent_soft, clip_on=False
        )
        tip(patch, _words(each, written))
    strokes = (row - _STROKE, row + _STROKE)
    color = LIGHT.ink_muted if muted else palette.accent
    (stroke,) = axes.plot(
        (each.middle, each.middle), strokes, color=color, lw=_MEDIAN, clip_on=False
    )
    stroke.set_solid_capstyle("butt")
    if each.mean is not None:
        (dot,) = axes.plot(each.mean, row, "o", color=LIGHT.paper, ms=_DOT, clip_on=False)
        dot.set(markeredgecolor=LIGHT.ink_muted if muted else LIGHT.ink, mew=RULE_WIDTH)


def _words(each: Spread, written: Callable[[float | None], str]) -> str:
    """The numbers of a group, for the tip of its bar."""
    span = f"10th to 90th percentile {written(each.low)} to {written(each.high)}"
    mean = "" if each.mean is None else f", mean {written(each.mean)}"
    count = f", {count_label(each.n)}" if each.n is not None else ""
    return f"{each.name}: median {written(each.middle)}, {span}{mean}{count}"


def _legend(shown: Sequence[Spread], palette: Palette) -> list[LegendEntry]:
    """What the marks are, whatever the values of the first row."""
    entries = [
        LegendEntry("10th to 90th percentile", "s", palette.accent_soft, palette.accent_soft, 6),
        LegendEntry("median", "|", palette.accent, palette.accent, 9, _MEDIAN),
    ]
    if any(each.quarters for each in shown):
        entries.insert(1, LegendEntry("middle half", "s", LIGHT.accent_soft, LIGHT.accent_soft, 9))
    if any(each.mean is not None for each in shown):
        entries.append(LegendEntry("mean", "o", LIGHT.paper, LIGHT.ink, _DOT))
    return entries
