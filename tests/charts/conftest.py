"""Figures measured as they are drawn, and SVG read back."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

Drawn = Callable[[Figure], list[tuple[str, Bbox]]]
Parsed = Callable[[str], ET.Element]


@pytest.fixture
def drawn_texts() -> Drawn:
    """Every text that is drawn in a figure, with the box it takes in pixels."""

    def measure(figure: Figure) -> list[tuple[str, Bbox]]:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        return [
            (text.get_text(), Text.get_window_extent(text, renderer))
            for text in figure.findobj(Text)
            if isinstance(text, Text) and text.get_visible() and text.get_text()
        ]

    return measure


@pytest.fixture
def parsed() -> Parsed:
    """SVG markup as an element without namespaces."""

    def parse(markup: str) -> ET.Element:
        root = ET.fromstring(markup)  # noqa: S314 (we wrote it)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        return root

    return parse
