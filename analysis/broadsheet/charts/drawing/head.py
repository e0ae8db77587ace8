"""The head of a chart: its title and its unit, above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.scale import unit_line
from broadsheet.charts.drawing.text import EDGE, fit, wrap
from broadsheet.style.formatting import one_line
from broadsheet.style.matplotlib_style import SMALL_SIZE, TITLE_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Head"]

_TITLE_LINE = 0.19  # inches
_UNIT_LINE = 0.17
_GAP = 0.1


@dataclass(frozen=True)
class Head:
    """Title and unit.

    Attributes:
        title: What the chart shows. It is the figure's label even where it is not drawn.
        unit: The unit of the values.
        show_title: Whether the title is drawn; a page prints its own.
        tall: Whether the line of the unit is kept free although there is no unit.
    """

    title: str | None
    unit: str | None = None
    show_title: bool = True
    tall: bool = False

    def lines(self, inches: float) -> list[str]:
        """The title broken into lines; a word wider than a line is shortened."""
        title = one_line(self.title or "") if self.show_title else ""
        room = inches - EDGE
        lines = wrap(title, room, TITLE_SIZE, bold=True)
        return [fit(line, room, TITLE_SIZE, bold=True) for line in lines]

    def height(self, inches: float) -> float:
        """The height of title, unit and the gap below, in inches."""
        unit = _UNIT_LINE if self.tall or unit_line(self.unit) else 0
        text = len(self.lines(inches)) * _TITLE_LINE + unit
        return text + _GAP if text else EDGE

    def unit_middle(self, inches: float) -> float:
        """The distance in inches from the figure's top to the middle of the unit's line."""
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
