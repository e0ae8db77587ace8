"""The figure of a chart: drawn in the project's style, with a tip for each mark and place.

A tip is the text that a page shows when a reader points at a mark. A spot is a tip for a place
that has no mark of its own, such as one point of a line.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from broadsheet.charts.drawing.png import to_png
from broadsheet.style.matplotlib_style import chart_style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

__all__ = ["TIP", "ChartFigure", "show_charts", "spot", "tip"]

TIP = "tip:"  # begins the identifier of an artist that has a tip

_SCREEN_DPI = 144
_FIGURE_FORMATS = ("image/jpeg", "image/svg+xml", "application/pdf")


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

    def savefig(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - matplotlib's
        """Save in the project's style: matplotlib reads size and ground from its settings."""
        with chart_style():
            super().savefig(*given, **options)

    def _repr_png_(self) -> bytes:
        """The chart on the color of paper, for notebooks, which may have a dark background."""
        return to_png(self, _SCREEN_DPI)


def show_charts(shell: Any) -> None:  # noqa: ANN401 - IPython's
    """Let a shell of IPython show charts as PNG on paper, whatever else it does with figures.

    `%matplotlib inline` registers formatters for all figures, which cut a figure to its ink and
    make its ground transparent. A formatter of a subclass comes before them.
    """
    formatters = shell.display_formatter.formatters
    for form in _FIGURE_FORMATS:
        formatters[form].for_type(ChartFigure, lambda _: None)
    formatters["image/png"].for_type(ChartFigure, ChartFigure._repr_png_)


def tip(artist: Artist, text: str) -> None:
    """Give a mark or a text its tip."""
    artist.set_gid(TIP + text)


def spot(axes: Axes, at: tuple[float, float], text: str) -> None:
    """Give a place in the data its tip.

    For what is drawn as one artist: the points of a line, the cells of a matrix.
    """
    if isinstance(axes.figure, ChartFigure):
        axes.figure.add_spot(axes, at, text)


if "IPython" in sys.modules:  # charts are imported in a notebook, where no one calls for a setup
    _shell = sys.modules["IPython"].get_ipython()
    if _shell is not None:
        show_charts(_shell)
