"""The days of an archive, and when on them news is published."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.sample.dice import Dice

__all__ = ["Period"]

_WEEKDAYS = (1.0, 1.1, 1.15, 1.1, 1.0, 0.5, 0.4)  # Monday first
_HOURS = (2, 1, 1, 1, 2, 4, 8, 11, 13, 13, 12, 11, 10, 11, 12, 12, 11, 9, 7, 6, 5, 4, 3, 2)  # UTC
_HOLIDAYS = ((1, 1), (5, 1), (8, 15), (12, 25))  # month, day
_HOLIDAYS_FROM_DAYS = 60
_GROWTH = 0.25  # how much busier the last day is than the first
_TRIES = 8

_RUNNING_HOURS = tuple(accumulate(_HOURS))
_BUSIEST_HOUR = max(_HOURS)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included, and how busy each of them is.

    `weights` holds one number per day, 0 for a day without news; `running` their running totals.
    """

    first: date
    last: date
    weights: tuple[float, ...]
    running: tuple[float, ...]

    @classmethod
    def ending(cls, last: date, months: int) -> Period:
        """The `months` months that end with the day `last`."""
        first = _months_before(last + timedelta(days=1), months)
        count = (last - first).days + 1
        days = [first + timedelta(days=number) for number in range(count)]
        weights = tuple(
            _busyness(day, number / count, holidays=count >= _HOLIDAYS_FROM_DAYS)
            for number, day in enumerate(days)
        )
        return cls(first, last, weights, tuple(accumulate(weights)))

    def moment(self, dice: Dice) -> datetime:
        """A moment (UTC) in the rhythm of the days and hours."""
        day = self.first + timedelta(days=dice.weighted(self.running))
        return _at(dice, day, dice.weighted(_RUNNING_HOURS))

    def after(self, dice: Dice, start: datetime, hours: float) -> datetime:
        """A moment (UTC) 0.2 to 2 times `hours` after `start`, never outside the period.

        Follows the rhythm of days and hours by rejection: a moment at a quiet time is mostly
        drawn again. When none fits, the moment falls on the day of `start`.
        """
        for _ in range(_TRIES):
            moment = start + timedelta(hours=hours * (0.2 + 1.8 * dice.fraction()))
            if dice.chance(self._likelihood(moment)):
                return _at(dice, moment.date(), moment.hour)
        return _at(dice, start.date(), dice.weighted(_RUNNING_HOURS))

    def day_number(self, moment: datetime) -> int:
        """Days since the first day, counted from 0."""
        return (moment.date() - self.first).days

    def progress(self, moment: datetime) -> float:
        """Where in the period a moment lies, 0 at its start and 1 at its end."""
        return self.day_number(moment) / len(self.weights)

    def _likelihood(self, moment: datetime) -> float:
        number = self.day_number(moment)
        if number >= len(self.weights):
            return 0.0
        return min(1.0, self.weights[number]) * _HOURS[moment.hour] / _BUSIEST_HOUR


def _busyness(day: date, progress: float, *, holidays: bool) -> float:
    if holidays and (day.month, day.day) in _HOLIDAYS:
        return 0.0
    return _WEEKDAYS[day.weekday()] * (1 + _GROWTH * progress)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _at(dice: Dice, day: date, hour: int) -> datetime:
    second = 0 if dice.chance(0.7) else dice.below(60)
    return datetime.combine(day, time(hour, dice.below(60), second, tzinfo=UTC))
