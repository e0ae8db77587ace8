"""Text that fits: measured in the project's typeface before it is drawn."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from broadsheet.style.formatting import ELLIPSIS, one_line, shorten
from broadsheet.style.matplotlib_style import TEXT_SIZE

__all__ = ["EDGE", "fit", "text_width", "wrap"]

EDGE = 0.06  # inches that keep a line's half width, and characters that overhang, in the figure

_POINTS_PER_INCH = 72
_LONGEST = 1_000  # letters that are measured; no chart is as wide


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """The width of one line of text in inches; call it within `chart_style()`.

    Of a text that is wider than any chart, it is the width of the beginning.
    """
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text[:_LONGEST], font, ismath=False)
    return float(width) / _POINTS_PER_INCH


def fit(text: str, room: float, size: float = TEXT_SIZE, *, bold: bool = False) -> str:
    """The text, shortened with an ellipsis where it is wider than `room` inches."""
    text = shorten(one_line(text), _LONGEST)
    if text_width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while high - low > 1:  # the longest text that fits has at least `low` and below `high` letters
        middle = (low + high) // 2
        if text_width(shorten(text, middle), size, bold=bold) <= room:
            low = middle
        else:
            high = middle
    return shorten(text, low) if low else ELLIPSIS


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text broken between words into lines of at most `room` inches, where words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
