"""Timelines: who reported when, a dot for each item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, dates, day_count, names
from broadsheet.charts.data.options import chosen, limited
from broadsheet.charts.drawing.categories import GAP, Rows, guides, write_names
from broadsheet.charts.drawing.clock_ticks import clock_ticks
from broadsheet.charts.drawing.foot import Foot, more
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.legend import LEGEND_ROW, LegendEntry, write_legend
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, story
from broadsheet.style.formatting import day, number
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.drawing.clock_ticks import ClockTick
    from broadsheet.style.palette import Palette

__all__ = ["timeline"]

EXAMPLE = Example(
    text="See who reported a story first, and who followed.",
    table=story,
    options={
        "x": "published_at",
        "y": "provider",
        "lead": "is_lead",
        "label": "title",
        "title": "How the story spread",
    },
)

_LIMIT = 15
_BOTTOM = 0.42
_DAY_DROP = 0.28
_TICK = 0.62  # the room of a tick's label
_HALF_LABEL = 0.25  # for half of the first or the last tick's label
_DOT, _LEAD = 5.5, 8.0
_ALPHA = 0.75


@dataclass(frozen=True)
class _Item:
    """An item: when it was published, by whom, whether it leads, and its title."""

    when: datetime
    name: str
    is_lead: bool
    label: str


@chart_style()
def timeline(
    data: Data,
    *,
    x: str,
    y: str,
    lead: str | None = None,
    label: str | None = None,
    title: str | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw a dot for each item at its time, with a row for each category, the earliest on top.

    Args:
        data: One row per item, in any order; a row without a time is counted in a note.
        x: The column of times.
        y: The column of categories, such as providers.
        lead: A column that is true for the leading item, which has a larger dot.
        label: The column of the items' titles, for their tips.
        title: What the chart shows.
        unit: The line above the chart.
        highlight: The category, or categories, in the accent color; the others are muted.
        limit: The most categories, 15 by default; a note states how many more there are.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the categories.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    items, undated = _items(data, x, y, (lead, label))
    shown, rest = limited(list(dict.fromkeys(item.name for item in items)), limit, _LIMIT)
    foot = Foot((more(rest), f"{number(undated)} without a date" if undated else ""))
    if not shown:
        return nothing(head, inches)
    strong = chosen(highlight)
    rows = Rows(shown, inches, strong)
    has_lead = any(item.is_lead for item in items)
    frame = Frame(
        inches,
        body=rows.height(height),
        left=max(rows.left + GAP, _HALF_LABEL),
        right=_HALF_LABEL,
        bottom=_BOTTOM,
        top=LEGEND_ROW if has_lead else 0,
    )
    figure, axes = frame.sheet(head, foot)
    drawn = [item for item in items if item.name in set(shown)]
    ticks = clock_ticks(drawn[0].when, drawn[-1].when, int(frame.plot / _TICK))
    _set_times(axes, ticks)
    write_names(axes, rows, frame, GAP)
    _write_days(axes, ticks, rows.span[0])
    guides(axes, rows)
    for item in drawn:
        is_dark = item.is_lead or item.name in strong
        color = palette.accent if is_dark else palette.accent_soft
        _draw(axes, item, rows.at(shown.index(item.name)), color, palette.accent)
    if has_lead:
        write_legend(axes, frame, _legend(palette))
    figure.hover = hover
    return figure


def _legend(palette: Palette) -> list[LegendEntry]:
    """What the two dots are."""
    return [
        LegendEntry("lead of the story", "o", palette.accent, LIGHT.ink, _LEAD),
        LegendEntry("other items", "o", palette.accent_soft, palette.accent, _DOT, HAIRLINE),
    ]


def _items(
    data: Data, x: str, y: str, also: tuple[str | None, str | None]
) -> tuple[list[_Item], int]:
    """The items in order of time, and the number of those without one."""
    lead, label = also
    table = columns(data, *dict.fromkeys(name for name in (x, y, lead, label) if name))
    times = dates(table[x], x)
    leads = [bool(value) for value in table[lead]] if lead else [False] * len(times)
    labels = names(table[label]) if label else [""] * len(times)
    found = [
        _Item(when, name, is_lead, text)
        for when, name, is_lead, text in zip(times, names(table[y]), leads, labels, strict=True)
        if when is not None
    ]
    return sorted(found, key=lambda item: (item.when, item.name)), times.count(None)


def _set_times(axes: Axes, ticks: Sequence[ClockTick]) -> None:
    """Label hours or days below the plot."""
    places = [day_count(tick.when) for tick in ticks]
    axes.set_xlim(places[0], places[-1])
    axes.set_xticks(places, [tick.label for tick in ticks])


def _write_days(axes: Axes, ticks: Sequence[ClockTick], low: float) -> None:
    """Write the days below their first hours."""
    for tick in ticks:
        if tick.day:
            at = (day_count(tick.when), low)
            text = place(axes, tick.day, at, shift=(0, -_DAY_DROP), size=SMALL_SIZE)
            text.set(ha="center", color=LIGHT.ink_muted)


def _draw(axes: Axes, item: _Item, row: float, color: str, edge: str) -> None:
    (dot,) = axes.plot(
        day_count(item.when),
        row,
        "o",
        color=color,
        markersize=_LEAD if item.is_lead else _DOT,
        markeredgecolor=LIGHT.ink if item.is_lead else edge,
        markeredgewidth=HAIRLINE,
        zorder=3 if item.is_lead else 2,
        clip_on=False,
    )
    words = f"{item.name}, {day(item.when)} {item.when:%H:%M}"
    tip(dot, f"{words}: {item.label}" if item.label else words)
