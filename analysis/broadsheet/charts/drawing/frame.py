"""The frame of a chart: a plot of known size, its margins, and what is written and ruled in it.

Every size is in inches, so that the data never changes the size of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.figure import ChartFigure
from broadsheet.charts.drawing.foot import Foot
from broadsheet.charts.drawing.text import EDGE, text_width
from broadsheet.style.matplotlib_style import HAIRLINE, RULE_WIDTH, SMALL_SIZE, TEXT_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from broadsheet.charts.drawing.head import Head

__all__ = ["FULL_WIDTH", "Frame", "marks_room", "nothing", "place", "rules"]

FULL_WIDTH = 6.9

_MARKS_GAP = 0.1
_EMPTY_HEIGHT = 0.7
_EMPTY = "No data for this period."
_NOT_ENOUGH = "Not enough data for this period."


@dataclass(frozen=True)
class Frame:
    """The plot's size and the margins around it, in inches."""

    inches: float
    body: float
    left: float = EDGE
    right: float = EDGE
    bottom: float = EDGE
    top: float = 0

    @property
    def plot(self) -> float:
        """The plot's width."""
        return self.inches - self.left - self.right

    def sheet(self, head: Head, foot: Foot | None = None) -> tuple[ChartFigure, Axes]:
        """A figure with its head and foot written, and empty axes in place."""
        foot = foot or Foot()
        bottom = self.bottom + foot.height(self.inches)
        height = head.height(self.inches) + self.top + self.body + bottom
        figure = ChartFigure(figsize=(self.inches, height))
        figure.set_label(head.title or "")
        head.draw(figure)
        foot.draw(figure)
        axes = figure.add_axes(
            (
                self.left / self.inches,
                bottom / height,
                self.plot / self.inches,
                self.body / height,
            )
        )
        axes.patch.set_visible(False)
        return figure, axes


def marks_room(marks: Sequence[str]) -> float:
    """The inches that the labels of a vertical axis need at the left."""
    return max(text_width(mark, SMALL_SIZE) for mark in marks) + _MARKS_GAP + EDGE


def nothing(head: Head, inches: float, foot: Foot | None = None) -> Figure:
    """The figure of a chart without data: its head, one sentence, and its notes."""
    foot = foot or Foot()
    figure, axes = Frame(inches, _EMPTY_HEIGHT).sheet(head, foot)
    axes.remove()
    height = figure.get_size_inches()[1]
    figure.text(
        0.5,
        (_EMPTY_HEIGHT / 2 + EDGE + foot.height(inches)) / height,
        _NOT_ENOUGH if any(foot.notes) else _EMPTY,
        ha="center",
        va="center_baseline",
        color=LIGHT.ink_muted,
        style="italic",
    )
    return figure


def place(  # noqa: PLR0913 (a text's place and look)
    axes: Axes,
    text: str,
    at: tuple[float, float],
    *,
    shift: tuple[float, float] = (0, 0),
    size: float = TEXT_SIZE,
    color: str = LIGHT.ink,
    ha: str = "left",
) -> Text:
    """Write a line of text at a place in the data, shifted by inches."""
    return axes.annotate(
        text,
        at,
        xytext=(shift[0] * 72, shift[1] * 72),
        textcoords="offset points",
        ha=ha,
        va="center_baseline",
        size=size,
        color=color,
        annotation_clip=False,
    )


def rules(axes: Axes, places: Sequence[float], span: tuple[float, float]) -> None:
    """Draw thin horizontal rules behind the data; the one at zero is the base line, in ink."""
    for height in places:
        base = height == 0
        axes.plot(
            span,
            (height, height),
            color=LIGHT.ink if base else LIGHT.rule,
            linewidth=RULE_WIDTH if base else HAIRLINE,
            zorder=1.8 if base else 0.5,
            gid="rule",
            clip_on=False,
        )
