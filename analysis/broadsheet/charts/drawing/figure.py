"""The figure of a chart: drawn in the project's style, with a tip for each mark and place.

A tip is the text that a page shows when a reader points at a mark. A spot is a tip for a place
that has no mark of its own, such as one point of a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from broadsheet.charts.drawing.png import to_png
from broadsheet.style.matplotlib_style import chart_style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

__all__ = ["TIP", "ChartFigure", "spot", "tip"]

TIP = "tip:"  # begins the identifier of an artist that has a tip

_SCREEN_DPI = 144


class ChartFigure(Figure):
    """A figure that applies the project's style when it is drawn, not only when it is built."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - matplotlib's
        super().__init__(**settings)
        self._spots: list[tuple[Axes, tuple[float, float], str]] = []

    def add_spot(self, axes: Axes, at: tuple[float, float], text: str) -> None:
        """Add a tip for a place, given in the units of the data."""
        self._spots.append((axes, at, text))

    def spots(self) -> list[tuple[float, float, str]]:
        """All spots: points from the left edge, points from the top edge, and the text."""
        height = self.get_size_inches()[1]
        found = []
        for axes, at, text in self._spots:
            across, up = axes.transData.transform(at) / self.dpi
            found.append((72 * float(across), 72 * float(height - up), text))
        return found

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the project's style."""
        with chart_style():
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """The chart on the color of paper, for notebooks, which may have a dark background."""
        return to_png(self, _SCREEN_DPI)


def tip(artist: Artist, text: str) -> None:
    """Give a mark or a text its tip."""
    artist.set_gid(TIP + text)


def spot(axes: Axes, at: tuple[float, float], text: str) -> None:
    """Give a place in the data its tip.

    For what is drawn as one artist: the points of a line, the cells of a matrix.
    """
    if isinstance(axes.figure, ChartFigure):
        axes.figure.add_spot(axes, at, text)
