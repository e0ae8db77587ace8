"""Dates and times: ISO 8601 as writers have it, and which of them can be true."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

__all__ = ["FIRST_MOMENT", "LAST_MOMENT", "is_plausible", "read_moment", "why_no_moment"]

FIRST_MOMENT = datetime(1600, 1, 1, tzinfo=UTC)
"""The first newspaper is of 1605: an earlier date means none, as `0001-01-01` does."""

LAST_MOMENT = datetime(2199, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
"""A later date means none, too, as `9999-12-31` does."""

_FORM = re.compile(
    r"(?P<year>\d{4})-?(?P<month>(?<=-)\d{1,2}|\d{2})-?(?P<day>(?<=-)\d{1,2}|\d{2})"
    r"(?:(?:[Tt]|[ ]+)?(?P<hour>(?<=[Tt ])\d{1,2}|\d{2}):?(?P<minute>\d{2})"
    r"(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,6})\d*)?)?"
    r"[ ]*(?P<zone>[Zz]|UTC|GMT|(?P<sign>[+-])(?P<hours>[01]\d|2[0-3]):?(?P<minutes>[0-5]\d)?)?)?"
)
_MINUS = "\u2212"  # the sign that ISO 8601 has for zones west of Greenwich, in place of a hyphen
_LEAP_SECOND = 60
_NUMBERS = ("year", "month", "day", "hour", "minute", "second")


def read_moment(text: str) -> datetime | None:
    """The date and time that a text is, in UTC if it has a time zone; None if none exists.

    Besides ISO 8601 these are read: lower-case `t` and `z`, a blank in place of `T` and before the
    time zone, `24:00`, a leap second as the second after it, and numbers of one digit.
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return _read_other_form(_as_form(text))


def why_no_moment(text: str) -> str:
    """Why a text is no date and time that can be read, in words."""
    if _FORM.fullmatch(_as_form(text)):
        return "no such day or time"
    return "not a date as in 2021-03-16 or 2021-03-16T11:06:00Z"


def is_plausible(moment: datetime) -> bool:
    """Whether news can be of a moment; without a time zone it is taken as UTC."""
    return FIRST_MOMENT <= moment.replace(tzinfo=UTC) <= LAST_MOMENT


def _as_form(text: str) -> str:
    return text.strip().replace(_MINUS, "-")


def _read_other_form(text: str) -> datetime | None:
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    year, month, day, hour, minute, second = (int(form[name] or 0) for name in _NUMBERS)
    is_midnight = (hour, minute, second) == (24, 0, 0)
    is_leap = second == _LEAP_SECOND
    fraction = int((form["fraction"] or "0").ljust(6, "0"))
    hour = 0 if is_midnight else hour
    try:
        moment = datetime(year, month, day, hour, minute, second - is_leap, fraction, UTC)
        moment += timedelta(days=is_midnight, seconds=is_leap)
        if form["sign"]:
            ahead = timedelta(hours=int(form["hours"]), minutes=int(form["minutes"] or 0))
            moment = moment - ahead if form["sign"] == "+" else moment + ahead
    except (ValueError, OverflowError):
        return None
    return moment if form["zone"] else moment.replace(tzinfo=None)
