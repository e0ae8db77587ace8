"""Numbers, days and long names as text, the same on a page and in a chart.

>>> number(1234567), number(61.25), number(None)
('1,234,567', '61.3', '–')
>>> percent(0.342), signed(-3), signed(0)
('34%', '−3', '±0')
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from broadsheet import period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = [
    "ELLIPSIS",
    "MINUS",
    "MISSING",
    "MONTHS",
    "adding_digits",
    "day",
    "left_to_right",
    "number",
    "number_range",
    "one_line",
    "percent",
    "percent_range",
    "printable",
    "shorten",
    "signed",
    "turns",
]

ELLIPSIS = "…"
MINUS = "−"
MISSING = "–"
MONTHS = tuple(month[:3] for month in period.MONTHS)

_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)  # holds the largest float
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")  # changes the direction of other text
_MOST_DIGITS = 6
_WORD_SHARE = 0.6  # a cut at a word's end may cost at most the rest of the length


def number(value: float | Decimal | None, digits: int | None = None) -> str:
    """A number for readers: commas between thousands, a true minus sign, a dash for no value.

    A half is rounded away from zero, as SQL does it, so a page agrees with its queries.

    Args:
        value: The number; None, not-a-number and infinite values are written as a dash.
        digits: Digits after the point; by default none for an integer and one for a float.
    """
    if value is None or not isfinite(value):
        return MISSING
    if digits is None:
        digits = 0 if isinstance(value, int) else 1
    text = f"{_rounded(value, digits):,}"
    return _unsigned_zero(text).replace("-", MINUS)


def adding_digits(*sums: Sequence[float]) -> int:
    """The fewest digits after the point, from one, with which rounded numbers add up.

    From 65.2 to 64.8 a reader finds −0.4, where the exact change is −0.48 and rounds to −0.5. With
    two digits the page agrees with itself.

    >>> adding_digits((64.76, 65.24, -0.48))
    2

    Args:
        sums: Each a total, followed by its parts.
    """
    for digits in range(1, _MOST_DIGITS):
        rounded = ([_rounded(each, digits) for each in numbers] for numbers in sums)
        if all(total == sum(parts) for total, *parts in rounded):
            return digits
    return _MOST_DIGITS


def percent(share: float | Decimal | None, digits: int = 0) -> str:
    """A share between 0 and 1 as a percentage: 0.342 is `34%`."""
    if share is None or not isfinite(share):
        return MISSING
    return f"{number(Decimal(str(share)) * 100, digits)}%"


def number_range(low: float | Decimal, high: float | Decimal, digits: int | None = None) -> str:
    """A range of numbers: `64.1–66.3`, and `−1.2 to 0.4` where a dash could be a minus sign."""
    return (" to " if low < 0 else "–").join((number(low, digits), number(high, digits)))


def percent_range(low: float, high: float) -> str:
    """A range of shares between 0 and 1: `42–55%`."""
    return f"{percent(low).removesuffix('%')}–{percent(high)}"


def signed(value: float | Decimal | None, digits: int | None = None) -> str:
    """A change with its sign: +3, −3, and ±0 for a change that rounds to zero."""
    text = number(value, digits)
    if text == MISSING or text.startswith(MINUS):
        return text
    return "±0" if not text.strip("0.") else f"+{text}"


def shorten(text: str, length: int) -> str:
    """A text of at most `length` characters; a shortened one ends with an ellipsis.

    The cut is at the end of a word if one is near. Blanks and line ends become single spaces.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    room = max(length - len(ELLIPSIS), 0)
    kept = text[:room]
    if not text[room].isspace():
        words = kept.rpartition(" ")[0]
        kept = words if len(words) >= room * _WORD_SHARE else kept
    return kept.rstrip(" ,;:.–-") + ELLIPSIS


def one_line(text: str) -> str:
    """The text on one line, without characters that XML excludes or that change its direction."""
    return " ".join(_TURNING.sub("", _NOT_IN_XML.sub("", text)).split())


def turns(text: str) -> bool:
    """Whether a text has letters of a script from right to left, which turn signs beside them."""
    return not text.isascii() and any(bidirectional(each) in {"R", "AL"} for each in text)


def left_to_right(text: str) -> str:
    """A text that keeps what is beside it on its side, also in a script from right to left.

    For plain text and charts; a page isolates the text by an element.
    """
    return f"\u200e{text}\u200e" if turns(text) else text


def day(when: date | None) -> str:
    """A day as 16 Mar 2021, in English in every locale."""
    if when is None:
        return MISSING
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-digits), context=_ROUNDING)


def _unsigned_zero(text: str) -> str:
    """The text without the minus of a number that rounds to zero."""
    return text if text.strip("-0.,") else text.lstrip("-")


def printable(text: str) -> str:
    """Text without the characters that a terminal obeys: controls and changes of direction."""
    return _OBEYED.sub("\ufffd", text)
