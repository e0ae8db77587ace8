"""Charts with a row per category: its name at the left, its marks, its count at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.drawing.frame import EDGE, place, tip
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, TEXT_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = [
    "GAP",
    "ROW",
    "count_label",
    "guides",
    "name_room",
    "write_counts",
    "write_names",
]

ROW = 0.225  # inches
GAP = 0.07

_NAME_SHARE = 0.36  # of the width, at most


def count_label(count: float | None) -> str:
    """What a value rests on, as `n = 1,234`."""
    return "" if count is None else f"n = {number(count, 0)}"


def name_room(names: Sequence[str], inches: float) -> float:
    """The inches that the names take at the left of a chart of this width."""
    return max(text_width(fit(each, inches * _NAME_SHARE)) for each in names) + GAP + EDGE


def write_names(axes: Axes, names: Sequence[str], inches: float, pad: float = 0) -> None:
    """Write the names at the left, the first on top, `pad` more inches away from the plot."""
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(
        range(len(names)), [fit(each, inches * _NAME_SHARE) for each in names], size=TEXT_SIZE
    )
    axes.tick_params(axis="y", labelcolor=LIGHT.ink, pad=(GAP + pad) * 72)
    for label, name in zip(axes.get_yticklabels(), names, strict=True):
        if label.get_text() != name:
            tip(label, name)


def write_counts(axes: Axes, counts: Sequence[str], away: float) -> None:
    """Write the counts in a column that ends `away` inches right of the plot."""
    high = axes.get_xlim()[1]
    for row, text in enumerate(counts):
        if text:
            label = place(axes, text, (high, row), shift=(away, 0), size=SMALL_SIZE, ha="right")
            label.set_color(LIGHT.ink_muted)


def guides(axes: Axes, rows: int) -> None:
    """A thin rule along each row, which leads the eye from its name to its marks."""
    low, high = axes.get_xlim()
    for row in range(rows):
        axes.plot((low, high), (row, row), color=LIGHT.rule, lw=HAIRLINE, zorder=0.5, clip_on=False)
