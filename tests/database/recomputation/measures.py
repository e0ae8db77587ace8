"""Shares, means and quantiles as fractions, rounded to a float once, at the end."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["mean", "quantile", "share"]


def share(part: Fraction | int, whole: int) -> float | None:
    """A part of a whole; null where the whole is nothing."""
    return float(Fraction(part) / whole) if whole else None


def mean(values: Sequence[Fraction | int]) -> float | None:
    """The arithmetic mean; null of nothing."""
    return share(sum(values), len(values))


def quantile(values: Sequence[Fraction | int], at: Fraction) -> float | None:
    """The quantile, interpolated linearly between the two values next to it; null of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * at
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))
