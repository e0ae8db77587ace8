"""What stands below the plot: notes on what the chart rests on and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.drawing.text import fit, wrap
from broadsheet.style.formatting import number, one_line
from broadsheet.style.matplotlib_style import SMALL_SIZE
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection

    from matplotlib.figure import Figure

__all__ = ["Foot", "left_out", "more"]

_LINE = 0.155
_GAP = 0.08
_NAME_ROOM = 1.3  # inches of a name in a note
_MOST_NAMES = 8


@dataclass(frozen=True)
class Foot:
    """Notes below the plot; those without text are not written."""

    notes: tuple[str, ...] = ()

    def lines(self, inches: float) -> list[str]:
        """The notes broken into lines, each note beginning a new one."""
        wrapped = (wrap(one_line(note), inches, SMALL_SIZE) for note in self.notes)
        return [fit(line, inches, SMALL_SIZE) for lines in wrapped for line in lines]

    def height(self, inches: float) -> float:
        """The height of the notes and the gap above them, in inches."""
        lines = self.lines(inches)
        return _GAP + len(lines) * _LINE if lines else 0

    def draw(self, figure: Figure) -> None:
        """Write the notes at the figure's bottom left."""
        inches, height = figure.get_size_inches()
        for row, line in enumerate(reversed(self.lines(inches))):
            figure.text(
                0,
                (row + 0.5) * _LINE / height,
                line,
                va="center_baseline",
                size=SMALL_SIZE,
                color=LIGHT.ink_muted,
            )


def left_out(names: Collection[str], min_n: int | None) -> str:
    """The note on categories that rest on too little, named as far as there is room."""
    if not names:
        return ""
    named = [fit(name, _NAME_ROOM, SMALL_SIZE) for name in list(names)[:_MOST_NAMES]]
    rest = len(names) - len(named)
    tail = f" and {number(rest)} more" if rest else ""
    return f"Not drawn, n below {min_n}: {', '.join(named)}{tail}"


def more(count: int, what: str = "") -> str:
    """The note on how many there are beyond the limit."""
    return " ".join(f"and {number(count)} more {what}".split()) if count > 0 else ""
