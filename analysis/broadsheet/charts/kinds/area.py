"""Stacked areas: how a whole and its parts went over time."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import day_count
from broadsheet.charts.data.layers import read_layers
from broadsheet.charts.drawing.frame import EDGE, FULL_WIDTH, Frame, Head, nothing, rules, tip
from broadsheet.charts.drawing.labels import LABEL_ROW, Wish, dodge, gap_beside, room_beside, write
from broadsheet.charts.drawing.scale import axis_labels, ticks, value_labels
from broadsheet.charts.drawing.shading import draw_shades, read_shades, shade_room
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.charts.drawing.time_axis import DATES_ROOM, set_dates, time_span
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, house
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.layers import Layers
    from broadsheet.charts.drawing.shading import Span

__all__ = ["area"]

_BODY = 2.2
_LABEL_ROOM = 1.7
_LABEL_SHARE = 0.34  # of a narrow chart, at most
_GAP = 0.1
_ALPHA = 0.75
_LONE = 0.5  # days to both sides of a single date


@house()
def area(  # noqa: PLR0913 (a chart's options)
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
    show_title: bool = True,
) -> Figure:
    """Areas on top of each other from zero, the largest series lowest, each named at its end.

    Args:
        data: One row per date and series, in any order; what is missing counts as zero, so this
            is for counts, not for means.
        x: The column of dates.
        y: The column of values, none of them negative.
        series: The column that tells layers apart.
        title: What the chart shows.
        limit: The most series with an area of their own, at most the six that have a colour; the
            others are one area in grey, with their number.
        shade: A span of time to set off, `(from, until, label)`, or several; `until` is excluded.
        unit: What is counted; `"share"` for values between 0 and 1 that read as percentages, `"%"`
            for percentages.
        inches: The width.
        show_title: Whether the title is drawn.
    """
    head = Head(title, unit, show_title)
    shades = read_shades(shade)
    stack = read_layers(data, x, y, series, limit)
    if not stack.moments:
        return nothing(head, inches)
    tops = _tops(stack)
    whole = all(value == int(value) for row in tops for value in row)
    places = [tick for tick in ticks(0, max(*tops[-1], 0) or 1, whole=whole) if tick >= 0]
    marks = axis_labels(places, unit)
    span = (0.0, places[-1])
    body = max(_BODY, len(stack.layers) * LABEL_ROW)
    room = min(_LABEL_ROOM, inches * _LABEL_SHARE)
    labels = dodge(
        [
            Wish(fit(layer.name, room), layer.color, (below[-1] + top[-1]) / 2, layer.name)
            for layer, below, top in zip(stack.layers, tops, tops[1:], strict=False)
        ],
        span,
        body,
    )
    when = time_span(stack.moments)
    frame = Frame(
        inches,
        body=body,
        left=max(text_width(mark, SMALL_SIZE) for mark in marks) + _GAP + EDGE,
        right=room_beside(labels),
        bottom=DATES_ROOM,
    )
    frame = replace(frame, top=shade_room(shades, when.edges, frame.plot))
    figure, axes = frame.sheet(head)
    axes.set_ylim(span)
    axes.set_yticks(places, marks)
    set_dates(axes, when, frame.plot)
    rules(axes, places, when.edges)
    draw_shades(axes, shades, frame.plot)
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
    for label in labels:
        write(axes, label, across[-1], gap_beside(labels))
    return figure


def _tops(stack: Layers) -> list[list[float]]:
    """The base line, then the upper edge of each layer, from below."""
    base = [0.0] * len(stack.moments)
    return list(
        accumulate(
            (layer.values for layer in stack.layers),
            lambda below, values: [a + b for a, b in zip(below, values, strict=True)],
            initial=base,
        )
    )


def _lone(stack: Layers, tops: list[list[float]]) -> tuple[list[float], list[list[float]]]:
    """Where the edges lie; those of a single date are drawn as wide as a day."""
    across = [day_count(when) for when in stack.moments]
    if len(across) > 1:
        return across, tops
    return [across[0] - _LONE, across[0] + _LONE], [row * 2 for row in tops]
