"""Charts in the house style: a table in, a matplotlib figure out.

The figures belong to no window and no global state. `to_svg` turns one into an element of a page.
"""

from __future__ import annotations

from broadsheet.charts.drawing.svg import Drawing, drawing, to_svg
from broadsheet.charts.kinds.area import area
from broadsheet.charts.kinds.bar import bar
from broadsheet.charts.kinds.box import box
from broadsheet.charts.kinds.bump import bump
from broadsheet.charts.kinds.calendar import calendar
from broadsheet.charts.kinds.dumbbell import dumbbell
from broadsheet.charts.kinds.heatmap import heatmap
from broadsheet.charts.kinds.histogram import histogram
from broadsheet.charts.kinds.line import line
from broadsheet.charts.kinds.scatter import scatter
from broadsheet.charts.kinds.slope import slope
from broadsheet.style.palette import DARK, LIGHT, Palette, css_variables

__all__ = [
    "DARK",
    "LIGHT",
    "Drawing",
    "Palette",
    "area",
    "bar",
    "box",
    "bump",
    "calendar",
    "css_variables",
    "drawing",
    "dumbbell",
    "heatmap",
    "histogram",
    "line",
    "scatter",
    "slope",
    "to_svg",
]
