"""The days of a calendar: values by date, in strips of weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, dates, numbers
from broadsheet.charts.data.counts import read_counts
from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.charts.data.columns import Data

__all__ = ["Strip", "read_days", "strips"]

_WEEKS = 53  # of a year


@dataclass(frozen=True)
class Strip:
    """Weeks side by side from the first to the last day, and the year if the strip is one year."""

    first: date
    last: date
    year: str = ""

    @property
    def weeks(self) -> int:
        """The number of columns."""
        return self.place(self.last)[0] + 1

    @property
    def days(self) -> list[date]:
        """All its days."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def place(self, day: date) -> tuple[int, int]:
        """The column and row of a day; the first row is Monday."""
        start = self.first.toordinal() - self.first.weekday()
        return (day.toordinal() - start) // 7, day.weekday()


def read_days(
    data: Data, x: str, value: str, n: str | None, min_n: int | None
) -> tuple[dict[date, float], int]:
    """The values by day, and the number of days with too small a count.

    Raises:
        ChartError: A day has two values, of which the chart could show only one.
    """
    table = columns(data, *dict.fromkeys(name for name in (x, value, n) if name))
    _, sound = read_counts(table, n, min_n)
    found: dict[date, float] = {}
    withheld = 0
    for moment, each, is_sound in zip(
        dates(table[x], x), numbers(table[value], value), sound, strict=True
    ):
        if moment is None or each is None:
            continue
        if moment.date() in found:
            raise ChartError("a calendar has one value for a day", received=str(moment.date()))
        if is_sound:
            found[moment.date()] = each
        withheld += not is_sound
    return found, withheld


def strips(values: Mapping[date, float], limit: int) -> tuple[list[Strip], int]:
    """One strip of up to 53 weeks, else a strip for each of the latest `limit` years.

    Returns:
        The strips, and the number of earlier years without one.
    """
    first, last = min(values), max(values)
    alone = Strip(first, last)
    if alone.weeks <= _WEEKS:
        return [alone], 0
    years: Sequence[int] = range(first.year, last.year + 1)
    found = [
        Strip(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)), str(year))
        for year in years[-limit:]
    ]
    return found, max(len(years) - limit, 0)
