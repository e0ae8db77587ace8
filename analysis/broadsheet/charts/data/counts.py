"""The counts that values rest on, and whether they are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import numbers
from broadsheet.charts.data.options import at_least_one
from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read_counts"]


def read_counts(
    table: Mapping[str, list[object]], n: str | None, min_n: int | None
) -> tuple[list[float | None], list[bool]]:
    """The count of each row, and whether it is at least `min_n`.

    An unknown count is not enough. Without a column `n` all counts are unknown, and all enough.

    Raises:
        ChartError: `min_n` is below 1, or there is no column of counts.
    """
    if min_n is not None and n is None:
        raise ChartError("min_n needs n, the column of counts", received=min_n)
    least = None if min_n is None else at_least_one(min_n, "min_n")
    rows = len(next(iter(table.values())))
    counts: list[float | None] = numbers(table[n], n) if n else [None] * rows
    return counts, [least is None or (each is not None and each >= least) for each in counts]
