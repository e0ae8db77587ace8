"""Text that fits: measured in the project's typeface before it is drawn."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from broadsheet.style.formatting import ELLIPSIS, one_line, shorten
from broadsheet.style.matplotlib_style import TEXT_SIZE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["EDGE", "fit", "fit_apart", "text_width", "wrap"]

EDGE = 0.06  # inches that keep a line's half width, and characters that overhang, in the figure

_POINTS_PER_INCH = 72
_TAIL_SHARE = 0.6  # of the room, at most, for what names that begin alike differ in
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


def fit_apart(texts: Sequence[str], room: float, size: float = TEXT_SIZE) -> list[str]:
    """The texts, each shortened to `room` inches; those that begin alike keep what they differ in.

    `Harbour Post of the North` and `Harbour Post of the South` become `Harbour…North` and
    `Harbour…South`.
    """
    short = [fit(text, room, size) for text in texts]
    alike = {each for each, times in Counter(short).items() if times > 1}
    groups: dict[str, set[str]] = {}
    for text, each in zip(texts, short, strict=True):
        groups.setdefault(each, set()).add(one_line(text))
    return [
        _with_tail(one_line(text), _shared(groups[each]), room, size)
        if each in alike and len(groups[each]) > 1
        else each
        for text, each in zip(texts, short, strict=True)
    ]


def _shared(texts: Collection[str]) -> int:
    """With how many letters all texts begin: those of the first and the last in order do."""
    pairs = zip(min(texts), max(texts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _with_tail(text: str, shared: int, room: float, size: float) -> str:
    """The text without its middle: it keeps the word that its first `shared` letters end in."""
    start = text.rfind(" ", 0, shared) + 1
    tail = fit(text[start:], room * _TAIL_SHARE, size)
    head = text[:start].rstrip()
    for length in range(len(head), 0, -1):
        short = head[:length].rstrip(" ,;:.–-") + ELLIPSIS + tail
        if text_width(short, size) <= room:
            return short
    return fit(text, room, size)


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
