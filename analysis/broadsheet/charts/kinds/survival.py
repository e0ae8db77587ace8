"""Survival curves: the share that is left after a time."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, numbers
from broadsheet.charts.data.options import plot_height
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, marks_room, nothing, place, rules
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.scale import axis_labels, ticks, value_labels
from broadsheet.charts.drawing.text import fit
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import spot
from broadsheet.charts.examples import Example, waits
from broadsheet.errors import ChartError
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import LINE_WIDTH, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data

__all__ = ["survival"]

EXAMPLE = Example(
    text="See how long things last, or wait: the share that is left after a time.",
    table=waits,
    options={
        "x": "hours",
        "y": "share",
        "band": ("low", "high"),
        "x_unit": "Hours since a document came",
        "title": "Half of the documents are published within a day",
    },
)

_BODY = 2.0
_BOTTOM = 0.42
_RIGHT = 0.2  # for half of the last tick's label
_DROP = 0.31
_TICK = 0.7  # the room of a tick's label
_BAND_ALPHA = 0.16


@dataclass(frozen=True)
class _Step:
    """The share that is left from a time on, with the ends of its interval."""

    time: float
    left: float
    low: float | None
    high: float | None


@chart_style()
def survival(
    data: Data,
    *,
    x: str,
    y: str,
    band: Sequence[str] | None = None,
    title: str | None = None,
    unit: str | None = "share",
    x_unit: str | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw a line that steps down from all to those that are left, with a band around it.

    The share is that of before the first time until then, and holds from each time to the next.

    Args:
        data: One row per time at which some end, in any order.
        x: The column of times, as numbers from 0.
        y: The column of shares that are left after that time, between 0 and 1.
        band: Two columns, the lower and the upper end of an interval around the share.
        title: What the chart shows.
        unit: The unit of the shares: `"share"` writes them as percentages.
        x_unit: The title of the horizontal axis; by default the column's name.
        inches: The width in inches.
        height: The height of the plot in inches.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or the band is not two columns.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    steps = _read(data, x, y, band)
    if not steps:
        return nothing(head, inches)
    up = [0.0, 0.25, 0.5, 0.75, 1.0]
    marks = axis_labels(up, unit)
    frame = Frame(
        inches,
        body=plot_height(height, _BODY),
        left=marks_room(marks),
        right=_RIGHT,
        bottom=_BOTTOM,
    )
    last = steps[-1].time
    across = ticks(0, last or 1, most=max(1, min(int(frame.plot / _TICK), 8)))
    figure, axes = frame.sheet(head)
    axes.set_xlim(across[0], across[-1])
    axes.set_ylim(0, 1)
    axes.set_xticks(across, axis_labels(across, None))
    axes.set_yticks(up, marks)
    rules(axes, up, (across[0], across[-1]))
    _draw(axes, steps, palette.accent)
    written = value_labels([step.left for step in steps], unit)
    for step in steps:
        spot(axes, (step.time, step.left), f"{number(step.time, 1)}: {written(step.left)}")
    words = x_unit or x.replace("_", " ").capitalize()
    below = place(
        axes,
        fit(words, frame.plot, SMALL_SIZE),
        (across[-1], 0),
        shift=(0, -_DROP),
        size=SMALL_SIZE,
    )
    below.set(ha="right", color=LIGHT.ink_muted)
    figure.hover = hover
    return figure


def _read(data: Data, x: str, y: str, band: Sequence[str] | None) -> list[_Step]:
    """The steps in order of time; a row without a time or a share is none."""
    if band is not None and (isinstance(band, str) or len(band) != 2):
        raise ChartError("band must be two columns", received=band)
    table = columns(data, *dict.fromkeys((x, y, *(band or ()))))
    unknown: list[float | None] = [None] * len(table[x])
    low, high = (numbers(table[name], name) for name in band) if band else (unknown, unknown)
    rows = zip(numbers(table[x], x), numbers(table[y], y), low, high, strict=True)
    known = [_Step(t, s, a, b) for t, s, a, b in rows if t is not None and s is not None]
    return sorted(known, key=lambda step: (step.time, -step.left))


def _draw(axes: Axes, steps: Sequence[_Step], color: str) -> None:
    """Draw the line from all at time 0 to the last step, and the band where it is known."""
    times = [0.0, *(step.time for step in steps)]
    shares = [1.0, *(step.left for step in steps)]
    axes.step(times, shares, where="post", color=color, linewidth=LINE_WIDTH, clip_on=False)
    if any(step.low is not None and step.high is not None for step in steps):
        axes.fill_between(
            [step.time for step in steps],
            [nan if step.low is None else step.low for step in steps],
            [nan if step.high is None else step.high for step in steps],
            step="post",
            color=color,
            alpha=_BAND_ALPHA,
            linewidth=0,
        )
