"""Values as text for readers: numbers with their form, days, names without direction marks."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from html import unescape
from typing import TypeGuard

from broadsheet.errors import ReportError
from broadsheet.export import cell
from broadsheet.style import formatting

__all__ = ["change", "checked_form", "form_of", "heading", "is_numeric", "text", "written"]

_FORMS = ("number", "percent", "points")
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NUMERIC = int | float | Decimal


def is_numeric(value: object) -> TypeGuard[int | float | Decimal]:
    """Whether a value is a number; a boolean is none."""
    return isinstance(value, _NUMERIC) and not isinstance(value, bool)


def heading(column: str) -> str:
    """A column's name for readers: `provider_domain` is `Provider domain`."""
    return column.replace("_", " ").capitalize()


def form_of(column: str) -> str:
    """The form of a column's numbers: `percent` for shares, else `number`."""
    return "percent" if column == "share" or column.endswith("_share") else "number"


def checked_form(form: str) -> str:
    """The form, if it is a known one.

    Raises:
        ReportError: It is not.
    """
    if form not in _FORMS:
        raise ReportError("no such form", received=form, valid=_FORMS)
    return form


def text(value: object) -> str:
    """Any value as text: entities decoded, and no mark that reverses the text beside it."""
    if value is None:
        return formatting.MISSING
    if isinstance(value, str):
        return _DIRECTION_MARKS.sub("", unescape(value))
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return formatting.day(value)
    return cell(value)


def written(value: object, form: str, digits: int | None = None) -> str:
    """A value as text; a number in a form, with so many digits after the point."""
    if not is_numeric(value):
        return text(value)
    if form == "number":
        return formatting.number(value, digits)
    return formatting.percent(value, digits or 0)


def change(now: object, before: object, form: str, digits: int | None = None) -> str:
    """The change between two numbers, with its sign; a dash where one of them is missing.

    Args:
        now: The later value.
        before: The earlier value.
        form: `number` for the difference, `percent` for the change relative to `before`, `points`
            for the difference of two shares in percentage points.
        digits: Digits after the point.

    Raises:
        ReportError: A value is no number.
    """
    if now is None or before is None:
        return formatting.MISSING
    if not is_numeric(now) or not is_numeric(before):
        raise ReportError("a change needs two numbers", received=text(now))
    difference = _plain(now) - _plain(before)
    if form == "points":
        return f"{formatting.signed(100 * difference, digits or 0)} points"
    if form == "number":
        return formatting.signed(difference, digits)
    if not before:
        return formatting.MISSING
    return f"{formatting.signed(100 * difference / _plain(before), digits or 0)}%"


def _plain(number: float | Decimal) -> float:
    return number if isinstance(number, int) else float(number)


def _moment(value: datetime) -> str:
    """A time as text; of a publication at exactly midnight in UTC only the date is known."""
    in_utc = value.astimezone(UTC) if value.tzinfo else None
    if in_utc and in_utc.time() == time():
        return formatting.day(in_utc)
    return f"{formatting.day(value)} {value:%H:%M}"
