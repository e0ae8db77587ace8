"""Slopes: two periods side by side, and which categories rose or fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.data.options import chosen, limited, plot_height
from broadsheet.charts.data.pairs import pair_labels, read_pairs
from broadsheet.charts.drawing.emphasis import is_muted
from broadsheet.charts.drawing.foot import Foot, more, withheld_names
from broadsheet.charts.drawing.frame import FULL_WIDTH, Frame, nothing, place
from broadsheet.charts.drawing.head import Head
from broadsheet.charts.drawing.labels import LABEL_ROW, Wish, dodge, room_beside, write_labels
from broadsheet.charts.drawing.scale import domain, value_labels
from broadsheet.charts.drawing.text import EDGE, fit, text_width
from broadsheet.charts.drawing.tint import tinted
from broadsheet.charts.drawing.tips import tip
from broadsheet.charts.examples import Example, providers
from broadsheet.style.formatting import left_to_right, number
from broadsheet.style.matplotlib_style import (
    FINE_LINE_WIDTH,
    LINE_WIDTH,
    RULE_WIDTH,
    SMALL_SIZE,
    chart_style,
)
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.pairs import Pair
    from broadsheet.charts.drawing.labels import EndLabel
    from broadsheet.style.palette import Palette

__all__ = ["slope"]

EXAMPLE = Example(
    text="See which categories rose and which fell between two periods.",
    table=providers,
    options={
        "x": ("before", "now"),
        "y": "provider",
        "labels": ("February", "March"),
        "highlight": ("Rumours", "1843"),
        "title": "Mean quality in February and in March",
    },
)

_BODY = 2.4
_CROWDED = 1.25  # times the height that the labels take
_TOP = 0.24
_LIMIT = 20
_SIDE_SHARE = 0.3  # of the width, at most, for the labels of one side
_STROKES = 0.38  # the room of gap and stroke on one side
_HEADING = 0.9
_DOT = 4.5


@chart_style()
def slope(
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
    """Draw a line for each category from its value before to its value now, named at both ends.

    The axis holds zero.

    Args:
        data: One row per category.
        x: Two columns of values: before and now. A category with one value is a dot.
        y: The column of categories.
        labels: What the two values are; by default the columns' names.
        title: What the chart shows.
        n: A column of counts that the values rest on, or two, for before and now; tips show them.
        min_n: The least count. A category with a smaller or unknown count is not drawn, but a note
            names it.
        unit: The unit of the values; `"share"` for values between 0 and 1 that are written as
            percentages, `"%"` for percentages.
        highlight: The category, or categories, in the accent color; the others are muted.
        limit: The most categories, 20 by default; a note states how many more there are.
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
    headings: Sequence[str] = pair_labels(x, labels)
    shown, rest = limited(pairs.drawn, limit, _LIMIT)
    foot = Foot((more(rest), withheld_names(pairs.small, min_n)))
    if not shown:
        return nothing(head, inches, foot)
    values = [value for pair in shown for value in pair.known]
    written = value_labels(values, unit)
    labels_need = len(shown) * LABEL_ROW
    body = plot_height(height, max(_BODY, labels_need * _CROWDED), labels_need)
    span = domain(values)
    strong = chosen(highlight)
    headings = [fit(each, _HEADING, SMALL_SIZE) for each in headings]
    least = sum(text_width(each, SMALL_SIZE) for each in headings) / 2 + 2 * EDGE
    room = min(inches * _SIDE_SHARE, (inches - least) / 2 - _STROKES)
    sides = [dodge(_wishes(shown, side, written, strong, room), span, body) for side in (0, 1)]
    left, right = (_room(side, text) for side, text in zip(sides, headings, strict=True))
    frame = Frame(inches, body=body, left=left, right=right, top=_TOP, bottom=2 * EDGE)
    figure, axes = frame.sheet(head, foot)
    axes.set_xlim(0, 1)
    axes.set_ylim(span)
    axes.set_xticks([])
    axes.set_yticks([])
    for at, side, heading in zip((0, 1), sides, headings, strict=True):
        _edge(axes, at, heading, span)
        write_labels(axes, side, at, side=1 if at else -1)
    for pair in reversed(shown):  # the first are on top
        _draw(axes, pair, written, palette, muted=is_muted(pair.name, strong))
    figure.hover = hover
    return figure


def _wishes(
    pairs: Sequence[Pair],
    side: int,
    written: Callable[[float | None], str],
    strong: set[str],
    room: float,
) -> list[Wish]:
    """The labels of one side: name and value, the value next to its dot."""
    wishes = []
    for pair in pairs:
        value = pair.now if side else pair.before
        if value is None:
            continue
        label = written(value)
        bold = pair.name in strong
        name = fit(pair.name, room - text_width(f"{label}  ", bold=bold), bold=bold)
        marked = left_to_right(name)
        text = f"{label}  {marked}" if side else f"{marked}  {label}"
        full = "" if name == pair.name else f"{pair.name}: {label}"
        color = LIGHT.ink_muted if is_muted(pair.name, strong) else LIGHT.ink
        wishes.append(Wish(text, color, value, full, bold))
    return wishes


def _room(side: Sequence[EndLabel], heading: str) -> float:
    """The inches beside the plot, for the labels and half of the heading."""
    half = text_width(heading, SMALL_SIZE) / 2 + EDGE
    return max(room_beside(side), half) if side else half


def _edge(axes: Axes, at: float, heading: str, span: tuple[float, float]) -> None:
    """Draw the vertical rule of a period, with its heading."""
    axes.plot((at, at), span, color=LIGHT.rule, lw=RULE_WIDTH, zorder=0.5, clip_on=False)
    text = place(axes, heading, (at, span[1]), shift=(0, _TOP / 2 + EDGE / 2), size=SMALL_SIZE)
    text.set(ha="center", color=LIGHT.ink_muted)


def _draw(
    axes: Axes,
    pair: Pair,
    written: Callable[[float | None], str],
    palette: Palette,
    *,
    muted: bool,
) -> None:
    ends = [(at, value) for at, value in ((0, pair.before), (1, pair.now)) if value is not None]
    (drawn,) = axes.plot(
        [at for at, _ in ends],
        [value for _, value in ends],
        color=palette.accent_soft if muted else palette.accent,
        linewidth=FINE_LINE_WIDTH if muted else LINE_WIDTH,
        marker="o",
        markersize=_DOT,
        markeredgewidth=0,
        zorder=1.5 if muted else 2,
        clip_on=False,
    )
    counts = ", ".join(number(count, 0) for count in pair.counts)
    rest = f" (n = {counts})" if counts else ""
    tip(drawn, f"{pair.name}: {written(pair.before)}, then {written(pair.now)}{rest}")
