"""Cells in steps of color from low to high, and the key that explains the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.style.palette import Palette

__all__ = ["cells", "key", "step_of"]

_SWATCH = (0.17, 0.09)
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
_CODES = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


def step_of(value: float, low: float, high: float) -> int:
    """The step of the ramp, from 0 for `low` to the last for `high`."""
    steps = len(LIGHT.ramp)
    return min(int((value - low) / (high - low) * steps), steps - 1)


def cells(
    axes: Axes,
    places: Sequence[tuple[float, float]],
    side: tuple[float, float],
    *,
    face: str = "none",
    edge: str = "none",
) -> PathPatch:
    """Draw rectangles from their first corners as a single path, which keeps a drawing small."""
    width, height = side
    points = [(x + width * a, y + height * b) for x, y in places for a, b in _CORNERS]
    shape = Path(points, _CODES * len(places))
    patch = PathPatch(shape, facecolor=face, edgecolor=edge, clip_on=False)
    patch.set_linewidth(0 if edge == "none" else HAIRLINE)
    axes.add_artist(patch)
    return patch


def key(
    figure: Figure,
    middle: float,
    edges: tuple[str, str],
    palette: Palette,
    *,
    also: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Draw the steps at the figure's right, with the labels of the lowest and the highest.

    Args:
        figure: The figure of the chart.
        middle: The distance in inches from the figure's top to the middle of the key.
        edges: The labels of the lowest and of the highest step.
        palette: Its ramp has the colors of the steps.
        also: Single squares to the left of the steps: text, color of the face, color of the edge.
    """
    inches, height = figure.get_size_inches()
    low, high = edges
    width, thick = _SWATCH
    start = inches - EDGE - text_width(high, SMALL_SIZE) - EDGE - width * len(palette.ramp)
    y = height - middle
    for step, color in enumerate(palette.ramp):
        _swatch(figure, (start + step * width, y - thick / 2), (width, thick), color, "none")
    _word(figure, start - EDGE, y, low)
    _word(figure, inches - EDGE, y, high)
    right = start - 2 * EDGE - text_width(low, SMALL_SIZE) - 2 * EDGE
    for text, face, edge in reversed(also):
        _swatch(figure, (right - thick, y - thick / 2), (thick, thick), face, edge)
        _word(figure, right - thick - EDGE, y, text)
        right -= thick + EDGE + text_width(text, SMALL_SIZE) + 3 * EDGE


def _swatch(
    figure: Figure, corner: tuple[float, float], size: tuple[float, float], face: str, edge: str
) -> None:
    swatch = Rectangle(corner, *size, facecolor=face, edgecolor=edge)
    swatch.set_linewidth(0 if edge == "none" else HAIRLINE)
    swatch.set_transform(figure.dpi_scale_trans)
    figure.add_artist(swatch)


def _word(figure: Figure, right: float, y: float, text: str) -> None:
    inches, height = figure.get_size_inches()
    figure.text(
        right / inches,
        y / height,
        text,
        ha="right",
        va="center_baseline",
        size=SMALL_SIZE,
        color=LIGHT.ink_muted,
    )
