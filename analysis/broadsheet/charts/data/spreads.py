"""How the values of groups are spread: percentiles from a query, or from raw values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from broadsheet.charts.data.columns import columns, names, numbers
from broadsheet.charts.data.counts import read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.charts.data.columns import Data

__all__ = ["Spread", "measured", "read_spreads"]

_PERCENTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True)
class Spread:
    """A group: its full name, 10th percentile, median, 90th percentile, and more where known."""

    name: str
    low: float
    middle: float
    high: float
    quarters: tuple[float, float] | None = None
    mean: float | None = None
    n: float | None = None

    @property
    def values(self) -> list[float]:
        """All numbers that the axis must hold."""
        mean = [] if self.mean is None else [self.mean]
        return [self.low, self.middle, self.high, *(self.quarters or ()), *mean]


def measured(data: Data, x: str, y: str, min_n: int) -> tuple[list[Spread], list[str]]:
    """The spreads of raw values in the order of the data, and the names of groups too small.

    Percentiles are interpolated linearly, as `quantile_cont` does in SQL.
    """
    table = columns(data, x, y)
    groups: dict[str, list[float]] = {}
    for name, value in zip(names(table[y]), numbers(table[x], x), strict=True):
        of_group = groups.setdefault(name, [])
        if value is not None:
            of_group.append(value)
    found = [_measure(name, values) for name, values in groups.items() if len(values) >= min_n]
    return found, [name for name, values in groups.items() if 0 < len(values) < min_n]


def _measure(name: str, values: Sequence[float]) -> Spread:
    low, first, middle, third, high = (float(p) for p in np.percentile(values, _PERCENTILES))
    mean = float(np.mean(values))
    return Spread(name, low, middle, high, (first, third), mean, len(values))


def read_spreads(  # noqa: PLR0913 (a column each)
    data: Data,
    y: str,
    *,
    median: str,
    span: Sequence[str],
    mean: str | None,
    n: str | None,
    min_n: int | None,
) -> tuple[list[Spread], list[str]]:
    """The spreads of a query in the order of the data, and the names of groups too small."""
    wanted = (span[0], median, span[1])
    table = columns(data, *dict.fromkeys(name for name in (y, *wanted, mean, n) if name))
    counts, sound = read_counts(table, n, min_n)
    means = numbers(table[mean], mean) if mean else [None] * len(counts)
    edges = zip(*(numbers(table[name], name) for name in wanted), strict=True)
    found, small = [], []
    for name, (low, middle, high), of_mean, count, is_sound in zip(
        names(table[y]), edges, means, counts, sound, strict=True
    ):
        if not is_sound:
            small.append(name)
        elif low is not None and middle is not None and high is not None:
            found.append(Spread(name, low, middle, high, None, of_mean, count))
    return found, small
