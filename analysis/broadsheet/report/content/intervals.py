"""Intervals of a strip's numbers: of the value, and of its change from the period before.

A column `mean` has its interval in the columns `mean_low` and `mean_high` beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

from broadsheet.report.content.values import change, is_numeric
from broadsheet.style.formatting import number_range, percent_range, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    ValueOf = Callable[[str], Any]

__all__ = ["Estimate", "change_with_interval", "estimate_of", "is_end_of_interval"]

_ENDS = ("_low", "_high")


@dataclass(frozen=True)
class Estimate:
    """A value with the ends of its 95 % interval, which are None where it has none."""

    value: Any
    low: float | None = None
    high: float | None = None

    def interval(self, form: str) -> str:
        """The interval as text, in the form of the value; empty where there is none."""
        if self.low is None or self.high is None:
            return ""
        if form == "percent":
            return percent_range(self.low, self.high)
        return number_range(self.low, self.high, 1)


def is_end_of_interval(column: str, columns: Collection[str]) -> bool:
    """Whether a column is an end of another column's interval."""
    return any(column.endswith(end) and column.removesuffix(end) in columns for end in _ENDS)


def estimate_of(result: str, column: str, columns: Collection[str], of: ValueOf) -> Estimate:
    """The value of a result's column, with its interval where that is beside it.

    Args:
        result: The result.
        column: The column.
        columns: All columns of the result.
        of: The value of an address, `result.column`.
    """
    ends = [f"{column}{end}" for end in _ENDS]
    low, high = (of(f"{result}.{end}") if end in columns else None for end in ends)
    return Estimate(of(f"{result}.{column}"), low, high)


def change_with_interval(now: Estimate, before: Estimate, form: str) -> str | None:
    """The change between two values, with its interval where both have one; None for no numbers.

    The interval recovers the variance of each value from its own interval, so it fits shares and
    medians, too. Source: Zou and Donner 2008, Construction of Confidence Limits about Effect
    Measures, Statistics in Medicine 27(10).
    """
    if not is_numeric(now.value) or not is_numeric(before.value):
        return None
    said = change(now.value, before.value, form)
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return said
    own, other = float(now.value), float(before.value)
    low = own - other - hypot(own - now.low, before.high - other)
    high = own - other + hypot(now.high - own, other - before.low)
    scale, digits = (100, 0) if form == "points" else (1, 1)
    return f"{said} ({signed(scale * low, digits)} to {signed(scale * high, digits)})"
