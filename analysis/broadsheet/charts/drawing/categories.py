"""Charts with a row per category: its name, its marks, its count at the right.

A name is beside its marks. In a narrow chart it is above them where many names do not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING

from broadsheet.charts.data.options import plot_height
from broadsheet.charts.drawing.emphasis import BOLD_SHARE, name_look
from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.text import EDGE, fit_apart, text_width
from broadsheet.charts.drawing.tips import tip
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import HAIRLINE, RULE_WIDTH, SMALL_SIZE, TEXT_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes

    from broadsheet.charts.drawing.frame import Frame

__all__ = [
    "GAP",
    "LOW_ROW",
    "NARROW",
    "ROW",
    "Rows",
    "count_label",
    "guides",
    "many_exceed",
    "strokes",
    "uprights",
    "write_counts",
    "write_names",
]

ROW = 0.225  # inches
LOW_ROW = 0.17  # where the height is given: names are as far apart as legible
GAP = 0.07
NARROW = 3.25  # inches: in a chart for telephones, names may be above their marks

_ABOVE = 0.85  # of a row, for a name above its marks
_NAME_SHARE = 0.36  # of the width, at most
_HALF_SHARE, _HALF = 0.4, 4.0  # of a chart that is narrower than so many inches


@dataclass(frozen=True)
class Rows:
    """Where the names and the marks of categories are, in units of `ROW` from the top.

    Attributes:
        names: The names, the first on top.
        inches: The width of the chart.
        strong: The names that are highlighted.
    """

    names: Sequence[str]
    inches: float
    strong: Collection[str] = ()

    @cached_property
    def above(self) -> bool:
        """Whether names are above their marks."""
        return self.inches < NARROW and many_exceed(self.names, self.inches * _NAME_SHARE)

    @cached_property
    def labels(self) -> list[str]:
        """The names as they are written, each other than the others."""
        bold = BOLD_SHARE if self.strong else 1
        if self.above:
            return fit_apart(self.names, (self.inches - 2 * EDGE) * bold)
        share = _HALF_SHARE if self.inches < _HALF else _NAME_SHARE
        return fit_apart(self.names, self.inches * share * bold)

    @property
    def left(self) -> float:
        """The inches that the names take at the left."""
        if self.above:
            return EDGE
        named = zip(self.names, self.labels, strict=True)
        widest = max(text_width(label, bold=name in self.strong) for name, label in named)
        return widest + GAP + EDGE

    @property
    def body(self) -> float:
        """The height of all rows in inches."""
        return self.span[0] * ROW + ROW / 2

    def height(self, wanted: float | None) -> float:
        """The height of all rows in inches, as it was asked for if it was.

        Raises:
            ChartError: The rows don't fit into this height.
        """
        return plot_height(wanted, self.body, self.body * LOW_ROW / ROW)

    @property
    def span(self) -> tuple[float, float]:
        """The ends of the axis, from the lowest row to the top."""
        return self.at(len(self.names) - 1) + 0.5, -0.5

    @property
    def bases(self) -> list[tuple[float, float]]:
        """The ends of upright lines behind the marks, which don't cross names above them."""
        if not self.above:
            return [self.span]
        middles = [self.at(row) for row in range(len(self.names))]
        return [(middle + 0.5, middle - 0.5) for middle in middles]

    def at(self, row: int) -> float:
        """Where the marks of a row are."""
        return row + (row + 1) * _ABOVE if self.above else row


def many_exceed(names: Sequence[str], room: float, size: float = TEXT_SIZE) -> bool:
    """Whether more than a quarter of the names is wider than the room, in inches."""
    return sum(text_width(name, size) > room for name in names) * 4 > len(names)


def count_label(*counts: float | None) -> str:
    """The counts that values rest on, as `n = 1,234` or `n = 12, 14`; nothing without counts."""
    if not counts or counts == (None,):
        return ""
    return f"n = {', '.join(number(count, 0) for count in counts)}"


def write_names(axes: Axes, rows: Rows, frame: Frame, pad: float = 0) -> None:
    """Write the names: above their marks, or at the left, `pad` more inches away from the plot."""
    axes.set_ylim(rows.span)
    if rows.above:
        axes.set_yticks([])
        low = axes.get_xlim()[0]
        for at, label in enumerate(rows.labels):
            where = (low, rows.at(at) - (1 + _ABOVE) / 2)
            written = place(axes, label, where, shift=(-frame.left, 0), size=TEXT_SIZE)
            written.set(**name_look(rows.names[at], rows.strong))
            if label != rows.names[at]:
                tip(written, rows.names[at])
        return
    axes.set_yticks(range(len(rows.names)), rows.labels, size=TEXT_SIZE)
    axes.tick_params(axis="y", labelcolor=LIGHT.ink, pad=(GAP + pad) * 72)
    for beside, name in zip(axes.get_yticklabels(), rows.names, strict=True):
        beside.set(**name_look(name, rows.strong))
        if beside.get_text() != name:
            tip(beside, name)


def write_counts(axes: Axes, rows: Rows, counts: Sequence[str], away: float) -> None:
    """Write the counts in a column that ends `away` inches right of the plot."""
    high = axes.get_xlim()[1]
    for row, text in enumerate(counts):
        if text:
            at = (high, rows.at(row))
            label = place(axes, text, at, shift=(away, 0), size=SMALL_SIZE, ha="right")
            label.set_color(LIGHT.ink_muted)


def guides(axes: Axes, rows: Rows) -> None:
    """Draw a thin rule along each row, which leads the eye from its name to its marks."""
    span = axes.get_xlim()
    for row in range(len(rows.names)):
        at = (rows.at(row), rows.at(row))
        axes.plot(span, at, color=LIGHT.rule, lw=HAIRLINE, zorder=0.5, clip_on=False)


def uprights(axes: Axes, rows: Rows, places: Sequence[float], base: float | None = None) -> None:
    """Draw thin vertical rules behind the marks; the one at `base` is in ink."""
    thin = [(at, ends) for at in places if at != base for ends in rows.bases]
    inked = [(at, ends) for at in places if at == base for ends in rows.bases]
    strokes(axes, thin, color=LIGHT.rule, width=HAIRLINE)
    strokes(axes, inked, color=LIGHT.ink, width=RULE_WIDTH)


def strokes(
    axes: Axes,
    placed: Sequence[tuple[float, tuple[float, float]]],
    *,
    color: str,
    width: float,
    zorder: float = 0.5,
) -> None:
    """Draw vertical strokes, each at its place from end to end, as one line with gaps.

    One line is drawn faster than many, and makes a smaller page.
    """
    if placed:
        across = [x for at, _ in placed for x in (at, at, nan)]
        up = [y for _, ends in placed for y in (*ends, nan)]
        axes.plot(across, up, color=color, lw=width, zorder=zorder, clip_on=False)
