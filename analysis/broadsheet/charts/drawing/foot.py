"""The foot of a chart: notes on what the chart rests on and what it excludes."""

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

__all__ = ["Foot", "more", "withheld_names", "withheld_values"]

_LINE = 0.155  # inches
_GAP = 0.08
_NAME_ROOM = 1.3  # of a name in a note
_MOST_NAMES = 8


@dataclass(frozen=True)
class Foot:
    """Notes below the plot; an empty note is not written."""

    notes: tuple[str, ...] = ()

    def lines(self, inches: float) -> list[str]:
        """The notes broken into lines; each note begins a new line."""
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


def withheld_names(names: Collection[str], min_n: int | None) -> str:
    """The note on categories with too small a count: the first eight names, then a number."""
    if not names:
        return ""
    named = [fit(name, _NAME_ROOM, SMALL_SIZE) for name in list(names)[:_MOST_NAMES]]
    rest = len(names) - len(named)
    tail = f" and {number(rest)} more" if rest else ""
    return f"Not drawn, n below {min_n}: {', '.join(named)}{tail}"


def withheld_values(
    count: int, min_n: int | None, what: str = "values", how: str = "Not drawn"
) -> str:
    """The note on values with too small a count, which have no name: how many there are."""
    return f"{how}, n below {min_n}: {number(count)} of the {what}" if count else ""


def more(count: int) -> str:
    """The note on how many rows there are beyond the limit."""
    return f"and {number(count)} more" if count > 0 else ""
