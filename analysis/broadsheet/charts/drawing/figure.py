"""The figure of a chart: drawn in the project's style, and shown in a notebook as on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.charts.drawing.png import to_png
from broadsheet.charts.drawing.tips import TippedFigure
from broadsheet.style.matplotlib_style import chart_style

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

__all__ = ["ChartFigure"]

_SCREEN_DPI = 144


class ChartFigure(TippedFigure):
    """A figure that applies the project's style when it is drawn, not only when it is built.

    Attributes:
        hover: Whether a notebook shows the tips, too.
    """

    hover = False

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the project's style."""
        with chart_style():
            super().draw(renderer)

    def savefig(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - matplotlib's
        """Save in the project's style: matplotlib reads size and ground from its settings."""
        with chart_style():
            super().savefig(*given, **options)

    def _ipython_display_(self) -> None:
        """Show the chart below its cell, whatever IPython does with other figures.

        `%matplotlib inline` registers formatters for all figures, which cut a figure to its ink and
        make its ground transparent. IPython asks this method before them. What `kernel` registers
        is shown as well.
        """
        import IPython

        shown: dict[str, Any] = {"text/plain": repr(self), "image/png": self._repr_png_()}
        if self.hover:
            from broadsheet.charts.drawing.hover import hover_html

            shown["text/html"] = hover_html(self)
        shell: Any = IPython.get_ipython()
        if shell is not None:
            also, _ = shell.display_formatter.mimebundle_formatter(self)
            shown |= also
        show: Any = IPython.display.display  # it is not typed
        show(shown, raw=True)

    def _repr_png_(self) -> bytes:
        """The chart on the color of paper, since a notebook may have a dark background."""
        return to_png(self, _SCREEN_DPI)
