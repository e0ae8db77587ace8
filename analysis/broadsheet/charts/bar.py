"""Bars: one value each for some categories, largest reading at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data import columns, names, numbers
from broadsheet.charts.frame import EDGE, FULL_WIDTH, Frame, Head, nothing, place, tip
from broadsheet.charts.scale import value_labels
from broadsheet.charts.style import LIGHT, RULE_WIDTH, SMALL_SIZE, TEXT_SIZE, house
from broadsheet.charts.text import fit, text_width
from broadsheet.errors import ReportError
from broadsheet.formatting import number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data import Data

__all__ = ["bar"]

_LIMIT = 30
_ROW = 0.225
_THICKNESS = 0.64  # of a row
_NAME_SHARE = 0.36  # of the width, at most
_GAP = 0.07
_NOTE = 0.24


@dataclass(frozen=True)
class _Bar:
    """One bar: its full name, value, the value as written, how many it rests on, its colour."""

    name: str
    value: float | None
    label: str
    count: str
    color: str

    @property
    def size(self) -> float:
        """The bar's length; none is drawn for no value."""
        return self.value or 0

    @property
    def reach(self) -> float:
        """The inches that the texts beyond the bar's end take."""
        count = text_width(self.count, SMALL_SIZE) + _GAP if self.count else 0
        return _GAP + text_width(self.label) + count + EDGE


@house()
def bar(  # noqa: PLR0913 (a chart's options)
    data: Data,
    *,
    x: str,
    y: str,
    title: str | None = None,
    n: str | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    show_title: bool = True,
) -> Figure:
    """Horizontal bars in the order of the data, each with its value at the end.

    Args:
        data: One row per bar.
        x: The column of values.
        y: The column of categories.
        title: What the chart shows.
        n: A column of counts that the values rest on, shown after them in muted ink.
        unit: What is counted; `"share"` for values between 0 and 1 that read as percentages, `"%"`
            for percentages.
        highlight: The category, or categories, to set off in the accent colour.
        limit: The most bars drawn, 30 unless told; a note says how many more there are.
        inches: The width; the height follows from the number of bars.
        show_title: Whether the title is drawn.
    """
    limit = _LIMIT if limit is None else limit
    if limit < 1:
        raise ReportError("a chart's limit must be at least 1", received=limit)
    chosen = {highlight} if isinstance(highlight, str) else set(highlight or ())
    head = Head(title, unit, show_title)
    bars = _bars(data, (x, y, n), unit, chosen)
    if all(each.value is None for each in bars):
        return nothing(head, inches)
    shown, more = bars[:limit], max(len(bars) - limit, 0)
    figure, axes = _frame(shown, inches, more=more > 0).sheet(head)
    _draw(axes, shown, inches)
    if more:
        below = (0, len(shown) - 0.5)
        place(
            axes,
            f"and {number(more)} more",
            below,
            shift=(_GAP, -_NOTE / 2),
            size=SMALL_SIZE,
            color=LIGHT.ink_muted,
        )
    return figure


def _bars(
    data: Data, wanted: tuple[str, str, str | None], unit: str | None, chosen: set[str]
) -> list[_Bar]:
    x, y, n = wanted
    table = columns(data, *(name for name in wanted if name is not None))
    values = numbers(table[x], x)
    counts = numbers(table[n], n) if n else [None] * len(values)
    written = value_labels(values, unit)
    return [
        _Bar(
            name=name,
            value=value,
            label=written(value),
            count="" if count is None else f"n = {number(count, 0)}",
            color=LIGHT.accent if name in chosen or not chosen else LIGHT.accent_soft,
        )
        for name, value, count in zip(names(table[y]), values, counts, strict=True)
    ]


def _frame(bars: Sequence[_Bar], inches: float, *, more: bool) -> Frame:
    """The frame that has room for the widest name and, beyond the bars' ends, for their texts."""
    room = inches * _NAME_SHARE
    left = max(text_width(fit(each.name, room)) for each in bars) + _GAP + EDGE
    right = max((each.reach for each in bars if each.size >= 0), default=EDGE)
    bottom = _NOTE if more else EDGE
    return Frame(inches, len(bars) * _ROW, left + _back(bars), right, bottom)


def _back(bars: Sequence[_Bar]) -> float:
    """The inches between the names and the longest negative bar, where its text stands."""
    return max((each.reach for each in bars if each.size < 0), default=0)


def _draw(axes: Axes, bars: Sequence[_Bar], inches: float) -> None:
    sizes = [each.size for each in bars]
    low, high = min(*sizes, 0), max(*sizes, 0)
    axes.set_xlim(low, high if high > low else 1)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xticks([])
    room = inches * _NAME_SHARE
    axes.set_yticks(range(len(bars)), [fit(each.name, room) for each in bars], size=TEXT_SIZE)
    axes.tick_params(axis="y", labelcolor=LIGHT.ink, pad=(_GAP + _back(bars)) * 72)
    drawn = axes.barh(
        range(len(bars)),
        sizes,
        height=_THICKNESS,
        color=[each.color for each in bars],
        clip_on=False,
    )
    for row, (each, patch) in enumerate(zip(bars, drawn, strict=True)):
        tip(patch, f"{each.name}: {each.label}")
        _write(axes, each, row)
    axes.plot((0, 0), (-0.5, len(bars) - 0.5), color=LIGHT.ink, lw=RULE_WIDTH, clip_on=False)


def _write(axes: Axes, each: _Bar, row: int) -> None:
    """Value and count beyond the bar's end: to the right, or to the left of a negative one."""
    side, ha = (-1, "right") if each.size < 0 else (1, "left")
    end = (each.size, row)
    place(axes, each.label, end, shift=(side * _GAP, 0), ha=ha)
    if each.count:
        away = _GAP + text_width(each.label) + _GAP
        place(
            axes,
            each.count,
            end,
            shift=(side * away, 0),
            size=SMALL_SIZE,
            color=LIGHT.ink_muted,
            ha=ha,
        )
