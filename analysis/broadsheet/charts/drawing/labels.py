"""Labels beside the ends of lines: pushed apart, with a thin stroke where a label moved away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.frame import place
from broadsheet.charts.drawing.scale import spread
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.charts.drawing.tips import tip
from broadsheet.style.matplotlib_style import HAIRLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = [
    "LABEL_ROW",
    "EndLabel",
    "Wish",
    "dodge",
    "label_room",
    "room_beside",
    "write_labels",
]

LABEL_ROW = 0.165  # inches

_WIDEST = 1.7
_WIDEST_SHARE = 0.34  # of a narrow chart
_GAP = 0.1
_LEADER = 0.16  # the room for strokes to labels that moved
_STROKE_GAP = 0.03  # between a stroke and its label
_NEAR = 0.05  # a label that moved less needs no stroke


@dataclass(frozen=True)
class Wish:
    """A label and the height it belongs to.

    Attributes:
        text: The label as it is drawn.
        color: Its color.
        height: The height of its line's end in the data; a label without one is below all others.
        full: The whole text of a shortened label, shown as its tip.
        bold: Whether it is bold.
    """

    text: str
    color: str
    height: float | None
    full: str = ""
    bold: bool = False

    @property
    def width(self) -> float:
        """Its width in inches."""
        return text_width(self.text, bold=self.bold)


@dataclass(frozen=True)
class EndLabel:
    """A label in its place: its height in the data, and how many inches it moved."""

    wish: Wish
    height: float
    inches: float

    @property
    def moved(self) -> bool:
        """Whether the label is so far from its line's end that it needs a stroke."""
        return self.wish.height is not None and abs(self.inches) > _NEAR


def label_room(inches: float) -> float:
    """The inches that the text of a label may take in a chart of this width."""
    return min(_WIDEST, inches * _WIDEST_SHARE)


def dodge(wishes: Sequence[Wish], span: tuple[float, float], body: float) -> list[EndLabel]:
    """The labels, pushed apart on a plot that shows the `span` on `body` inches."""
    low, high = span
    scale = (high - low) / body
    wanted = [-body if wish.height is None else (wish.height - low) / scale for wish in wishes]
    return [
        EndLabel(wish, low + now * scale, now - was)
        for wish, was, now in zip(wishes, wanted, spread(wanted, LABEL_ROW, 0, body), strict=True)
    ]


def room_beside(labels: Sequence[EndLabel]) -> float:
    """The inches that labels take beside the plot, with the gap."""
    return _gap_beside(labels) + max(label.wish.width for label in labels) + EDGE


def write_labels(axes: Axes, labels: Sequence[EndLabel], at: float, *, side: int = 1) -> None:
    """Write the labels of one side beyond the place `at`: to the right (1) or to the left (-1)."""
    gap = _gap_beside(labels)
    for label in labels:
        _write(axes, label, at, gap, side)


def _gap_beside(labels: Sequence[EndLabel]) -> float:
    """The inches between the lines' ends and the labels."""
    return _GAP + (_LEADER if any(label.moved for label in labels) else 0)


def _write(axes: Axes, label: EndLabel, at: float, gap: float, side: int) -> None:
    wish = label.wish
    ha = "left" if side > 0 else "right"
    shift = (side * gap, 0)
    text = place(axes, wish.text, (at, label.height), shift=shift, color=wish.color, ha=ha)
    text.set_fontweight("bold" if wish.bold else "normal")
    if wish.full and wish.full != wish.text:
        tip(text, wish.full)
    if not label.moved:
        return
    axes.annotate(
        "",
        (at, wish.height),
        xytext=(side * (gap - _STROKE_GAP) * 72, label.inches * 72),
        textcoords="offset points",
        arrowprops={
            "arrowstyle": "-",
            "color": wish.color,
            "linewidth": HAIRLINE,
            "shrinkA": 0,
            "shrinkB": 3,
        },
        annotation_clip=False,
    )
