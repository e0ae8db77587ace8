"""Bars: one value for each of several categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, names, numbers
from broadsheet.charts.data.counts import read_counts
from broadsheet.charts.data.options import chosen, limited
from broadsheet.charts.drawing.categories import GAP, Rows, count_label, write_names
from broadsheet.charts.drawing.emphasis import is_muted
from broadsheet.charts.drawing.foot import Foot, more, withheld_names
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.scale import value_labels
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, providers
from broadsheet.style.matplotlib_style import RULE_WIDTH, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["bar"]

EXAMPLE = Example(
    text="Compare one value of several categories; bars begin at zero.",
    table=providers,
    options={
        "x": "items",
        "y": "provider",
        "title": "Who covered most",
        "unit": "Distinct items",
    },
)

_THICKNESS = 0.64  # of a row
_NOTE = 0.24


@dataclass(frozen=True)
class _Bar:
    """One bar: its full name, its value, the value and the count as written, its color."""

    name: str
    value: float | None
    label: str
    count: str
    color: str

    @property
    def size(self) -> float:
        """The bar's length; it is zero for a missing value."""
        return self.value or 0

    @property
    def reach(self) -> float:
        """The inches that the texts beyond the bar's end take."""
        count = text_width(self.count, SMALL_SIZE) + GAP if self.count else 0
        return GAP + text_width(self.label) + count + EDGE


@chart_style()
def bar(
    data: Data,
    *,
    x: str,
    y: str,
    title: str | None = None,
    n: str | None = None,
    min_n: int | None = None,
    unit: str | None = None,
    highlight: str | Collection[str] | None = None,
    limit: int | None = None,
    inches: float = FULL_WIDTH,
    height: float | None = None,
    color: str | None = None,
    hover: bool = False,
    show_title: bool = True,
) -> Figure:
    """Draw horizontal bars in the order of the data, each with its value at its end.

    Args:
        data: One row per bar.
        x: The column of values.
        y: The column of categories.
        title: What the chart shows.
        n: A column of counts that the values rest on, written after them in muted ink.
        min_n: The least count. A bar with a smaller or unknown count is not drawn, but a note
            names it.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        highlight: The category, or categories, in the accent color; the others are muted.
        limit: The most bars, 30 by default; a note states how many more there are.
        inches: The width in inches.
        height: The height of the plot in inches; by default it follows from the number of bars.
        color: A color in place of the accent, such as `crimson` or `#0f5f6b`.
        hover: Whether a notebook shows values where you point, as a page does.
        show_title: Whether the title is drawn; it is the figure's label in any case.

    Raises:
        ChartError: A column is missing or has the wrong type, or an option is not valid.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    table = columns(data, *(name for name in (x, y, n) if name is not None))
    counts, sound = read_counts(table, n, min_n)
    labels = names(table[y])
    small = [label for label, is_sound in zip(labels, sound, strict=True) if not is_sound]
    foot = Foot((withheld_names(small, min_n),))
    everyone = zip(labels, numbers(table[x], x), counts, strict=True)
    known = [row for row, is_sound in zip(everyone, sound, strict=True) if is_sound]
    strong = chosen(highlight)
    bars = _bars(known, unit, strong, palette)
    shown, rest = limited(bars, limit)
    if all(each.value is None for each in bars):
        return nothing(head, inches, foot)
    rows = Rows([each.name for each in shown], inches, strong)
    frame = _frame(shown, rows, rows.height(height), more=rest > 0)
    figure, axes = frame.sheet(head, foot)
    _draw(axes, shown, rows, frame)
    if rest:
        below = (0, rows.span[0])
        note = place(axes, more(rest), below, shift=(GAP, -_NOTE / 2), size=SMALL_SIZE)
        note.set_color(LIGHT.ink_muted)
    figure.hover = hover
    return figure


def _bars(
    rows: Sequence[tuple[str, float | None, float | None]],
    unit: str | None,
    strong: set[str],
    palette: Palette,
) -> list[_Bar]:
    written = value_labels([value for _, value, _ in rows], unit)
    return [
        _Bar(
            name=name,
            value=value,
            label=written(value),
            count=count_label(count),
            color=palette.accent_soft if is_muted(name, strong) else palette.accent,
        )
        for name, value, count in rows
    ]


def _frame(bars: Sequence[_Bar], rows: Rows, body: float, *, more: bool) -> Frame:
    """A frame with room for the names, and for the texts beyond the bars' ends."""
    right = max((each.reach for each in bars if each.size >= 0), default=EDGE)
    bottom = _NOTE if more else EDGE
    return Frame(rows.inches, body, rows.left + _back(bars), right, bottom)


def _back(bars: Sequence[_Bar]) -> float:
    """The inches between the names and the longest negative bar, for the texts at its end."""
    return max((each.reach for each in bars if each.size < 0), default=0)


def _draw(axes: Axes, bars: Sequence[_Bar], rows: Rows, frame: Frame) -> None:
    sizes = [each.size for each in bars]
    low, high = min(*sizes, 0), max(*sizes, 0)
    axes.set_xlim(low, high if high > low else 1)
    axes.set_xticks([])
    write_names(axes, rows, frame, _back(bars))
    drawn = axes.barh(
        [rows.at(row) for row in range(len(bars))],
        sizes,
        height=_THICKNESS,
        color=[each.color for each in bars],
        clip_on=False,
    )
    for row, (each, patch) in enumerate(zip(bars, drawn, strict=True)):
        tip(patch, f"{each.name}: {each.label}")
        _write(axes, each, rows.at(row))
    for base in rows.bases:
        axes.plot((0, 0), base, color=LIGHT.ink, lw=RULE_WIDTH, clip_on=False)


def _write(axes: Axes, each: _Bar, row: float) -> None:
    """Value and count beyond the bar's end: to the right, or to the left of a negative one."""
    side, ha = (-1, "right") if each.size < 0 else (1, "left")
    end = (each.size, row)
    place(axes, each.label, end, shift=(side * GAP, 0), ha=ha)
    if each.count:
        away = GAP + text_width(each.label) + GAP
        place(
            axes,
            each.count,
            end,
            shift=(side * away, 0),
            size=SMALL_SIZE,
            color=LIGHT.ink_muted,
            ha=ha,
        )
