"""Forest plots: an estimate for each category, with its interval, and what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.data.estimates import read_estimates
from broadsheet.charts.data.options import chosen, limited
from broadsheet.charts.drawing.categories import (
    GAP,
    Rows,
    count_label,
    strokes,
    uprights,
    write_counts,
    write_names,
)
from broadsheet.charts.drawing.emphasis import is_muted, name_look
from broadsheet.charts.drawing.foot import Foot, more, withheld_names
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.legend import LEGEND_ROW, LegendEntry, write_legend
from broadsheet.charts.drawing.scale import (
    axis_labels,
    domain,
    log_axis_labels,
    log_ticks,
    ratio_label,
    ticks,
    value_labels,
)
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, ratios
from broadsheet.errors import ChartError
from broadsheet.style.formatting import MINUS, one_line
from broadsheet.style.matplotlib_style import (
    LINE_WIDTH,
    RULE_WIDTH,
    SMALL_SIZE,
    TEXT_SIZE,
    chart_style,
)
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.estimates import Estimate
    from broadsheet.style.palette import Palette

    Writing = Callable[[float | None], str]

__all__ = ["forest"]

EXAMPLE = Example(
    text="Compare estimates with their intervals, and see which intervals hold a value.",
    table=ratios,
    options={
        "x": "odds_ratio",
        "y": "provider",
        "reference": 1,
        "reference_label": "equal odds",
        "log": True,
        "n": "n",
        "min_n": 5,
        "unit": "Odds of publication, divided by those of others of the same quality",
        "title": "Nine O’Clock is published more often than its quality explains",
    },
)

_BOTTOM = 0.24
_TICK = 0.5  # the room of a tick's label
_LEAST_PLOT = 1.3  # inches, below which texts beside the plot are left out
_DOT = 5.5
_OUTLINE = RULE_WIDTH * 1.5
_REACH = 10  # times the estimates, for the ends of a logarithmic axis
_ARROW = 4.0
_STROKE = 0.36  # half the height of a row's reference


@chart_style()
def forest(
    data: Data,
    *,
    x: str,
    y: str,
    span: Sequence[str] = ("low", "high"),
    reference: float | str | None = None,
    reference_label: str | None = None,
    log: bool = False,
    n: str | None = None,
    min_n: int | None = None,
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
    """Draw a dot for each estimate and a line for its interval, in the order of the data.

    A dot is hollow where the interval holds the reference: the two may be equal. The axis holds
    zero. A logarithmic one ends at ten times the largest estimate, and a tenth of the least; an
    interval that goes beyond ends in an arrow.

    Args:
        data: One row per category; one without an estimate is not drawn.
        x: The column of estimates.
        y: The column of categories.
        span: The columns of the lower and the upper end of the interval.
        reference: What the estimates are compared with: a value for all, or a column.
        reference_label: What the reference is; by default its value, or the column's name.
        log: Whether the axis is logarithmic, for ratios.
        n: A column of counts that the estimates rest on, written at the right where there is room.
        min_n: The least count. A category with a smaller or unknown count is not drawn, but a note
            names it.
        title: What the chart shows.
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
        ChartError: A column is missing or has the wrong type, an option is not valid, or a
            logarithmic axis would hold a number that is not above 0.
    """
    palette = tinted(color)
    head = Head(title, unit, show_title)
    estimates = read_estimates(data, x=x, y=y, span=span, reference=reference, n=n, min_n=min_n)
    shown, rest = limited(estimates.drawn, limit)
    foot = Foot((more(rest), withheld_names(estimates.small, min_n)))
    if not shown:
        return nothing(head, inches, foot)
    strong = chosen(highlight)
    rows = Rows([each.name for each in shown], inches, strong)
    numbers = [number for each in shown for number in each.numbers]
    if log:
        numbers = _within_reach(numbers, shown)
    written = ratio_label if log else value_labels(numbers, unit)
    values, counts = _beside(shown, written, inches - rows.left)
    column = _widest(counts, SMALL_SIZE)
    away = 2 * GAP + _widest(values) + (2 * GAP + column if column else 0)
    frame = Frame(
        inches,
        body=rows.height(height),
        left=rows.left + GAP,
        right=away + EDGE,
        bottom=_BOTTOM,
        top=0 if reference is None else LEGEND_ROW,
    )
    figure, axes = frame.sheet(head, foot)
    places = _set_axis(axes, numbers, unit, max(1, min(6, int(frame.plot / _TICK))), log=log)
    write_names(axes, rows, frame, GAP)
    uprights(axes, rows, places)
    write_counts(axes, rows, counts, away)
    references = _references(shown, rows, for_all=not isinstance(reference, str))
    strokes(axes, references, color=LIGHT.ink, width=RULE_WIDTH, zorder=1)
    for row, (each, value) in enumerate(zip(shown, values, strict=True)):
        _draw(axes, each, rows.at(row), _words(each, written), _colors(each, palette, strong))
        label = place(axes, value, (axes.get_xlim()[1], rows.at(row)), shift=(2 * GAP, 0))
        label.set_color(name_look(each.name, strong)["color"])
    if reference is not None:
        label_of_it = reference_label or _called(reference, written)
        write_legend(axes, frame, _legend(one_line(label_of_it), palette))
    figure.hover = hover
    return figure


def _within_reach(numbers: Sequence[float], shown: Sequence[Estimate]) -> list[float]:
    """The numbers that a logarithmic axis holds: those at most ten times beyond all estimates."""
    if min(numbers) <= 0:
        raise ChartError("a logarithmic axis holds numbers above 0", received=min(numbers))
    middles = [number for each in shown for number in (each.value, *_known([each]))]
    low, high = min(middles) / _REACH, max(middles) * _REACH
    return [min(max(number, low), high) for number in numbers]


def _widest(texts: Sequence[str], size: float = TEXT_SIZE) -> float:
    return max(text_width(text, size) for text in texts)


def _beside(
    shown: Sequence[Estimate], written: Writing, room: float
) -> tuple[list[str], list[str]]:
    """The texts at the right, as far as they leave room for the plot: estimates and counts.

    First the counts are left out, then the intervals; tips show both.
    """
    full = [_with_interval(each, written) for each in shown]
    counts = [count_label(each.n) for each in shown]
    blank = [""] * len(shown)
    for texts, beside in ((full, counts), (full, blank)):
        if room - _widest(texts) - _widest(beside, SMALL_SIZE) >= _LEAST_PLOT:
            return texts, beside
    return [written(each.value) for each in shown], blank


def _with_interval(each: Estimate, written: Writing) -> str:
    """An estimate with its interval, as `1.42 (0.80–2.51)`."""
    if each.low is None or each.high is None:
        return written(each.value)
    low, high = written(each.low), written(each.high)
    between = " to " if low.startswith(MINUS) else "–"
    percent = high.endswith("%") and between == "–"
    return f"{written(each.value)} ({low.removesuffix('%') if percent else low}{between}{high})"


def _words(each: Estimate, written: Writing) -> str:
    """The numbers of a category, for the tip of its dot."""
    count = f", {count_label(each.n)}" if each.n is not None else ""
    return f"{each.name}: {_with_interval(each, written)}{count}"


def _called(reference: float | str, written: Writing) -> str:
    """What a reference without a label is: its value, or the column in words."""
    return reference.replace("_", " ") if isinstance(reference, str) else written(reference)


def _set_axis(
    axes: Axes, numbers: Sequence[float], unit: str | None, most: int, *, log: bool
) -> list[float]:
    """Set the horizontal axis and its labels, and return the places of its ticks."""
    if log:
        places = log_ticks(min(numbers), max(numbers), most=most)
        axes.set_xscale("log")
        axes.minorticks_off()
    else:
        places = ticks(*domain(numbers), most=most)
    axes.set_xlim(places[0], places[-1])
    axes.set_xticks(places, log_axis_labels(places) if log else axis_labels(places, unit))
    return places


def _references(
    shown: Sequence[Estimate], rows: Rows, *, for_all: bool
) -> list[tuple[float, tuple[float, float]]]:
    """Where the reference is, and the ends of its strokes: of one line, or of one in each row."""
    if for_all:
        return [(at, ends) for at in _known(shown[:1]) for ends in rows.bases]
    return [
        (at, (rows.at(row) - _STROKE, rows.at(row) + _STROKE))
        for row, each in enumerate(shown)
        for at in _known([each])
    ]


def _known(estimates: Sequence[Estimate]) -> list[float]:
    return [each.reference for each in estimates if each.reference is not None]


def _colors(each: Estimate, palette: Palette, strong: Collection[str]) -> tuple[str, str]:
    """The colors of the line and of the inside of the dot."""
    color = palette.accent_soft if is_muted(each.name, strong) else palette.accent
    return color, LIGHT.paper if each.may_be_equal else color


def _draw(axes: Axes, each: Estimate, row: float, words: str, colors: tuple[str, str]) -> None:
    """Draw the interval's line, and the dot over it."""
    color, face = colors
    if each.low is not None and each.high is not None:
        first, last = axes.get_xlim()
        low, high = max(each.low, first), min(each.high, last)
        axes.plot((low, high), (row, row), color=color, lw=LINE_WIDTH, clip_on=False)
        for is_cut, at, arrow in ((each.low < first, first, "<"), (each.high > last, last, ">")):
            if is_cut:
                axes.plot(at, row, arrow, color=color, ms=_ARROW, clip_on=False)
    (dot,) = axes.plot(each.value, row, "o", color=color, ms=_DOT, clip_on=False)
    dot.set(markerfacecolor=face, mew=_OUTLINE)
    tip(dot, words)


def _legend(reference: str, palette: Palette) -> list[LegendEntry]:
    """The reference, and what a hollow dot is."""
    return [
        LegendEntry(reference, "|", LIGHT.ink, LIGHT.ink, 9),
        LegendEntry("interval holds it", "o", LIGHT.paper, palette.accent, _DOT, _OUTLINE),
    ]
