"""Dumbbells: two values for each category, and the way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.data.options import chosen, limited
from broadsheet.charts.data.pairs import Pair, pair_labels, read_pairs
from broadsheet.charts.drawing.categories import (
    GAP,
    ROW,
    count_label,
    guides,
    name_room,
    write_counts,
    write_names,
)
from broadsheet.charts.drawing.foot import Foot, left_out, more
from broadsheet.charts.drawing.frame import EDGE, FULL_WIDTH, Frame, Head, nothing, place, tip
from broadsheet.charts.drawing.labels import across
from broadsheet.charts.drawing.scale import domain, value_labels
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import LINE_WIDTH, RULE_WIDTH, SMALL_SIZE, house
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data

__all__ = ["dumbbell"]

_TOP = 0.2
_DOT = 6.0
_PATCH = {"facecolor": LIGHT.paper, "edgecolor": "none", "pad": 1}  # keeps the rule off a value
_HEADING_ROOM = 1.2
_BEFORE, _NOW = LIGHT.ink_muted, LIGHT.accent


@house()
def dumbbell(  # noqa: PLR0913 (a chart's options)
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
    show_title: bool = True,
) -> Figure:
    """Two dots on a row for each category, in the order of the data, each with its value.

    The dots show places, not lengths, so the axis begins at zero unless all values lie far from it.

    Args:
        data: One row per category.
        x: Two columns of values: before and now. Of a category with one value that one is drawn.
        y: The column of categories.
        labels: What the two values are; the columns' names unless told.
        title: What the chart shows.
        n: A column of counts that the values rest on, or two, for before and now.
        min_n: The least count; a category that rests on less is not drawn, but named in a note.
        unit: What is counted; `"share"` for values between 0 and 1 that read as percentages, `"%"`
            for percentages.
        highlight: The category, or categories, to set off; the others stand back.
        limit: The most categories drawn, 30 unless told; a note says how many more there are.
        inches: The width; the height follows from the number of categories.
        show_title: Whether the title is drawn.
    """
    head = Head(title, unit, show_title)
    pairs = read_pairs(data, x, y, n, min_n)
    headings = pair_labels(x, labels)
    shown, rest = limited(pairs.drawn, limit)
    foot = Foot((more(rest), left_out(pairs.small, min_n)))
    if not shown:
        return nothing(head, inches, foot)
    names = [pair.name for pair in shown]
    written = value_labels([value for pair in shown for value in pair.known], unit)
    counts = [_count(pair) for pair in shown]
    beside = max(text_width(written(value)) for pair in shown for value in pair.known) + 2 * GAP
    column = max(text_width(count, SMALL_SIZE) for count in counts)
    away = beside + column
    frame = Frame(
        inches,
        body=len(shown) * ROW,
        left=name_room(names, inches) + beside,
        right=away + EDGE,
        top=_TOP,
    )
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(domain([value for pair in shown for value in pair.known]))
    axes.set_xticks([])
    write_names(axes, names, inches, beside)
    guides(axes, len(shown))
    write_counts(axes, counts, away)
    strong = chosen(highlight)
    for row, pair in enumerate(shown):
        words = _words(pair, headings, written)
        _draw(axes, pair, row, words, written, back=bool(strong) and pair.name not in strong)
    _head_row(axes, frame, shown[0], headings)
    return figure


def _count(pair: Pair) -> str:
    """The counts of a pair, as `n = 12` or, of two, `n = 12, 14`."""
    if len(pair.counts) < 2:
        return count_label(*pair.counts) if pair.counts else ""
    return f"n = {', '.join(number(count, 0) for count in pair.counts)}"


def _words(pair: Pair, headings: tuple[str, str], written: Callable[[float | None], str]) -> str:
    """The category and its values, each with what it is: `Schools: Before 20%, Now 30%`."""
    values = zip(headings, (pair.before, pair.now), strict=True)
    return f"{pair.name}: {', '.join(f'{heading} {written(value)}' for heading, value in values)}"


def _draw(  # noqa: PLR0913 (a row's data and look)
    axes: Axes,
    pair: Pair,
    row: int,
    words: str,
    written: Callable[[float | None], str],
    *,
    back: bool,
) -> None:
    """The two dots, the way between them and their values, the lower one's to the left."""
    ends = [(pair.before, _BEFORE), (pair.now, LIGHT.accent_soft if back else _NOW)]
    known = [(value, color) for value, color in ends if value is not None]
    places = [value for value, _ in known]
    if len(known) == 2:
        way = axes.plot(places, (row, row), color=LIGHT.accent_soft, lw=LINE_WIDTH, clip_on=False)
        tip(way[0], words)
    for value, color in known:
        (dot,) = axes.plot(value, row, "o", color=color, ms=_DOT, clip_on=False)
        dot.set(markerfacecolor=LIGHT.paper if color == _BEFORE else color, mew=RULE_WIDTH * 1.5)
        tip(dot, words)
    lower, upper = min(places), max(places)
    for value, color in known if lower < upper else known[-1:]:
        side, ha = (-1, "right") if value == lower < upper else (1, "left")
        label = place(axes, written(value), (value, row), shift=(side * 1.4 * GAP, 0), ha=ha)
        label.set_color(LIGHT.ink_muted if back or color == _BEFORE else LIGHT.ink)
        label.set_bbox(_PATCH)


def _head_row(axes: Axes, frame: Frame, pair: Pair, headings: tuple[str, str]) -> None:
    """What the two values are, above the dots of the first row, in the dots' colours."""
    low, high = axes.get_xlim()
    scale = frame.plot / (high - low)
    texts = [fit(heading, _HEADING_ROOM, SMALL_SIZE) for heading in headings]
    wanted = [0.0 if value is None else (value - low) * scale for value in (pair.before, pair.now)]
    edges = (-frame.left + EDGE, frame.plot + frame.right - EDGE)
    middles = across(wanted, texts, *edges, SMALL_SIZE)
    for text, full, middle, color in zip(texts, headings, middles, (_BEFORE, _NOW), strict=True):
        label = place(axes, text, (low, -0.5), shift=(middle, _TOP / 2), size=SMALL_SIZE)
        label.set(color=color, ha="center")
        if text != full:
            tip(label, full)
