"""Stacked areas: how a whole and its parts changed over time."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import day_count
from broadsheet.charts.data.layers import read_layers
from broadsheet.charts.data.options import plot_height
from broadsheet.charts.drawing.foot import Foot
from broadsheet.charts.drawing.frame import FULL_WIDTH, nothing
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.labels import LABEL_ROW, Wish, dodge, label_room, write_labels
from broadsheet.charts.drawing.scale import ticks, value_labels
from broadsheet.charts.drawing.shading import read_shades
from broadsheet.charts.drawing.text import fit_apart
from broadsheet.charts.drawing.time_plot import TimePlot, time_span
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, weeks
from broadsheet.style.matplotlib_style import HAIRLINE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.layers import Layers
    from broadsheet.charts.drawing.shading import Span

__all__ = ["area"]

EXAMPLE = Example(
    text="Follow a whole and its parts over time; small parts are added up.",
    table=weeks,
    options={
        "x": "week",
        "y": "items",
        "series": "provider",
        "limit": 5,
        "title": "Items by provider",
        "unit": "Distinct items a week",
    },
)

_BODY = 2.2
_ALPHA = 0.75
_LONE = 0.5  # days to both sides of a single date


@chart_style()
def area(
    data: Data,
    *,
    x: str,
    y: str,
    series: str,
    title: str | None = None,
    limit: int | None = None,
    shade: Span | Sequence[Span] | None = None,
    unit: str | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw stacked areas over dates, the largest series lowest, each with its name at its end.

    Args:
        data: One row per date and series, in any order. A missing row counts as zero, so areas are
            for counts, not for means.
        x: The column of dates.
        y: The column of values, none of them negative; values of one date and series are added.
        series: The column of the series' names.
        title: What the chart shows.
        limit: The most series with an area of their own, from 1 to the six that have a color. The
            others are one gray area, labeled with their number.
        shade: A span of time in gray, `(from, until, label)`, or several; `until` is excluded.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the number of labels.
        color: A color for the largest series, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    shades = read_shades(shade)
    stack = read_layers(data, (x, y, series), limit, palette)
    if not stack.moments:
        return nothing(head, inches)
    tops = _tops(stack)
    whole = all(value == int(value) for row in tops for value in row)
    places = [tick for tick in ticks(0, max(*tops[-1], 0) or 1, whole=whole) if tick >= 0]
    labels_need = len(stack.layers) * LABEL_ROW
    body = plot_height(height, max(_BODY, labels_need), labels_need)
    short = fit_apart([layer.name for layer in stack.layers], label_room(inches))
    labels = dodge(
        [
            Wish(text, layer.color, (below[-1] + top[-1]) / 2, layer.name)
            for text, layer, below, top in zip(short, stack.layers, tops, tops[1:], strict=False)
        ],
        (0.0, places[-1]),
        body,
    )
    plot = TimePlot(time_span(stack.moments), places, unit, body, labels, shades)
    figure, axes = plot.sheet(head, Foot(), inches)
    across, tops = _lone(stack, tops)
    written = value_labels([layer.total for layer in stack.layers], unit)
    for layer, below, top in zip(stack.layers, tops, tops[1:], strict=False):
        filled = axes.fill_between(
            across,
            below,
            top,
            facecolor=layer.color,
            alpha=_ALPHA,
            linewidth=0,
            clip_on=False,
        )
        axes.plot(across, top, color=LIGHT.paper, lw=HAIRLINE, clip_on=False, gid="edge")
        tip(filled, f"{layer.name}: {written(layer.total)} in all")
    write_labels(axes, labels, across[-1])
    figure.hover = hover
    return figure


def _tops(stack: Layers) -> list[list[float]]:
    """The base line, then the upper edge of each layer from the bottom up."""
    base = [0.0] * len(stack.moments)
    return list(
        accumulate(
            (layer.values for layer in stack.layers),
            lambda below, values: [a + b for a, b in zip(below, values, strict=True)],
            initial=base,
        )
    )


def _lone(stack: Layers, tops: list[list[float]]) -> tuple[list[float], list[list[float]]]:
    """The places of the edges; those of a single date are drawn as wide as a day."""
    across = [day_count(when) for when in stack.moments]
    if len(across) > 1:
        return across, tops
    return [across[0] - _LONE, across[0] + _LONE], [row * 2 for row in tops]
