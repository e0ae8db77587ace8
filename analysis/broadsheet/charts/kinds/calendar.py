"""Calendars: a value for each day, with weeks side by side and years below each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from broadsheet.charts.data.days import Strip, read_days, strips
from broadsheet.charts.data.options import at_least_one, plot_height
from broadsheet.charts.drawing.foot import Foot, withheld_values
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.ramp import cells, key, step_of
from broadsheet.charts.drawing.scale import color_span, value_labels
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, days
from broadsheet.style.formatting import MISSING, MONTHS, day, number
from broadsheet.style.matplotlib_style import SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["calendar"]

EXAMPLE = Example(
    text="Find quiet days and gaps: zero is gray, a day without data is an empty square.",
    table=partial(days, 250),
    options={
        "x": "day",
        "value": "articles",
        "title": "Articles by day",
        "unit": "Articles",
    },
)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LIMIT = 10
_LEFT = 0.4
_WIDEST = 0.22  # of a day
_FILLED = 0.88  # of a day's side
_MONTHS = 0.18  # the room above a strip
_BETWEEN = 0.1
_KEY = 0.26
_LOW = 0.14  # inches that two labels on top of each other take
_FEW = 400  # days that have a tip each


@chart_style()
def calendar(
    data: Data,
    *,
    x: str,
    value: str,
    title: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw a square for each day in seven steps from low to high, with a column for each week.

    Weeks begin on Monday, at the top. A day of zero is gray, and a day without data is an empty
    square. Up to 53 weeks are one strip; more are a strip for each year.

    Args:
        data: One row per day, in any order.
        x: The column of dates.
        value: The column of values.
        title: What the chart shows.
        n: A column of counts that the values rest on.
        min_n: The least count. A day with a smaller or unknown count is empty, and a note states
            how many there are.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        limit: The most years, 10 by default: the latest. A note states how many more there are.
        inches: The width in inches.
        height: The height of the plot in inches; by default the width decides.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    limit = at_least_one(_LIMIT if limit is None else limit, "limit")
    palette = tinted(color)
    head = Head(title, unit, show_title)
    values, withheld = read_days(data, x, value, n, min_n)
    note = withheld_values(withheld, min_n, "days")
    if not values:
        return nothing(head, inches, Foot((note,)))
    shown, earlier = strips(values, limit)
    foot = Foot((f"and {number(earlier)} earlier years" if earlier else "", note))
    columns = max(strip.weeks for strip in shown)
    side = _side(len(shown), min((inches - _LEFT - EDGE) / columns, _WIDEST), height)
    row = _MONTHS + 7 * side + _BETWEEN
    frame = Frame(inches, body=row * len(shown) - _BETWEEN, left=_LEFT, bottom=_KEY)
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(0, frame.plot)
    axes.set_ylim(frame.body, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    written = value_labels(list(values.values()), unit)
    edges = color_span([each for each in values.values() if each] or [0])
    for at, strip in enumerate(shown):
        top = at * row + _MONTHS
        _fill(axes, strip, values, (top, side), edges, written, palette)
        _write_days(axes, top, side)
        _write_months(axes, strip, top, side)
    also = [("no data", "none", LIGHT.ink_muted), (written(0), LIGHT.rule, "none")]
    middle = figure.get_size_inches()[1] - foot.height(inches) - _KEY / 2 + EDGE / 2
    lowest = min((each for each in values.values() if each), default=edges[0])
    key(figure, middle, (written(max(edges[0], lowest)), written(edges[1])), palette, also=also)
    figure.hover = hover
    return figure


def _side(strips: int, widest: float, height: float | None) -> float:
    """The side of a day, which is a square: as wide as there is room, or lower on request."""
    around = strips * (_MONTHS + _BETWEEN) - _BETWEEN
    usual = around + strips * 7 * widest
    least = around + strips * 7 * _LOW / 2
    return min((plot_height(height, usual, least) - around) / strips / 7, widest)


def _fill(  # noqa: PLR0917 (a place, its values and how they look)
    axes: Axes,
    strip: Strip,
    values: Mapping[date, float],
    at: tuple[float, float],
    edges: tuple[float, float],
    written: Callable[[float | None], str],
    palette: Palette,
) -> None:
    """Draw the days: each with its tip if they are few, else one path for each color."""
    top, side = at
    looks: dict[tuple[str, str], list[date]] = {}
    for when in strip.days:
        looks.setdefault(_look(values.get(when), edges, palette), []).append(when)
    square = (side * _FILLED, side * _FILLED)
    for (face, edge), alike in sorted(looks.items()):
        corners = [(column * side, top + row * side) for column, row in map(strip.place, alike)]
        if len(values) > _FEW:
            cells(axes, corners, square, face=face, edge=edge)
            continue
        for when, corner in zip(alike, corners, strict=True):
            words = written(values[when]) if when in values else "no data"
            drawn = cells(axes, [corner], square, face=face, edge=edge)
            tip(drawn, f"{_DAYS[when.weekday()]} {day(when)}: {words.replace(MISSING, 'no data')}")


def _look(value: float | None, edges: tuple[float, float], palette: Palette) -> tuple[str, str]:
    """The colors of a day's face and edge."""
    if value is None:
        return "none", LIGHT.rule
    return (palette.ramp[step_of(value, *edges)] if value else LIGHT.rule), "none"


def _write_days(axes: Axes, top: float, side: float) -> None:
    """Write every other day of the week, or two of them where there is little room."""
    for row in range(0, 7, 2 if 2 * side >= _LOW else 4):
        label = place(axes, _DAYS[row], (0, top + (row + 0.5 * _FILLED) * side), shift=(-EDGE, 0))
        label.set(size=SMALL_SIZE, color=LIGHT.ink_muted, ha="right")


def _write_months(axes: Axes, strip: Strip, top: float, side: float) -> None:
    """Write the months above their first weeks as far as there is room, the year at its start."""
    if strip.year:
        place(axes, strip.year, (0, top), shift=(-_LEFT, _MONTHS / 2), size=SMALL_SIZE)
    free = 0.0
    for when in _month_starts(strip.days):
        at = strip.place(when)[0] * side
        needs_year = not strip.year and (not free or when.month == 1)
        text = MONTHS[when.month - 1] + (f" {when.year}" if needs_year else "")
        if at < free:
            continue
        label = place(axes, text, (at, top), shift=(0, _MONTHS / 2), size=SMALL_SIZE)
        label.set_color(LIGHT.ink_muted)
        free = at + text_width(text, SMALL_SIZE) + 2 * EDGE


def _month_starts(days: Sequence[date]) -> list[date]:
    """The first of the days in each month."""
    return list({(when.year, when.month): when for when in reversed(days)}.values())[::-1]
