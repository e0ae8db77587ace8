"""What a kernel of Jupyter is told so that the page of a notebook gets its charts as drawings.

It is loaded by `%load_ext`, and imports no matplotlib: a notebook without charts needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.charts.drawing.figure import ChartFigure

__all__ = ["CHART", "load_ipython_extension"]

CHART = "application/vnd.broadsheet.chart+json"
"""The media type of a chart among the outputs of a cell."""


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - IPython's
    """Let a shell of IPython give each chart as a drawing too, beside its picture."""
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type_by_name("broadsheet.charts.drawing.figure", "ChartFigure", _drawing)


def _drawing(figure: ChartFigure) -> dict[str, Any]:
    from broadsheet.charts.drawing.sent import sent

    return {CHART: sent(figure)}
