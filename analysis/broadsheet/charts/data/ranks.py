"""Ranks over periods: the rank of each series, and which series are among the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import names, numbers
from broadsheet.charts.data.counts import read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.charts.data.columns import Data
    from broadsheet.charts.data.series import Columns

__all__ = ["Ranked", "Ranks", "Values", "rank_series", "read_values"]


@dataclass(frozen=True)
class Ranked:
    """A series: its name, and its rank and value in each period, None where there is none."""

    name: str
    ranks: tuple[int | None, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Ranks:
    """Ranks by series and period.

    Attributes:
        periods: The labels of the periods, in order.
        days: The periods as days, if they are dates.
        series: The series that are among the first in the first or the last period, by their
            last rank, then their first.
        between: The number of other series that are among the first only in between.
    """

    periods: tuple[str, ...]
    days: tuple[date, ...]
    series: tuple[Ranked, ...]
    between: int


@dataclass(frozen=True)
class Values:
    """The values of each series by period, and the number of values with too small a count."""

    periods: tuple[str, ...]
    days: tuple[date, ...]
    values: dict[str, dict[str, float]]
    withheld: int


def read_values(data: Data, wanted: Columns) -> Values:
    """The values of a table; dates are in their order, other periods in the order of the data."""
    table = wanted.read(data)
    x, y, series = wanted.x, wanted.y, wanted.series or wanted.x
    _, sound = read_counts(table, wanted.n, wanted.min_n)
    days = [value for value in table[x] if isinstance(value, date)]
    periods = names(table[x])
    are_days = len(days) == len(periods)
    order = dict.fromkeys(sorted(periods) if are_days else periods)  # ISO dates sort as text
    found: dict[str, dict[str, float]] = {}
    withheld = 0
    for name, period, value, is_sound in zip(
        names(table[series]), periods, numbers(table[y], y), sound, strict=True
    ):
        if value is not None and is_sound:
            found.setdefault(name, {})[period] = value
        withheld += value is not None and not is_sound
    kept = tuple(period for period in order if any(period in each for each in found.values()))
    by_name = dict(zip(periods, days, strict=False)) if are_days else {}
    return Values(kept, tuple(by_name[each] for each in kept if by_name), found, withheld)


def rank_series(values: Values, limit: int) -> Ranks:
    """Rank the series in each period, the highest value first.

    Of equal values, the series with the better rank in the period before comes first, then the one
    that is first in the data. A rank beyond the limit is None.
    """
    last: dict[str, int] = {}
    ranks: dict[str, list[int | None]] = {name: [] for name in values.values}
    for period in values.periods:
        present = [name for name, each in values.values.items() if period in each]
        present.sort(key=lambda name: (-values.values[name][period], last.get(name, len(ranks))))
        last = {name: rank for rank, name in enumerate(present, start=1)}
        for name, of_series in ranks.items():
            rank = last.get(name, limit + 1)
            of_series.append(rank if rank <= limit else None)
    seen = {name: each for name, each in ranks.items() if any(each)}
    shown = [name for name, each in seen.items() if each[-1] or each[0]]
    beyond = limit + 1
    shown.sort(key=lambda name: (seen[name][-1] or beyond, seen[name][0] or beyond))
    return Ranks(
        periods=values.periods,
        days=values.days,
        series=tuple(
            Ranked(name, tuple(seen[name]), _of(values, name, values.periods)) for name in shown
        ),
        between=len(seen) - len(shown),
    )


def _of(values: Values, name: str, periods: Sequence[str]) -> tuple[float | None, ...]:
    return tuple(values.values[name].get(period) for period in periods)
