"""Labels beside the ends of lines: pushed apart, with a thin stroke where one had to move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.frame import EDGE, place, tip
from broadsheet.charts.drawing.scale import spread
from broadsheet.charts.drawing.text import text_width
from broadsheet.style.matplotlib_style import HAIRLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

__all__ = ["LABEL_ROW", "EndLabel", "Wish", "across", "dodge", "gap_beside", "room_beside", "write"]

LABEL_ROW = 0.165  # inches

_GAP = 0.1
_LEADER = 0.16  # the room for strokes to labels that had to move
_STROKE_GAP = 0.03  # between such a stroke and its label
_NEAR = 0.05  # a label that moved less needs none
_BETWEEN = 0.08


@dataclass(frozen=True)
class Wish:
    """A label and where it would like to stand.

    Attributes:
        text: The label as it is drawn.
        color: Its colour.
        height: The height of its line's end in the data; without one it stands below all others.
        full: The words behind a shortened label, shown when it is pointed at.
    """

    text: str
    color: str
    height: float | None
    full: str = ""


@dataclass(frozen=True)
class EndLabel:
    """A label that has its place: a height in the data, so many inches from where it wished."""

    wish: Wish
    height: float
    inches: float

    @property
    def moved(self) -> bool:
        """Whether the label is so far from its line's end that a stroke must lead there."""
        return self.wish.height is not None and abs(self.inches) > _NEAR


def dodge(wishes: Sequence[Wish], span: tuple[float, float], body: float) -> list[EndLabel]:
    """The labels, pushed apart on a plot that shows the `span` on `body` inches."""
    low, high = span
    scale = (high - low) / body
    wanted = [-body if wish.height is None else (wish.height - low) / scale for wish in wishes]
    return [
        EndLabel(wish, low + now * scale, now - was)
        for wish, was, now in zip(wishes, wanted, spread(wanted, LABEL_ROW, 0, body), strict=True)
    ]


def gap_beside(labels: Sequence[EndLabel]) -> float:
    """The inches between the lines' ends and the labels."""
    return _GAP + (_LEADER if any(label.moved for label in labels) else 0)


def room_beside(labels: Sequence[EndLabel]) -> float:
    """The inches that labels take beside the plot, with the gap."""
    return gap_beside(labels) + max(text_width(label.wish.text) for label in labels) + EDGE


def write(axes: Axes, label: EndLabel, at: float, gap: float, *, side: int = 1) -> None:
    """Write a label beyond the place `at`, to the right (side 1) or to the left (side -1)."""
    wish = label.wish
    ha = "left" if side > 0 else "right"
    shift = (side * gap, 0)
    text = place(axes, wish.text, (at, label.height), shift=shift, color=wish.color, ha=ha)
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


def across(
    places: Sequence[float], texts: Sequence[str], low: float, high: float, size: float
) -> list[float]:
    """Where the middles of texts on one line stand, in inches, so that none touches another."""
    widest = max(text_width(text, size) for text in texts)
    return spread(places, widest + _BETWEEN, low + widest / 2, high - widest / 2)
