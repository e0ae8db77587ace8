"""Charts with a row per category: its name at the left, its marks, its count at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.drawing.figure import tip
from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.scale import spread
from broadsheet.charts.drawing.text import EDGE, fit, text_width
from broadsheet.style.formatting import number
from broadsheet.style.matplotlib_style import HAIRLINE, SMALL_SIZE, TEXT_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from broadsheet.charts.drawing.frame import Frame

__all__ = [
    "GAP",
    "HEAD_ROW",
    "ROW",
    "count_label",
    "guides",
    "name_room",
    "write_counts",
    "write_head_row",
    "write_names",
]

ROW = 0.225  # inches
HEAD_ROW = 0.2
GAP = 0.07

_NAME_SHARE = 0.36  # of the width, at most
_HEADING_ROOM = 1.2
_BETWEEN = 0.08  # two headings


def count_label(*counts: float | None) -> str:
    """The counts that values rest on, as `n = 1,234` or `n = 12, 14`; nothing without counts."""
    if not counts or counts == (None,):
        return ""
    return f"n = {', '.join(number(count, 0) for count in counts)}"


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


def write_head_row(
    axes: Axes, frame: Frame, headings: Sequence[tuple[float | None, str, str]]
) -> None:
    """Write what the marks of the first row are above them, side by side.

    Args:
        axes: The plot.
        frame: Its size.
        headings: The value that a heading belongs to, its text and its color, from the left.
    """
    low, high = axes.get_xlim()
    scale = frame.plot / (high - low)
    texts = [fit(text, _HEADING_ROOM, SMALL_SIZE) for _, text, _ in headings]
    wanted = [0.0 if value is None else (value - low) * scale for value, _, _ in headings]
    widest = max(text_width(text, SMALL_SIZE) for text in texts)
    left, right = -frame.left + EDGE, frame.plot + frame.right - EDGE
    middles = spread(wanted, widest + _BETWEEN, left + widest / 2, right - widest / 2)
    for text, middle, (_, full, color) in zip(texts, middles, headings, strict=True):
        label = place(axes, text, (low, -0.5), shift=(middle, HEAD_ROW / 2), size=SMALL_SIZE)
        label.set(color=color, ha="center")
        if text != full:
            tip(label, full)


def guides(axes: Axes, rows: int) -> None:
    """Draw a thin rule along each row, which leads the eye from its name to its marks."""
    low, high = axes.get_xlim()
    for row in range(rows):
        axes.plot((low, high), (row, row), color=LIGHT.rule, lw=HAIRLINE, zorder=0.5, clip_on=False)
