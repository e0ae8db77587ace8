"""How numbers, days and long names are written."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from broadsheet.style import formatting
from broadsheet.style.formatting import (
    day,
    number,
    one_line,
    percent,
    printable,
    shorten,
    signed,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (-1234, "−1,234"),
        (61.25, "61.3"),
        (-0.04, "0.0"),
        (12345.678, "12,345.7"),
        (Decimal("2.5"), "2.5"),
        (None, "–"),
        (float("nan"), "–"),
        (float("inf"), "–"),
        (7.0e18, "7,000,000,000,000,000,000.0"),
    ],
)
def test_number(value: float | Decimal | None, text: str) -> None:
    """Integers are plain, floats have one digit, thousands a comma, no value a dash."""
    assert number(value) == text


@pytest.mark.parametrize(("digits", "text"), [(0, "3"), (1, "3.1"), (3, "3.142")])
def test_number_with_digits(digits: int, text: str) -> None:
    """The digits after the point can be asked for."""
    assert number(3.14159, digits) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.342, "34%"), (0, "0%"), (1, "100%"), (-0.05, "−5%"), (None, "–")]
)
def test_percent(share: float | None, text: str) -> None:
    """A share of 1 is a hundred per cent, without a blank before the sign."""
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "+3"), (-3, "−3"), (0, "±0"), (0.01, "±0"), (-0.01, "±0"), (1.25, "+1.3"), (None, "–")],
)
def test_signed(value: float | None, text: str) -> None:
    """A change bears its sign, and nothing bears both."""
    assert signed(value) == text


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("The Meridian", 12, "The Meridian"),
        ("The Meridian of the Galaxy", 20, "The Meridian of the…"),
        ("The Meridian of the Galaxy", 16, "The Meridian of…"),
        ("Guardianship", 6, "Guard…"),
        ("one\n two", 20, "one two"),
        ("Rumours, London", 9, "Rumours…"),
        ("", 3, ""),
        ("abc", 1, "…"),
    ],
)
def test_shorten(text: str, length: int, short: str) -> None:
    """A long text ends in an ellipsis, at a word's end where that costs little."""
    assert shorten(text, length) == short
    assert len(short) <= length


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (date(2021, 3, 16), "16 Mar 2021"),
        (datetime(1999, 12, 1, 23, 59, tzinfo=UTC), "1 Dec 1999"),
        (None, "–"),
    ],
)
def test_day(when: date | None, text: str) -> None:
    """A day is written with its month's English name."""
    assert day(when) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n  b\tc ", "a b c"),
        ("A\x00\x08\x1b\ufffeB", "AB"),
        ("\u202eback\u202c \u2066in\u2069", "back in"),
        ("News 🎉 صحيفة", "News 🎉 صحيفة"),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    """A label has no line ends, no control characters and no changes of direction."""
    assert one_line(text) == line


def test_printable() -> None:
    """What a terminal would obey is shown as a replacement character."""
    assert printable("a\x1b[31m\u202eb\n") == "a\ufffd[31m\ufffdb\ufffd"


def test_examples_of_the_docstring_run() -> None:
    """The examples in the docstring print what they say."""
    ran = doctest.testmod(formatting)
    assert ran.attempted
    assert not ran.failed
