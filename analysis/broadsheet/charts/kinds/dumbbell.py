"""Dumbbells: two values for each category, and the distance between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.data.options import chosen, limited
from broadsheet.charts.data.pairs import Pair, pair_labels, read_pairs
from broadsheet.charts.drawing.categories import (
    GAP,
    Rows,
    count_label,
    guides,
    write_counts,
    write_names,
)
from broadsheet.charts.drawing.emphasis import is_muted
from broadsheet.charts.drawing.foot import Foot, more, withheld_names
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.legend import LEGEND_ROW, LegendEntry, write_legend
from broadsheet.charts.drawing.scale import domain, value_labels
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, providers
from broadsheet.style.matplotlib_style import LINE_WIDTH, RULE_WIDTH, SMALL_SIZE, chart_style
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["dumbbell"]

EXAMPLE = Example(
    text="Compare two values of each category; a note names groups with too few documents.",
    table=providers,
    options={
        "x": ("before", "now"),
        "y": "provider",
        "labels": ("February", "March"),
        "n": "n",
        "min_n": 5,
        "title": "Mean quality in February and in March",
    },
)

_DOT = 6.0
_OUTLINE = RULE_WIDTH * 1.5
_PATCH = {"facecolor": LIGHT.paper, "edgecolor": "none", "pad": 1}  # covers the rule behind a value
_BEFORE = LIGHT.ink_muted


@chart_style()
def dumbbell(
    data: Data,
    *,
    x: Sequence[str],
    y: str,
    labels: Sequence[str] | None = None,
    title: str | None = None,
    n: str | Sequence[str] | None = None,
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
    """Draw two dots on a row for each category, in the order of the data, each with its value.

    The axis holds zero.

    Args:
        data: One row per category.
        x: Two columns of values: before and now. A category with one value has one dot.
        y: The column of categories.
        labels: What the two values are; by default the columns' names.
        title: What the chart shows.
        n: A column of counts that the values rest on, or two, for before and now.
        min_n: The least count. A category with a smaller or unknown count is not drawn, but a note
            names it.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        highlight: The category, or categories, in the accent color; the others are muted.
        limit: The most categories, 30 by default; a note states how many more there are.
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
    pairs = read_pairs(data, x, y, n, min_n)
    headings = pair_labels(x, labels)
    shown, rest = limited(pairs.drawn, limit)
    foot = Foot((more(rest), withheld_names(pairs.small, min_n)))
    if not shown:
        return nothing(head, inches, foot)
    strong = chosen(highlight)
    rows = Rows([pair.name for pair in shown], inches, strong)
    written = value_labels([value for pair in shown for value in pair.known], unit)
    counts = [count_label(*pair.counts) for pair in shown]
    beside = max(text_width(written(value)) for pair in shown for value in pair.known) + 2 * GAP
    column = max(text_width(count, SMALL_SIZE) for count in counts)
    away = beside + column + GAP
    frame = Frame(
        inches,
        body=rows.height(height),
        left=rows.left + beside,
        right=away + EDGE,
        top=LEGEND_ROW,
    )
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(domain([value for pair in shown for value in pair.known]))
    axes.set_xticks([])
    write_names(axes, rows, frame, beside)
    guides(axes, rows)
    write_counts(axes, rows, counts, away)
    for row, pair in enumerate(shown):
        words = _words(pair, headings, written)
        muted = is_muted(pair.name, strong)
        _draw(axes, pair, rows.at(row), words, written, palette, muted=muted)
    write_legend(axes, frame, _legend(headings, palette))
    figure.hover = hover
    return figure


def _words(pair: Pair, headings: tuple[str, str], written: Callable[[float | None], str]) -> str:
    """The category and its values, each with its heading: `Schools: Before 20%, Now 30%`."""
    values = zip(headings, (pair.before, pair.now), strict=True)
    return f"{pair.name}: {', '.join(f'{heading} {written(value)}' for heading, value in values)}"


def _legend(headings: tuple[str, str], palette: Palette) -> list[LegendEntry]:
    """What the two dots are, the earlier value first."""
    faces = ((LIGHT.paper, _BEFORE), (palette.accent, palette.accent))
    return [
        LegendEntry(heading, "o", face, edge, _DOT, _OUTLINE)
        for heading, (face, edge) in zip(headings, faces, strict=True)
    ]


def _draw(  # noqa: PLR0917 (a pair, its place and how it looks)
    axes: Axes,
    pair: Pair,
    row: float,
    words: str,
    written: Callable[[float | None], str],
    palette: Palette,
    *,
    muted: bool,
) -> None:
    """Draw the two dots, the line between them, and their values, the lower one at the left."""
    now = palette.accent_soft if muted else palette.accent
    ends = [(pair.before, _BEFORE), (pair.now, now)]
    known = [(value, color) for value, color in ends if value is not None]
    places = [value for value, _ in known]
    if len(known) == 2:
        way = axes.plot(places, (row, row), color=palette.accent_soft, lw=LINE_WIDTH, clip_on=False)
        tip(way[0], words)
    for value, color in known:
        (dot,) = axes.plot(value, row, "o", color=color, ms=_DOT, clip_on=False)
        dot.set(markerfacecolor=LIGHT.paper if color == _BEFORE else color, mew=_OUTLINE)
        tip(dot, words)
    lower, upper = min(places), max(places)
    for value, color in known if lower < upper else known[-1:]:
        side, ha = (-1, "right") if value == lower < upper else (1, "left")
        label = place(axes, written(value), (value, row), shift=(side * 1.4 * GAP, 0), ha=ha)
        label.set_color(LIGHT.ink_muted if muted or color == _BEFORE else LIGHT.ink)
        label.set_bbox(_PATCH)
