"""The sheet a chart is drawn on: a figure with a head, a plot of known size and its margins.

Every place is given in inches, so that text never grows or shrinks with the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from broadsheet.charts.drawing.foot import Foot
from broadsheet.charts.drawing.scale import unit_line
from broadsheet.charts.drawing.text import fit, wrap
from broadsheet.style.formatting import one_line
from broadsheet.style.matplotlib_style import (
    HAIRLINE,
    RULE_WIDTH,
    SMALL_SIZE,
    TEXT_SIZE,
    TITLE_SIZE,
    house,
)
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.text import Text

__all__ = [
    "FULL_WIDTH",
    "TIP",
    "ChartFigure",
    "Frame",
    "Head",
    "nothing",
    "place",
    "rules",
    "spot",
    "tip",
]

FULL_WIDTH = 6.9
EDGE = 0.06  # room for a line's half width and for letters that overhang
TIP = "tip:"

_TITLE_LINE = 0.19
_UNIT_LINE = 0.17
_HEAD_GAP = 0.1
_EMPTY_HEIGHT = 0.7
_EMPTY = "No data for this period."
_NOT_ENOUGH = "Not enough data for this period."
_SCREEN_DPI = 144


class ChartFigure(Figure):
    """A figure that keeps the house style when it is drawn, not only when it is built."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - matplotlib's
        super().__init__(**settings)
        self._spots: list[tuple[Axes, tuple[float, float], str]] = []

    def add_spot(self, axes: Axes, at: tuple[float, float], text: str) -> None:
        """Keep what is told of a place in the data that has no mark of its own."""
        self._spots.append((axes, at, text))

    def spots(self) -> list[tuple[float, float, str]]:
        """Such places in points from the top left, and what is told of each."""
        height = self.get_size_inches()[1]
        found = []
        for axes, at, text in self._spots:
            across, up = axes.transData.transform(at) / self.dpi
            found.append((72 * float(across), 72 * float(height - up), text))
        return found

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the house style."""
        with house():
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """The chart on paper colour, for notebooks, whose ground may be dark."""
        image = BytesIO()
        self.savefig(image, format="png", dpi=_SCREEN_DPI, facecolor=LIGHT.paper)
        return image.getvalue()


@dataclass(frozen=True)
class Head:
    """What stands above the plot.

    Attributes:
        title: What the chart shows; kept as the figure's label even when it isn't drawn.
        unit: What the values are counted in.
        show_title: Whether the title is drawn; a page sets its own.
        tall: Whether the unit's line is kept free although there is no unit.
    """

    title: str | None
    unit: str | None = None
    show_title: bool = True
    tall: bool = False

    def lines(self, inches: float) -> list[str]:
        """The title broken into lines; a word wider than a line is cut."""
        title = one_line(self.title or "") if self.show_title else ""
        room = inches - EDGE
        lines = wrap(title, room, TITLE_SIZE, bold=True)
        return [fit(line, room, TITLE_SIZE, bold=True) for line in lines]

    def height(self, inches: float) -> float:
        """The height of title, unit and the gap below, in inches."""
        unit = _UNIT_LINE if self.tall or unit_line(self.unit) else 0
        text = len(self.lines(inches)) * _TITLE_LINE + unit
        return text + _HEAD_GAP if text else EDGE

    def unit_middle(self, inches: float) -> float:
        """How far below the figure's top the middle of the unit's line is."""
        return len(self.lines(inches)) * _TITLE_LINE + _UNIT_LINE / 2

    def draw(self, figure: Figure) -> None:
        """Write title and unit at the figure's top left."""
        inches, height = figure.get_size_inches()
        top = height - 0.01
        for line in self.lines(inches):
            figure.text(0, top / height, line, va="top", weight="bold", size=TITLE_SIZE)
            top -= _TITLE_LINE
        unit = one_line(unit_line(self.unit))
        if unit:
            figure.text(0, top / height, unit, va="top", size=SMALL_SIZE, color=LIGHT.ink_muted)


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
        """A figure with its head and foot written and bare axes in place."""
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


def nothing(head: Head, inches: float, foot: Foot | None = None) -> Figure:
    """The figure of a chart that has no data: its head, one quiet sentence, and its notes."""
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
    """Thin horizontal rules behind the data; the one at zero is the base line, in ink."""
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


def tip(artist: Artist, text: str) -> None:
    """Give a mark, or a text, the words that a browser shows when it is pointed at."""
    artist.set_gid(TIP + text)


def spot(axes: Axes, at: tuple[float, float], text: str) -> None:
    """Give a place in the data the words that are shown when it is pointed at.

    For what is drawn many at a time: the points of a line, the cells of a matrix.
    """
    if isinstance(axes.figure, ChartFigure):
        axes.figure.add_spot(axes, at, text)
