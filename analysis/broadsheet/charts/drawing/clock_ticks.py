"""Ticks on an axis of hours: round steps, the day at each midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from broadsheet.style.formatting import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ClockTick", "clock_ticks"]

_STEPS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672, 1344, 4032, 8736)  # hours


@dataclass(frozen=True)
class ClockTick:
    """A moment on the axis, its hour, and its day where no earlier tick has that day."""

    when: datetime
    label: str
    day: str = ""


def clock_ticks(first: datetime, last: datetime, most: int) -> list[ClockTick]:
    """Ticks that enclose two moments, in the finest step that needs at most `most` and one more.

    Steps below a day are full hours of the day; steps of days begin at the first day's midnight.
    """
    midnight = datetime.combine(first.date(), time())
    for hours in _STEPS:
        ticks = list(_walk(midnight, first, last, timedelta(hours=hours)))
        if len(ticks) <= max(most, 1) + 1:
            break
    return list(_labeled(ticks, by_hour=hours < 24))


def _walk(
    midnight: datetime, first: datetime, last: datetime, step: timedelta
) -> Iterator[datetime]:
    """The moments from the last step before `first` to the first one after `last`."""
    at = midnight + step * ((first - midnight) // step)
    yield at
    while at <= last:
        at += step
        yield at


def _labeled(ticks: list[datetime], *, by_hour: bool) -> Iterator[ClockTick]:
    shown = None
    for at in ticks:
        day = f"{at.day} {MONTHS[at.month - 1]}"
        if not by_hour:
            yield ClockTick(at, day)
            continue
        yield ClockTick(at, f"{at:%H:%M}", day if at.date() != shown else "")
        shown = at.date()
