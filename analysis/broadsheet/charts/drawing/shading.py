"""Shades: spans of time in gray behind a chart, each with its name above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING, cast

from broadsheet.charts.data.columns import dates, day_count
from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.labels import LABEL_ROW
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.charts.drawing.tips import tip
from broadsheet.errors import ChartError
from broadsheet.style.formatting import one_line
from broadsheet.style.matplotlib_style import SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from matplotlib.axes import Axes

    Span: TypeAlias = tuple[date | str, date | str, str]

__all__ = ["Shade", "draw_shades", "draw_weekends", "read_shades", "shade_room"]

_ALPHA = 0.5
_WEEKEND = 0.45
_BETWEEN = 0.1
_FIRST_WEEKDAY, _SATURDAY = 3, 5  # 1 January 1970, where the axis begins, was a Thursday


@dataclass(frozen=True)
class Shade:
    """A span of time, as places on the axis without the end, and its name."""

    start: float
    end: float
    label: str


def read_shades(shade: Span | Sequence[Span] | None) -> list[Shade]:
    """The spans of the option `shade`: one `(from, until, label)`, or several.

    Raises:
        ChartError: A span has another form, or ends before it begins.
    """
    if not shade:
        return []
    one = isinstance(shade, str) or isinstance(shade[0], str | date)
    several = cast("Sequence[Span]", (shade,) if one else shade)
    return [_shade(each) for each in several]


def shade_room(shades: Sequence[Shade], span: tuple[float, float], plot: float) -> float:
    """The inches above the plot that the names take."""
    return LABEL_ROW * max((row + 1 for *_, row in _arranged(shades, span, plot)), default=0)


def draw_shades(axes: Axes, shades: Sequence[Shade], plot: float) -> None:
    """Draw the spans behind the data, as far as they are on the axis, and write their names."""
    span = axes.get_xlim()
    low, high = axes.get_ylim()
    for shade, text, middle, row in _arranged(shades, span, plot):
        left, right = max(shade.start, span[0]), min(shade.end, span[1])
        patch = axes.axvspan(left, right, color=LIGHT.rule, alpha=_ALPHA, lw=0, zorder=0.2)
        tip(patch, shade.label)
        at = (span[0] + middle / plot * (span[1] - span[0]), high)
        written = place(axes, text, at, shift=(0, (row + 0.5) * LABEL_ROW), size=SMALL_SIZE)
        written.set(ha="center", color=LIGHT.ink_muted)
        if text != shade.label:
            tip(written, shade.label)
    axes.set_ylim(low, high)
    axes.set_xlim(span)


def draw_weekends(axes: Axes) -> None:
    """Draw Saturdays and Sundays behind the data, half a day to both sides of their points."""
    low, high = axes.get_xlim()
    for at in range(floor(low), ceil(high) + 1):
        if (at + _FIRST_WEEKDAY) % 7 == _SATURDAY:
            left, right = max(at - 0.5, low), min(at + 1.5, high)
            if left < right:
                axes.axvspan(left, right, color=LIGHT.rule, alpha=_WEEKEND, lw=0, zorder=0.1)
    axes.set_xlim(low, high)


def _arranged(
    shades: Sequence[Shade], span: tuple[float, float], plot: float
) -> list[tuple[Shade, str, float, int]]:
    """The visible spans: each with its name, the name's middle in inches, and its row."""
    scale = plot / (span[1] - span[0])
    rows: list[float] = []  # where the last name of each row ends
    found = []
    for shade in sorted(shades, key=lambda shade: (shade.start, shade.end, shade.label)):
        left, right = max(shade.start, span[0]), min(shade.end, span[1])
        if left >= right:
            continue
        text = fit(shade.label, plot, SMALL_SIZE)
        half = text_width(text, SMALL_SIZE) / 2
        middle = ((left + right) / 2 - span[0]) * scale
        middle = min(max(middle, half), plot - half)
        row = next((at for at, end in enumerate(rows) if end < middle - half), len(rows))
        rows[row : row + 1] = [middle + half + _BETWEEN]
        found.append((shade, text, middle, row))
    return found


def _shade(span: Span) -> Shade:
    if isinstance(span, str) or len(span) != 3:
        raise ChartError(
            "a shade is a first day, the day after its last, and a label", received=span
        )
    start, end = dates(span[:2], "shade")
    if start is None or end is None or start >= end:
        raise ChartError("a shade must end after it begins", received=span)
    return Shade(day_count(start), day_count(end), one_line(str(span[2])))
