"""What a test looks at in a figure: its texts as they are drawn, and its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from broadsheet import charts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

__all__ = ["drawn_texts", "notes", "outside", "parsed", "plot_texts", "svg", "touching"]


def drawn_texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible text of a figure, with the box it takes in pixels."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    return [
        (text.get_text(), Text.get_window_extent(text, renderer))
        for text in figure.findobj(Text)
        if isinstance(text, Text) and text.get_visible() and text.get_text()
    ]


def touching(boxes: Sequence[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    """The pairs of texts whose boxes overlap."""
    left, bottom, right, top = np.array([box.extents for _, box in boxes]).T
    horizontal = (left[:, None] <= right) & (left <= right[:, None])
    vertical = (bottom[:, None] <= top) & (bottom <= top[:, None])
    pairs = np.argwhere(np.triu(horizontal & vertical, k=1))
    return [(boxes[one][0], boxes[other][0]) for one, other in pairs]


def outside(figure: Figure, boxes: Sequence[tuple[str, Bbox]], slack: float = 1) -> list[str]:
    """The texts that leave the figure by more than `slack` pixels."""
    page = figure.bbox.padded(slack)
    return [
        text
        for text, box in boxes
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]


def notes(figure: Figure) -> list[str]:
    """The texts outside of the plot: title, unit and notes."""
    return [text.get_text() for text in figure.texts]


def plot_texts(figure: Figure) -> list[str]:
    """The texts in the plot."""
    return [text.get_text() for text in figure.axes[0].texts]


def svg(figure: Figure, ident: str = "a", *, themed: bool = False, title: str = "") -> str:
    """The figure's markup."""
    return charts.to_svg(figure, ident=ident, title=title, description="What", themed=themed)


def parsed(markup: str) -> ET.Element:
    """SVG markup as an element without namespaces."""
    root = ET.fromstring(markup)  # noqa: S314 (we wrote it)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root
