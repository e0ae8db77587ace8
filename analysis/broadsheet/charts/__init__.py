"""Charts in the house style: a table in, a matplotlib figure out.

The figures belong to no window and no global state. `to_svg` turns one into an element of a page.
"""

from __future__ import annotations

from broadsheet.charts.area import area
from broadsheet.charts.bar import bar
from broadsheet.charts.box import box
from broadsheet.charts.bump import bump
from broadsheet.charts.calendar import calendar
from broadsheet.charts.dumbbell import dumbbell
from broadsheet.charts.heatmap import heatmap
from broadsheet.charts.histogram import histogram
from broadsheet.charts.line import line
from broadsheet.charts.scatter import scatter
from broadsheet.charts.slope import slope
from broadsheet.charts.svg import Drawing, drawing, to_svg
from broadsheet.palette import DARK, LIGHT, Palette, css_variables

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
