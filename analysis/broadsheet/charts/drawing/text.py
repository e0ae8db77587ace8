"""Text that fits: measured in the house's typeface before it is drawn."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import bidirectional

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from broadsheet.style.formatting import ELLIPSIS, one_line, shorten
from broadsheet.style.matplotlib_style import TEXT_SIZE

__all__ = ["fit", "left_to_right", "text_width", "wrap"]

_POINTS_PER_INCH = 72


def left_to_right(name: str) -> str:
    """A name, marked so that a number beside it keeps its side where a script runs leftwards."""
    turns = any(bidirectional(letter) in {"R", "AL"} for letter in name)
    return f"\u200e{name}\u200e" if turns else name


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """The width of one line of text in inches; call it within `house()`."""
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / _POINTS_PER_INCH


def fit(text: str, room: float, size: float = TEXT_SIZE, *, bold: bool = False) -> str:
    """The text, shortened so that it is no wider than `room` inches."""
    text = one_line(text)
    if text_width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while high - low > 1:  # what fits is shorter than `high` and at least `low` long
        middle = (low + high) // 2
        if text_width(shorten(text, middle), size, bold=bold) <= room:
            low = middle
        else:
            high = middle
    return shorten(text, low) if low else ELLIPSIS


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text broken between words into lines no wider than `room` inches, where words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
