"""Sentences from rows: numbers, counts, names and lists in words, with every value escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from broadsheet.report.content.elements.link import link
from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.placeholders import NOTHING
from broadsheet.report.content.values import text
from broadsheet.style import formatting
from broadsheet.style.formatting import number, number_range, percent, percent_range

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import LiteralString

__all__ = [
    "NOTHING",
    "Row",
    "Rows",
    "are",
    "counted",
    "estimate",
    "estimated_share",
    "interval",
    "joined",
    "linked",
    "listed",
    "name",
    "number",
    "percent",
    "said",
    "score",
    "some",
    "total",
]

Row = Mapping[str, Any]
"""A row of a result, by column."""

Rows = Sequence[Row]
"""The rows of a result, in its order."""


def said(sentence: LiteralString, *values: object, **named: object) -> Markup:
    """A sentence with its values in place, each escaped unless it is markup already.

    >>> said("{} has {n} articles.", "A&B", n=3)
    Markup('A&amp;B has 3 articles.')
    """
    return Markup(sentence).format(*values, **named)  # noqa: S704 - a literal; values are escaped


def joined(*sentences: Markup | None) -> Markup:
    """Sentences one after the other; those that are empty or None are left out."""
    return Markup(" ").join(sentence for sentence in sentences if sentence)


def name(value: object) -> Markup:
    """A name from the data: its direction of writing leaves the words beside it as they are."""
    return isolated(text(value))


def linked(title: str | None, address: str | None, length: int, untitled: str) -> Markup:
    """A title of at most `length` letters that links to its address, where it has one."""
    words = formatting.shorten(text(title), length) if title else untitled
    return link(words, address or "")


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 story`, `2,001 stories`."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def are(count: int, one: str = "is", many: str = "are") -> str:
    """The form of a verb, or of another word, that fits a count."""
    return one if count == 1 else many


def some(count: int) -> str:
    """A count in a sentence: `none` for 0."""
    return number(count) if count else "none"


def score(quality: float | Decimal) -> str:
    """A quality as it is printed: one digit after the point, unless it is whole."""
    return number(quality, 0 if quality == int(quality) else 1)


def estimate(
    value: float | Decimal,
    low: float | Decimal | None,
    high: float | Decimal | None,
    digits: int | None = None,
) -> str:
    """A value with its interval, where that is known: `65.2 (64.1–66.3)`, `−0.4 (−1.2 to 0.4)`."""
    return f"{number(value, digits)}{interval(low, high, digits)}"


def estimated_share(share: float, low: float | None, high: float | None) -> str:
    """A share with its interval, where that is known: `48% (42–55%)`."""
    if low is None or high is None:
        return percent(share)
    return f"{percent(share)} ({percent_range(low, high)})"


def interval(
    low: float | Decimal | None, high: float | Decimal | None, digits: int | None = None
) -> str:
    """An interval in brackets, behind a value; empty where it is not known."""
    if low is None or high is None:
        return ""
    return f" ({number_range(low, high, digits)})"


def listed(parts: Iterable[str]) -> Markup:
    """Parts as a list in words: `a, b and c`."""
    *first, last = list(parts)
    if not first:
        return said("{}", last)
    return said("{} and {}", Markup(", ").join(first), last)


def total(rows: Iterable[Row], column: str) -> int:
    """The sum of a column of whole numbers; missing values add nothing."""
    return sum(row[column] or 0 for row in rows)
