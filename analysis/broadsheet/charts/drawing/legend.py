"""The legend of a chart's marks: always in the same order, whatever the values are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.text import EDGE, fit, text_width
from broadsheet.charts.drawing.tips import tip
from broadsheet.style.matplotlib_style import RULE_WIDTH, SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from broadsheet.charts.drawing.frame import Frame

__all__ = ["LEGEND_ROW", "LegendEntry", "write_legend"]

LEGEND_ROW = 0.24  # inches above the plot

_SWATCH = 0.1
_BETWEEN = 0.2  # two entries


@dataclass(frozen=True)
class LegendEntry:
    """A mark and what it is.

    Attributes:
        text: What the mark is.
        marker: Its shape, as matplotlib names it.
        face: The color of its inside.
        edge: The color of its outline.
        size: Its size in points.
        width: The width of its outline in points.
    """

    text: str
    marker: str
    face: str
    edge: str
    size: float
    width: float = RULE_WIDTH


def write_legend(axes: Axes, frame: Frame, entries: Sequence[LegendEntry]) -> None:
    """Write the marks and their texts side by side above the plot, from the figure's left."""
    left, top = axes.get_xlim()[0], axes.get_ylim()[1]
    room = frame.inches - EDGE - len(entries) * (_SWATCH + EDGE + _BETWEEN)
    share = _share([text_width(entry.text, SMALL_SIZE) for entry in entries], room)
    across = -frame.left + EDGE
    for entry in entries:
        _draw(axes, entry, across + _SWATCH / 2)
        text = fit(entry.text, share, SMALL_SIZE)
        across += _SWATCH + EDGE
        shift = (across, LEGEND_ROW / 2)
        label = place(axes, text, (left, top), shift=shift, size=SMALL_SIZE)
        label.set_color(LIGHT.ink_muted)
        if text != entry.text:
            tip(label, entry.text)
        across += text_width(text, SMALL_SIZE) + _BETWEEN


def _share(widths: Sequence[float], room: float) -> float:
    """The most that a text may be wide so that all fit: what short ones leave goes to long ones."""
    share = room / len(widths)
    for number, width in enumerate(sorted(widths)):
        share = room / (len(widths) - number)
        if width > share:
            break
        room -= width
    else:
        return max(widths)
    return share


def _draw(axes: Axes, entry: LegendEntry, across: float) -> None:
    """Draw a mark, so many inches right of the plot's left edge."""
    figure = axes.figure
    moved = ScaledTranslation(across, LEGEND_ROW / 2, figure.dpi_scale_trans)
    mark = Line2D(
        [0],
        [1],
        linestyle="none",
        color=entry.edge,
        marker=entry.marker,
        markersize=entry.size,
        markerfacecolor=entry.face,
        markeredgecolor=entry.edge,
        markeredgewidth=entry.width,
        transform=axes.transAxes + moved,
        clip_on=False,
        gid="legend",
    )
    axes.add_artist(mark)
