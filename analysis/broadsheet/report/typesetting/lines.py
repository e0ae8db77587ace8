"""Lines: how many a text takes, by the widths of its words in the page's typefaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from broadsheet.style.fonts import word_width

__all__ = ["Type"]

_WORD = re.compile(r"([ \t\r\n]*)([^ \t\r\n–—-]+[–—-]*|[–—-]+)")
"""The blanks before a part that no end of a line may tear, and the part: it ends in a dash."""
_SPARKLINE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Type:
    """How a text is set.

    Attributes:
        family: The typeface.
        size: Its size in points.
        leading: The points from a line to the next.
        weight: 400 or 700.
        style: `normal` or `italic`.
    """

    family: str
    size: float
    leading: float
    weight: int = 400
    style: str = "normal"

    def lines(self, html: str, width: float, indent: float = 0) -> int:
        """The lines of a text that is so many points wide, one at least; the first is indented."""
        room = width / self.size
        space = self._width(" ")
        lines, used = 1, indent / self.size
        for blanks, word in _WORD.findall(_read(html)):
            long = self._width(word)
            gap = space if blanks and used else 0.0
            if used and used + gap + long > room:
                lines, used = lines + 1, long
            else:
                used += gap + long
            if used > room:  # a word that is wider than a line is torn
                torn = ceil(used / room) - 1
                lines, used = lines + torn, used - torn * room
        return lines

    def height(self, html: str, width: float) -> float:
        """The height of a text that is so many points wide, in points."""
        return self.leading * self.lines(html, width)

    def width(self, html: str) -> float:
        """The width of a text on one line, in points."""
        return self.size * self._width(_read(html))

    def _width(self, text: str) -> float:
        return word_width(text, self.family, self.weight, self.style)


def _read(html: str) -> str:
    """The text that is read; a sparkline is about as wide as these letters."""
    return Markup(_SPARKLINE.sub("mmmmmm", html)).striptags()  # noqa: S704 - measured, not shown
