"""Tips: what a page shows when a reader points at a mark or a place of a chart.

A spot is a tip for a place that has no mark of its own, such as one point of a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["TIP", "TippedFigure", "spot", "tip"]

TIP = "tip:"  # begins the identifier of an artist that has a tip


class TippedFigure(Figure):
    """A figure with tips for places."""

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


def tip(artist: Artist, text: str) -> None:
    """Give a mark or a text its tip."""
    artist.set_gid(TIP + text)


def spot(axes: Axes, at: tuple[float, float], text: str) -> None:
    """Give a place in the data its tip.

    For what is drawn as one artist: the points of a line, the cells of a matrix.
    """
    if isinstance(axes.figure, TippedFigure):
        axes.figure.add_spot(axes, at, text)
