"""A straight line to compare points with: where it crosses the plot, and its label."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.errors import ChartError
from broadsheet.style.formatting import one_line
from broadsheet.style.matplotlib_style import RULE_WIDTH, SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from broadsheet.charts.data.cloud import Reference
    from broadsheet.charts.drawing.callouts import Rect
    from broadsheet.charts.drawing.frame import Frame

__all__ = ["draw_reference", "read_reference"]

_ABOVE = 0.1
_HEIGHT = 0.14


def read_reference(reference: Reference | None) -> Reference | None:
    """The line of the option `reference`.

    Raises:
        ChartError: The option is not two numbers and a text.
    """
    if reference is None:
        return None
    if isinstance(reference, str) or len(reference) != 3:
        raise ChartError("a reference is intercept, slope and label", received=reference)
    intercept, slope, label = reference
    if not all(isinstance(each, int | float) and isfinite(each) for each in (intercept, slope)):
        raise ChartError("a reference's intercept and slope are numbers", received=reference)
    return intercept, slope, one_line(str(label))


def draw_reference(axes: Axes, reference: Reference, frame: Frame) -> list[Rect]:
    """Draw the line, and the label above its upper end; return the box of the label in inches."""
    ends = _ends(axes, reference)
    if ends is None:
        return []
    (x, y), (to_x, to_y) = ends
    axes.plot((x, to_x), (y, to_y), color=LIGHT.ink, lw=RULE_WIDTH, zorder=2.5, gid="reference")
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    top_x, top_y = (to_x, to_y) if to_y >= y else (x, y)
    text = fit(reference[2], frame.plot, SMALL_SIZE)
    half = text_width(text, SMALL_SIZE) / 2
    at = (top_x - left) / (right - left) * frame.plot
    middle = min(max(at, half), frame.plot - half)
    up = (top_y - low) / (high - low) * frame.body + _ABOVE
    label = place(axes, text, (left, low), shift=(middle, up), size=SMALL_SIZE)
    label.set(ha="center")
    return [(middle - half, up - _HEIGHT / 2, middle + half, up + _HEIGHT / 2)]


def _ends(
    axes: Axes, reference: Reference
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Where the line enters and leaves the plot; None if it does not cross it."""
    intercept, slope, _ = reference
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    if slope:
        crossings = sorted(((low - intercept) / slope, (high - intercept) / slope))
        left, right = max(left, crossings[0]), min(right, crossings[1])
    elif not low <= intercept <= high:
        return None
    if left >= right:
        return None
    return (left, intercept + slope * left), (right, intercept + slope * right)
