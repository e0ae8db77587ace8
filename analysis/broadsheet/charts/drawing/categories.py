"""Charts with a row per category: its name at the left, its marks, its count at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from broadsheet.charts.drawing.frame import EDGE, place, tip
from broadsheet.charts.drawing.text import fit, text_width
from broadsheet.errors import ReportError
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, TEXT_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes

__all__ = [
    "GAP",
    "ROW",
    "chosen",
    "count_label",
    "guides",
    "limited",
    "name_room",
    "write_counts",
    "write_names",
]

ROW = 0.225  # inches
GAP = 0.07

_LIMIT = 30
_NAME_SHARE = 0.36  # of the width, at most

_T = TypeVar("_T")


def chosen(highlight: str | Collection[str] | None) -> set[str]:
    """The categories to set off."""
    return {highlight} if isinstance(highlight, str) else set(highlight or ())


def limited(rows: Sequence[_T], limit: int | None, usual: int = _LIMIT) -> tuple[list[_T], int]:
    """The first rows, as many as the limit, and how many there are more.

    Raises:
        ReportError: The limit is below 1.
    """
    limit = usual if limit is None else limit
    if limit < 1:
        raise ReportError("a chart's limit must be at least 1", received=limit)
    return list(rows[:limit]), max(len(rows) - limit, 0)


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
