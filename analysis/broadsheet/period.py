"""Periods: the spans of days that reports and queries cover.

A period is half-open: `since` is its first day, `until` the day after its last. A day begins and
ends at midnight in a time zone. `last-week` and its like are relative to a moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from broadsheet.errors import PeriodError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "LATEST",
    "MONTHS",
    "PERIOD_EXAMPLES",
    "Bucket",
    "Period",
    "fitting_bucket",
    "is_latest",
    "parse_moment",
    "parse_period",
    "parse_time_zone",
]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The names of the months in English, whatever the locale."""

_LAST_YEAR = 9_998
_MOST_DAYS = 62
_MOST_DAYS_IN_WEEKS = 400
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Bucket(StrEnum):
    """The time that one row of a series covers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """A span of days and the name it was requested by; `all` has no bounds."""

    name: str
    since: date | None = None
    until: date | None = None

    @property
    def days(self) -> int | None:
        """Its length in days; None for `all`."""
        return (self.until - self.since).days if self.since and self.until else None

    @property
    def previous(self) -> Period | None:
        """The period right before it.

        A calendar month follows a month, a calendar year a year, and any other period one as long.
        """
        if self.since is None or self.until is None:
            return None
        if self.since.day == 1 and self.until == _months_after(self.since, 1):
            since = _months_after(self.since, -1)
        elif self.since == date(self.since.year, 1, 1) and self.until == _months_after(
            self.since, 12
        ):
            since = _months_after(self.since, -12)
        else:
            since = self.since - (self.until - self.since)
        return Period(f"before {self.name}", since, self.since)

    @property
    def slug(self) -> str:
        """The period in a file's name: `2021-03`, `2021-W11`, `2021-03-01_2021-03-09`, `all`."""
        if self.since is None or self.until is None:
            return "all"
        if self.since.day == 1 and self.until == _months_after(self.since, 1):
            return f"{self.since.year:04d}-{self.since.month:02d}"
        if self.since.day == 1 == self.since.month and self.until == _months_after(self.since, 12):
            return f"{self.since.year:04d}"
        if self.since.weekday() == 0 and self.days == _WEEK.days:
            year, week, _ = self.since.isocalendar()
            return f"{year:04d}-W{week:02d}"
        last = self.until - _DAY
        return str(last) if last == self.since else f"{self.since}_{last}"

    @property
    def title(self) -> str:
        """The period for readers: `15–21 March 2021`, `March 2021`, `All dates`."""
        if self.since is None or self.until is None:
            return "All dates"
        first, last = self.since, self.until - _DAY
        if first.day == 1 and self.until == _months_after(first, 1):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            years = (first.year, last.year)
            return "–".join(str(year) for year in dict.fromkeys(years))
        return _span_title(first, last)


def parse_period(text: str, *, now: datetime | None = None, zone: str = "UTC") -> Period:
    """The period that a text names, relative to `now` in a time zone.

    Weeks begin on Monday (ISO 8601). `last-7-days` are the seven whole days before today.

    Raises:
        PeriodError: The text names no period.
    """
    today = (now or datetime.now(UTC)).astimezone(parse_time_zone(zone)).date()
    name = text.strip().lower()
    if name == _ALL:
        return Period(_ALL)
    for form in _FORMS:
        match = re.fullmatch(form.pattern, name)
        if match:
            try:
                since, until = form.span(today, *match.groups())
            except (ValueError, OverflowError) as error:
                problem = f"no such period ({error})"
                raise PeriodError(problem, received=text, hint=_HINT) from error
            if until.year > _LAST_YEAR:
                raise PeriodError("a period must end by the year 9998", received=text)
            if since >= until:
                raise PeriodError("a period must not end before it begins", received=text)
            return Period(name, since, until)
    raise PeriodError("no such period", received=text, hint=_HINT)


def is_latest(text: str) -> bool:
    """Whether a text is `latest`, a period that depends on the articles of a lake."""
    return text.strip().lower() == LATEST


def parse_moment(text: str, *, zone: str = "UTC", option: str = "date") -> datetime:
    """A date, or a date and time, in a time zone unless it has an offset of its own.

    Raises:
        PeriodError: The text is neither.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        hint = "write 2021-03-16 or 2021-03-16T08:00"
        raise PeriodError(f"{option} is not a date", received=text, hint=hint) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=parse_time_zone(zone))
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise PeriodError(f"{option} is out of range", received=text) from None
    return moment


def parse_time_zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name.

    Raises:
        PeriodError: There is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        hint = "use an IANA name such as Europe/London"
        raise PeriodError("no such time zone", received=name, hint=hint) from None


def fitting_bucket(since: date | None, until: date | None) -> Bucket:
    """The smallest bucket that gives no more points than a line chart can show."""
    days = (until - since).days if since and until else 0
    if days <= _MOST_DAYS:
        return Bucket.DAY
    return Bucket.WEEK if days <= _MOST_DAYS_IN_WEEKS else Bucket.MONTH


Span = tuple[date, date]


def _yesterday(today: date) -> Span:
    return today - _DAY, today


def _last_week(today: date) -> Span:
    monday = today - timedelta(days=today.weekday())
    return monday - _WEEK, monday


def _last_month(today: date) -> Span:
    first = today.replace(day=1)
    return _months_after(first, -1), first


def _last_days(today: date, days: str) -> Span:
    return today - timedelta(days=int(days)), today


def _year(_: date, year: str) -> Span:
    return date(int(year), 1, 1), date(int(year) + 1, 1, 1)


def _month(_: date, year: str, month: str) -> Span:
    first = date(int(year), int(month), 1)
    return first, _months_after(first, 1)


def _week(_: date, year: str, week: str) -> Span:
    monday = date.fromisocalendar(int(year), int(week), 1)
    return monday, monday + _WEEK


def _single_day(_: date, day: str) -> Span:
    first = date.fromisoformat(day)
    return first, first + _DAY


def _from_to(_: date, first: str, last: str) -> Span:
    return date.fromisoformat(first), date.fromisoformat(last) + _DAY


@dataclass(frozen=True)
class _Form:
    """A form of a period's name: an example, its pattern, and the span that a match means."""

    example: str
    pattern: str
    span: Callable[..., Span]


_FORMS = (
    _Form("last-week", r"last-week", _last_week),
    _Form("last-7-days", r"last-(\d{1,4})-days", _last_days),
    _Form("last-month", r"last-month", _last_month),
    _Form("yesterday", r"yesterday", _yesterday),
    _Form("2021", r"(\d{4})", _year),
    _Form("2021-03", r"(\d{4})-(\d{2})", _month),
    _Form("2021-W11", r"(\d{4})-w(\d{2})", _week),
    _Form("2021-03-16", r"(\d{4}-\d{2}-\d{2})", _single_day),
    _Form("2021-03-01..2021-03-31", r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", _from_to),
)
_ALL = "all"
PERIOD_EXAMPLES = f"{', '.join(form.example for form in _FORMS)} or {_ALL}"
"""A name of each form, for help and errors."""

LATEST = "latest"
"""The last whole month that has articles, for a report that has no schedule."""

_HINT = f"write {PERIOD_EXAMPLES}; a report without a schedule takes {LATEST} too"


def _months_after(first: date, months: int) -> date:
    """The first day of the month that is so many months later."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _span_title(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} – {end}"
