"""Histograms: how many values fall into each bin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, numbers
from broadsheet.charts.data.options import plot_height
from broadsheet.charts.drawing.foot import Foot
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, marks_room, nothing, place, rules
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.scale import axis_labels, ticks
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, bands
from broadsheet.errors import ChartError
from broadsheet.style.formatting import number, one_line
from broadsheet.style.matplotlib_style import HAIRLINE, RULE_WIDTH, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data

__all__ = ["histogram"]

EXAMPLE = Example(
    text="See how values are spread, and where a value such as the median is.",
    table=bands,
    options={
        "x": "quality_from",
        "y": "articles",
        "marker": 74,
        "marker_label": "median 74",
        "title": "Scored articles by quality",
    },
)

_BODY = 2.0
_BOTTOM = 0.26
_RIGHT = 0.2  # for half of the last tick's label
_GAP = 0.1
_BETWEEN = 0.012  # inches between two bars
_NARROW = 0.06  # inches of a bar without a gap beside it
_EDGES_SHARE = 0.7  # of the axis, that the labels of all edges may take
_HALO = 2.2  # points of paper behind the marker, which may cross dark bars
_FLAG = 0.2  # the room above the plot for the marker's label


@dataclass(frozen=True)
class _Bin:
    """A bin from its start to its end, the end excluded, and the number of its values."""

    start: float
    end: float
    count: float


@chart_style()
def histogram(
    data: Data,
    *,
    x: str,
    y: str,
    title: str | None = None,
    width: float | str | None = None,
    marker: float | None = None,
    marker_label: str | None = None,
    unit: str | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw bars side by side, one for each bin of a query's result; a note states the sum as n.

    Args:
        data: One row per bin.
        x: The column of the bins' starts; a row without a start is excluded.
        y: The column of counts.
        title: What the chart shows.
        width: The width of the bins, or the column of their ends; by default the smallest distance
            between two starts.
        marker: A value to mark by a vertical line, such as the median.
        marker_label: What the line is; by default its value.
        unit: The unit of the counts.
        inches: The width in inches.
        height: The height of the plot in inches.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    bins = _bins(data, x, y, width)
    if not bins:
        return nothing(head, inches)
    counts = [each.count for each in bins]
    places = ticks(0, max(*counts, 1), whole=all(count == int(count) for count in counts))
    marks = axis_labels(places, None)
    low, high = _edges(bins, marker)
    frame = Frame(
        inches,
        body=plot_height(height, _BODY),
        left=marks_room(marks),
        right=_RIGHT,
        bottom=_BOTTOM,
        top=0 if marker is None else _FLAG,
    )
    total = sum(counts)
    foot = Foot((f"n = {number(total)}" if total == int(total) else "",))
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(low, high)
    axes.set_ylim(0, places[-1])
    axes.set_yticks(places, marks)
    across, names = _ticks_across(bins, low, high, frame.plot)
    axes.set_xticks(across, names)
    rules(axes, places, (low, high))
    _draw(axes, bins, frame.plot / (high - low), palette.accent)
    if marker is not None:
        label = number(marker) if marker_label is None else marker_label
        _mark(axes, marker, label, _FLAG / frame.body)
    figure.hover = hover
    return figure


def _bins(data: Data, x: str, y: str, width: float | str | None) -> list[_Bin]:
    wanted = (x, y, width) if isinstance(width, str) else (x, y)
    table = columns(data, *wanted)
    starts, counts = numbers(table[x], x), numbers(table[y], y)
    if isinstance(width, str):
        ends = numbers(table[width], width)
    else:
        step = _step(starts) if width is None else width
        if step <= 0:
            raise ChartError("a histogram's width must be above 0", received=width)
        ends = [None if start is None else start + step for start in starts]
    return [
        _Bin(start, end, count)
        for start, end, count in zip(starts, ends, counts, strict=True)
        if start is not None and end is not None and count is not None
    ]


def _step(starts: Sequence[float | None]) -> float:
    """The smallest distance between two starts; 1 if there is one start."""
    known = sorted({start for start in starts if start is not None})
    return min((after - before for before, after in pairwise(known)), default=1)


def _edges(bins: Sequence[_Bin], marker: float | None) -> tuple[float, float]:
    """The ends of an axis that shows all bins and the marker, with room around a single bin."""
    also = [] if marker is None else [marker]
    low = min([each.start for each in bins] + also)
    high = max([each.end for each in bins] + also)
    around = 2 * (high - low) if len(bins) == 1 else 0
    return low - around, high + around


def _ticks_across(
    bins: Sequence[_Bin], low: float, high: float, room: float
) -> tuple[list[float], list[str]]:
    """The edges of the bins if their labels fit, else round numbers."""
    edges = sorted({edge for each in bins for edge in (each.start, each.end)})
    labels = axis_labels(edges, None)
    widths = [text_width(label, SMALL_SIZE) for label in labels]
    scale = room / (high - low)
    apart = all(
        (after - before) * scale > (one + other) / 2
        for (before, after), (one, other) in zip(pairwise(edges), pairwise(widths), strict=True)
    )
    if apart and sum(width + 2 * _GAP for width in widths) < room * _EDGES_SHARE:
        return edges, labels
    places = [tick for tick in ticks(low, high, most=8) if low <= tick <= high]
    return places, axis_labels(places, None)


def _draw(axes: Axes, bins: Sequence[_Bin], inches_per_unit: float, color: str) -> None:
    """Draw the bars, with a gap between them unless they are too narrow."""
    for each in bins:
        full = each.end - each.start
        narrow = full * inches_per_unit < _NARROW
        (patch,) = axes.bar(
            each.start + full / 2,
            each.count,
            width=full if narrow else full - _BETWEEN / inches_per_unit,
            color=color,
            linewidth=HAIRLINE if narrow else 0,
            clip_on=False,
        )
        tip(patch, f"{number(each.start)}–{number(each.end)}: {number(each.count)}")


def _mark(axes: Axes, marker: float, label: str, flag: float) -> None:
    """Draw a vertical line with its label at the top, on the side with more room.

    The label is above the plot, on a share `flag` of its height.
    """
    low, high = axes.get_xlim()
    bottom, top = axes.get_ylim()
    above = top + (top - bottom) * flag
    for color, width in ((LIGHT.paper, _HALO), (LIGHT.ink, RULE_WIDTH)):
        axes.plot(
            (marker, marker), (bottom, above), color=color, lw=width, gid="marker", clip_on=False
        )
    left = marker > (low + high) / 2
    shift = (-EDGE if left else EDGE, -_FLAG / 2)
    place(axes, one_line(label), (marker, above), shift=shift, ha="right" if left else "left")
