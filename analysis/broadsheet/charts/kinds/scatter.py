"""Scatter charts: two values of each thing, and the outliers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from broadsheet.charts.data.cloud import Cloud, outliers, read_cloud
from broadsheet.charts.data.options import chosen, plot_height
from broadsheet.charts.drawing.callouts import arrange
from broadsheet.charts.drawing.foot import Foot, withheld_names
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, marks_room, nothing, place, rules
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.points import Plot, draw_grid, draw_points, mark_points
from broadsheet.charts.drawing.ramp import key
from broadsheet.charts.drawing.reference import draw_reference, read_reference
from broadsheet.charts.drawing.scale import axis_labels, domain, ticks
from broadsheet.charts.drawing.text import EDGE, fit
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, articles
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.cloud import Reference
    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.drawing.callouts import Callout, Rect

__all__ = ["scatter"]

EXAMPLE = Example(
    text="Compare two values of each thing, and name the outliers.",
    table=articles,
    options={
        "x": "expected",
        "y": "heat",
        "label": "article",
        "reference": (0, 1, "heat = quality + 10 × related"),
        "x_unit": "Quality + 10 × related",
        "title": "Heat follows from quality and the related items",
    },
)

_BODY = 3.0
_BOTTOM = 0.42
_RIGHT = 0.2  # for half of the last tick's label
_GAP = 0.1
_TICK = 0.7  # the room of a tick's label
_TITLE_SHARE = 0.55  # of the width, for the title of the vertical axis
_TITLE_DROP = 0.31
_NAME_ROOM = 1.6
_NAMED = 5
_MOST_NAMED = 40
_MANY = 800  # points beyond which they are counted in a grid


@chart_style()
def scatter(
    data: Data,
    *,
    x: str,
    y: str,
    label: str | None = None,
    title: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    x_unit: str | None = None,
    reference: Reference | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw points and name the outliers; more than 800 points are counted in a fine grid.

    Each axis holds zero. A note states how many points there
    are.

    Args:
        data: One row per point; a row without both values is counted in the note, not drawn.
        x: The column of values on the horizontal axis.
        y: The column of values on the vertical axis.
        label: The column of the points' names.
        title: What the chart shows.
        n: A column of counts that the values rest on.
        min_n: The least count. A point with a smaller or unknown count is not drawn, but a note
            names it.
        unit: The title of the vertical axis; by default the column's name.
        x_unit: The title of the horizontal axis; by default the column's name.
        reference: A line to compare with, `(intercept, slope, label)`: `(0, 1, "y = x")`.
        highlight: The points to name and to draw in the accent color, in place of outliers.
        limit: The most outliers named, 5 by default: those furthest from the reference line, or
            from the medians if there is no line.
        inches: The width in inches.
        height: The height of the plot in inches.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    axis = fit(unit or _words(y), inches * _TITLE_SHARE, SMALL_SIZE)
    palette = tinted(color)
    head = Head(title, axis, show_title)
    line = read_reference(reference)
    cloud = read_cloud(data, x, y, label, (n, min_n))
    foot = Foot((_count(cloud), withheld_names(cloud.small, min_n)))
    if not len(cloud.x):
        return nothing(Head(title, unit, show_title), inches, Foot(foot.notes[1:]))
    across, up = (_places(values) for values in (cloud.x, cloud.y))
    marks = axis_labels(up, None)
    frame = Frame(
        inches,
        body=plot_height(height, _BODY),
        left=marks_room(marks),
        right=_RIGHT,
        bottom=_BOTTOM,
        top=_GAP * 2 if line else 0,
    )
    across = _places(cloud.x, int(frame.plot / _TICK))
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(across[0], across[-1])
    axes.set_ylim(up[0], up[-1])
    axes.set_xticks(across, axis_labels(across, None))
    axes.set_yticks(up, marks)
    rules(axes, up, (across[0], across[-1]))
    for at in across:
        axes.plot((at, at), (up[0], up[-1]), color=LIGHT.rule, lw=HAIRLINE, zorder=0.5)
    name = fit(x_unit or _words(x), frame.plot, SMALL_SIZE)
    below = place(axes, name, (across[-1], up[0]), shift=(0, -_TITLE_DROP), size=SMALL_SIZE)
    below.set(ha="right", color=LIGHT.ink_muted)
    strong = chosen(highlight)
    places = Plot(frame.plot, frame.body, (across[0], across[-1]), (up[0], up[-1]))
    if len(cloud.x) > _MANY:
        densest = draw_grid(axes, cloud, places, palette)
        key(figure, head.unit_middle(inches), ("1", f"{number(densest)} points"), palette)
    else:
        draw_points(axes, cloud, palette, muted=bool(strong))
    taken: list[Rect] = draw_reference(axes, line, frame) if line else []
    named = [at for at, each in enumerate(cloud.names) if each in strong]
    if not strong:
        named = outliers(cloud, reference, _NAMED if limit is None else limit)
    named = named[:_MOST_NAMED]
    texts = [(at, fit(cloud.names[at], _NAME_ROOM)) for at in named]
    seen = np.vstack((places.inches(cloud.x, cloud.y), places.along(line)))
    page = (0, 0, frame.plot + _RIGHT - EDGE, frame.body)
    mark_points(axes, cloud, named, palette.accent)
    _name(axes, cloud, arrange(texts, seen, page, taken))
    figure.hover = hover
    return figure


def _words(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _count(cloud: Cloud) -> str:
    unknown = f"; {number(cloud.unknown)} more lack a value" if cloud.unknown else ""
    return f"n = {number(len(cloud.x))}{unknown}"


def _places(values: np.ndarray, most: int = 6) -> list[float]:
    low, high = domain([float(values.min()), float(values.max())])
    whole = bool((values == values.round()).all())
    return ticks(low, high, most=max(1, min(most, 6)), whole=whole)


def _name(axes: Axes, cloud: Cloud, callouts: Sequence[Callout]) -> None:
    """Write the names that have a place, with the whole name as tip of a shortened one."""
    corner = (axes.get_xlim()[0], axes.get_ylim()[0])
    for each in callouts:
        text = place(axes, each.text, corner, shift=each.at)
        if each.text != cloud.names[each.point]:
            tip(text, cloud.names[each.point])
