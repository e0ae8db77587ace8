"""Points of two values: a dot each, or the number of points in each cell of a fine grid."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from broadsheet.charts.data.cloud import binned
from broadsheet.charts.drawing.ramp import cells, step_of
from broadsheet.charts.drawing.scale import value_labels
from broadsheet.charts.drawing.tips import spot, tip
from broadsheet.style.formatting import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from broadsheet.charts.data.cloud import Cloud, Reference
    from broadsheet.style.palette import Palette

__all__ = ["Plot", "draw_grid", "draw_points", "mark_points"]

_STEPS = 200  # of a line that names avoid
_FEW = 200  # points that are marks of their own
_CELL = 0.07  # inches
_DOT = 4.5
_ALPHA = 0.45


@dataclass(frozen=True)
class Plot:
    """The plot's size in inches and the span of each axis."""

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
        """Places close to each other on a line, in inches, a row each."""
        if line is None:
            return np.empty((0, 2))
        across = np.linspace(*self.across, _STEPS)
        return self.inches(across, line[0] + line[1] * across)


def draw_points(axes: Axes, cloud: Cloud, palette: Palette, *, muted: bool) -> None:
    """Draw translucent dots with tips: marks of their own if they are few, else one mark."""
    look: dict[str, Any] = {
        "color": palette.accent_soft if muted else palette.accent,
        "alpha": None if muted else _ALPHA,
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


def draw_grid(axes: Axes, cloud: Cloud, plot: Plot, palette: Palette) -> int:
    """Draw the cells that hold points, in steps of the logarithm of their number of points.

    Returns:
        The number of points in the densest cell.
    """
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
        cells(axes, corners, (width, height), face=palette.ramp[step])
    return densest


def mark_points(axes: Axes, cloud: Cloud, named: Sequence[int], color: str) -> None:
    """Draw the points that have names in full color, with the name as tip."""
    for at in named:
        (dot,) = axes.plot(
            cloud.x[at], cloud.y[at], "o", color=color, ms=_DOT, mew=0, clip_on=False
        )
        tip(dot, cloud.names[at])


def _writing(values: np.ndarray) -> Callable[[float | None], str]:
    return value_labels([float(value) for value in values], None)
