"""Intervals, probabilities and their correction for many comparisons."""

from __future__ import annotations

from fractions import Fraction
from math import erfc, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Z95", "chance", "false_discovery_rates", "wilson"]

Z95 = 1.959963984540054
"""The standard normal value that 2.5 % lie above."""


def wilson(marked: float, n: float) -> tuple[float | None, float | None]:
    """Wilson's 95 % interval of a share; null of nothing."""
    if not n:
        return None, None
    share = marked / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    reach = Z95 / (1 + Z95**2 / n) * sqrt(share * (1 - share) / n + Z95**2 / (4 * n * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def chance(z: float) -> float:
    """The probability that a standard normal value is as far from 0, on either side."""
    return erfc(abs(z) / sqrt(2))


def false_discovery_rates(chances: Sequence[float | None]) -> list[float | None]:
    """The least rate of Benjamini and Hochberg at which each is reported; null stays null."""
    ordered = sorted(known for known in chances if known is not None)
    rates: dict[float, float] = {}
    least = float("inf")
    for place in range(len(ordered), 0, -1):
        found = ordered[place - 1]
        least = min(least, float(Fraction(found) * len(ordered) / place))
        rates[found] = least
    return [None if known is None else rates[known] for known in chances]
