"""Charts in the house style: a table in, a matplotlib figure out.

The figures belong to no window and no global state. `to_svg` turns one into an element of a page.
"""

from __future__ import annotations

from broadsheet.charts.bar import bar
from broadsheet.charts.heatmap import heatmap
from broadsheet.charts.histogram import histogram
from broadsheet.charts.line import line
from broadsheet.charts.style import DARK, LIGHT, Palette, css_variables
from broadsheet.charts.svg import to_svg

__all__ = [
    "DARK",
    "LIGHT",
    "Palette",
    "bar",
    "css_variables",
    "heatmap",
    "histogram",
    "line",
    "to_svg",
]
