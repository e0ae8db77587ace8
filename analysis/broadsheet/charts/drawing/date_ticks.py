"""Ticks on an axis of days: round steps, short labels, each year written once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from broadsheet.style.formatting import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["DateTick", "date_ticks", "tick_days"]

_DAY_STEPS = (1, 2, 4, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)


@dataclass(frozen=True)
class DateTick:
    """A day on the axis, its label, and its year if no earlier tick has that year."""

    day: date
    label: str
    year: str = ""


def date_ticks(first: date, last: date, most: int) -> list[DateTick]:
    """At most `most` ticks between two days, in the finest step that allows it.

    Steps of days count from the first day, so ticks of weekly tables are on days that have data.
    Steps of months and years are on the first day of a month or a year.
    """
    most = max(most, 1)
    days, step = next(
        (found, step)
        for step in _steps()
        if len(found := list(islice(_walk(first, last, *step), most + 1))) <= most
    )
    return _labeled(days, step[1])


def tick_days(days: Sequence[date], most: int) -> dict[int, str]:
    """Labels for at most `most` of the days, evenly apart, by their place: `16 Mar`, with years."""
    stride = max(1, -(-len(days) // max(most, 1)))
    ticks = _labeled(days[::stride], "days")
    return {index * stride: f"{tick.label} {tick.year}".strip() for index, tick in enumerate(ticks)}


def _steps() -> Iterator[tuple[int, str]]:
    yield from ((size, "days") for size in _DAY_STEPS)
    yield from ((size, "months") for size in _MONTH_STEPS)
    yield from ((size, "years") for size in _YEAR_STEPS)
    yield 10_000, "years"


def _walk(first: date, last: date, size: int, kind: str) -> Iterator[date]:
    """The days of one step between the first and the last."""
    if kind == "days":
        for offset in range(0, (last - first).days + 1, size):
            yield first + timedelta(days=offset)
        return
    months = size * (12 if kind == "years" else 1)
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    for month in range(-(-start // months) * months, last.year * 12 + last.month, months):
        if month // 12 <= date.max.year:
            yield date(month // 12, month % 12 + 1, 1)


def _labeled(days: Sequence[date], kind: str) -> list[DateTick]:
    if kind == "years":
        return [DateTick(day, str(day.year)) for day in days]
    labels = []
    year = None
    for day in days:
        month = MONTHS[day.month - 1]
        label = month if kind == "months" else f"{day.day} {month}"
        labels.append(DateTick(day, label, str(day.year) if day.year != year else ""))
        year = day.year
    return labels
