"""Scatter charts: two values of each thing, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from broadsheet.charts.data.cloud import Cloud, binned, outliers, read_cloud
from broadsheet.charts.data.options import chosen
from broadsheet.charts.drawing.callouts import arrange
from broadsheet.charts.drawing.foot import Foot, left_out
from broadsheet.charts.drawing.frame import (
    EDGE,
    FULL_WIDTH,
    Frame,
    Head,
    nothing,
    place,
    rules,
    spot,
    tip,
)
from broadsheet.charts.drawing.ramp import cells, key, step_of
from broadsheet.charts.drawing.reference import draw_reference, read_reference
from broadsheet.charts.drawing.scale import axis_labels, domain, ticks, value_labels
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, house
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.cloud import Reference
    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.drawing.callouts import Callout, Rect

__all__ = ["scatter"]

_BODY = 3.0
_BOTTOM = 0.42
_RIGHT = 0.2  # half of the last tick's label may stand beyond the axis
_GAP = 0.1
_TICK = 0.7  # the room of a tick's label
_TITLE_SHARE = 0.55  # of the width, for the name of the upright axis
_TITLE_DROP = 0.31
_NAME_ROOM = 1.6
_NAMED = 5
_MOST_NAMED = 40
_STEPS = 200  # of a line that names keep off
_FEW = 200  # points that are marks of their own
_MANY = 800  # points beyond which they are counted in a grid
_CELL = 0.07  # inches
_DOT = 4.5
_ALPHA = 0.45


@house()
def scatter(  # noqa: PLR0913 (a chart's options)
    data: Data,
    *,
    x: str,
    y: str,
    label: str | None = None,
    title: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    x_unit: str | None = None,
    reference: Reference | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    show_title: bool = True,
) -> Figure:
    """Points, the outliers among them named; more than 800 are counted in a fine grid.

    Each axis begins at zero unless all values lie far from it. How many points there are is
    stated below.

    Args:
        data: One row per point; one without both values is left out and counted.
        x: The column of values on the level axis.
        y: The column of values on the upright axis.
        label: The column of the points' names.
        title: What the chart shows.
        n: A column of counts that the values rest on.
        min_n: The least count; a point that rests on less is not drawn, but named in a note.
        unit: The upright axis, in words; the column's name unless told.
        x_unit: The level axis, in words.
        reference: A line to compare with, `(intercept, slope, label)`: `(0, 1, "y = x")`.
        highlight: The points to set off and name, in place of outliers.
        limit: The most outliers named, 5 unless told: those furthest from the reference line,
            else from the medians.
        inches: The width.
        show_title: Whether the title is drawn.
    """
    axis = fit(unit or _words(y), inches * _TITLE_SHARE, SMALL_SIZE)
    head = Head(title, axis, show_title)
    line = read_reference(reference)
    cloud = read_cloud(data, x, y, label, (n, min_n))
    foot = Foot((_count(cloud), left_out(cloud.small, min_n)))
    if not len(cloud.x):
        return nothing(Head(title, unit, show_title), inches, Foot(foot.notes[1:]))
    across, up = (_places(values) for values in (cloud.x, cloud.y))
    marks = axis_labels(up, None)
    frame = Frame(
        inches,
        body=_BODY,
        left=max(text_width(mark, SMALL_SIZE) for mark in marks) + _GAP + EDGE,
        right=_RIGHT,
        bottom=_BOTTOM,
        top=_GAP * 2 if line else 0,
    )
    across = _places(cloud.x, int(frame.plot / _TICK))
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(across[0], across[-1])
    axes.set_ylim(up[0], up[-1])
    axes.set_xticks(across, axis_labels(across, None))
    axes.set_yticks(up, marks)
    rules(axes, up, (across[0], across[-1]))
    for at in across:
        axes.plot((at, at), (up[0], up[-1]), color=LIGHT.rule, lw=HAIRLINE, zorder=0.5)
    name = fit(x_unit or _words(x), frame.plot, SMALL_SIZE)
    below = place(axes, name, (across[-1], up[0]), shift=(0, -_TITLE_DROP), size=SMALL_SIZE)
    below.set(ha="right", color=LIGHT.ink_muted)
    strong = chosen(highlight)
    places = _Plot(frame.plot, frame.body, (across[0], across[-1]), (up[0], up[-1]))
    if len(cloud.x) > _MANY:
        densest = _grid(axes, cloud, places)
        key(figure, head.unit_middle(inches), ("1", f"{number(densest)} points"))
    else:
        _points(axes, cloud, back=bool(strong))
    taken: list[Rect] = draw_reference(axes, line, frame) if line else []
    named = [at for at, each in enumerate(cloud.names) if each in strong]
    if not strong:
        named = outliers(cloud, reference, _NAMED if limit is None else limit)
    named = named[:_MOST_NAMED]
    texts = [(at, fit(cloud.names[at], _NAME_ROOM)) for at in named]
    seen = np.vstack((places.inches(cloud.x, cloud.y), places.along(line)))
    page = (0, 0, frame.plot + _RIGHT - EDGE, frame.body)
    _mark(axes, cloud, named)
    _name(axes, cloud, arrange(texts, seen, page, taken))
    return figure


@dataclass(frozen=True)
class _Plot:
    """The plot's size in inches and what its axes show."""

    width: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float]

    def inches(self, across: np.ndarray, up: np.ndarray) -> np.ndarray:
        """Places in inches from the plot's lower left, a row each."""
        x = (across - self.across[0]) / (self.across[1] - self.across[0]) * self.width
        y = (up - self.up[0]) / (self.up[1] - self.up[0]) * self.height
        return np.column_stack((x, y))

    def along(self, line: Reference | None) -> np.ndarray:
        """Places close to each other on a line, in inches."""
        if line is None:
            return np.empty((0, 2))
        across = np.linspace(*self.across, _STEPS)
        return self.inches(across, line[0] + line[1] * across)


def _words(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _count(cloud: Cloud) -> str:
    unknown = f"; {number(cloud.unknown)} more lack a value" if cloud.unknown else ""
    return f"n = {number(len(cloud.x))}{unknown}"


def _places(values: np.ndarray, most: int = 6) -> list[float]:
    low, high = domain([float(values.min()), float(values.max())])
    whole = bool((values == values.round()).all())
    return ticks(low, high, most=max(1, min(most, 6)), whole=whole)


def _points(axes: Axes, cloud: Cloud, *, back: bool) -> None:
    """Translucent dots, each with a tip; beyond a few they are one mark, and their tips spots."""
    look: dict[str, Any] = {
        "color": LIGHT.accent_soft if back else LIGHT.accent,
        "alpha": None if back else _ALPHA,
        "markersize": _DOT,
        "markeredgewidth": 0,
        "clip_on": False,
    }
    many = len(cloud.x) > _FEW
    if many:
        axes.plot(cloud.x, cloud.y, "o", **look)
    written = [_writing(values) for values in (cloud.x, cloud.y)]
    for x, y, name in zip(cloud.x, cloud.y, cloud.names, strict=True):
        values = f"{written[0](x)}, {written[1](y)}"
        words = f"{name}: {values}" if name else values
        if many:
            spot(axes, (x, y), words)
        else:
            (dot,) = axes.plot(x, y, "o", **look)
            tip(dot, words)


def _writing(values: np.ndarray) -> Callable[[float | None], str]:
    return value_labels([float(value) for value in values], None)


def _grid(axes: Axes, cloud: Cloud, plot: _Plot) -> int:
    """Cells in steps of the logarithm of their number of points, which tips tell; the largest."""
    shape = (max(1, int(plot.width / _CELL)), max(1, int(plot.height / _CELL)))
    counts = binned(cloud, shape, (plot.across, plot.up))
    densest = max(counts.values())
    width = (plot.across[1] - plot.across[0]) / shape[0]
    height = (plot.up[1] - plot.up[0]) / shape[1]
    written = [_writing(values) for values in (cloud.x, cloud.y)]
    steps: dict[int, list[tuple[float, float]]] = {}
    for (column, row), count in sorted(counts.items()):
        corner = (plot.across[0] + column * width, plot.up[0] + row * height)
        steps.setdefault(step_of(log(count), 0, log(densest) or 1), []).append(corner)
        middle = (corner[0] + width / 2, corner[1] + height / 2)
        values = ", ".join(write(value) for write, value in zip(written, middle, strict=True))
        spot(axes, middle, f"Near {values}: {number(count)} point{'' if count == 1 else 's'}")
    for step, corners in sorted(steps.items()):
        cells(axes, corners, (width, height), face=LIGHT.ramp[step])
    return densest


def _mark(axes: Axes, cloud: Cloud, named: Sequence[int]) -> None:
    """Set off the points that have names."""
    for at in named:
        (dot,) = axes.plot(
            cloud.x[at], cloud.y[at], "o", color=LIGHT.accent, ms=_DOT, mew=0, clip_on=False
        )
        tip(dot, cloud.names[at])


def _name(axes: Axes, cloud: Cloud, callouts: Sequence[Callout]) -> None:
    """Write the names that found a place."""
    corner = (axes.get_xlim()[0], axes.get_ylim()[0])
    for each in callouts:
        text = place(axes, each.text, corner, shift=each.at)
        if each.text != cloud.names[each.point]:
            tip(text, cloud.names[each.point])
