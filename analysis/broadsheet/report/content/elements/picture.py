"""Charts as pictures of their own, for messages, which can't show a page's figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["SCREEN", "Picture", "Pictures"]

SCREEN = 96  # CSS pixels to an inch
_SHARPNESS = 2  # pixels of the picture to a CSS pixel, for sharp screens


@dataclass(frozen=True)
class Picture:
    """A chart as PNG, in light colors.

    Attributes:
        title: The line above it.
        description: What its data says, in place of the picture.
        png: The picture.
        width: The width that it is made for, in CSS pixels; it has twice as many.
    """

    title: str
    description: str
    png: bytes = field(repr=False)
    width: int


@dataclass
class Pictures:
    """The pictures of a page's first charts, in the order of the page.

    Attributes:
        wanted: How many are made at most.
        made: Those that are made.
    """

    wanted: int = 0
    made: list[Picture] = field(default_factory=list)

    def add(self, figure: Figure, title: str, description: str) -> None:
        """Make the picture of a chart, unless there are enough."""
        if len(self.made) >= self.wanted:
            return
        from broadsheet import charts

        width = round(SCREEN * float(figure.get_size_inches()[0]))
        png = charts.to_png(figure, _SHARPNESS * SCREEN)
        self.made.append(Picture(title, description, png, width))
