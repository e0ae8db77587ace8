"""Values of other makers' fields, converted as far as it is plain what they mean."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from broadsheet.documents.moments import is_plausible, read_moment
from broadsheet.schema import Conversion

__all__ = ["converted", "day_in", "host_of", "values_at"]

_DAY = re.compile(r"(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")
_SECONDS = re.compile(r"\d{9,10}")
_MILLISECONDS = re.compile(r"\d{12,13}")


def values_at(fields: object, name: str) -> list[Any]:
    """The values under a name with dots, through every list on the way; none where all are empty.

    >>> values_at({"authors": [{"name": "Ada"}, {"name": "Bo"}]}, "authors.name")
    ['Ada', 'Bo']
    """
    found = [fields]
    for part in name.split("."):
        entries = [each for value in found for each in _entries(value)]
        found = [each[part] for each in entries if isinstance(each, dict) and part in each]
    return [each for value in found for each in _entries(value) if each not in (None, "", {})]


def converted(values: list[Any], conversion: Conversion) -> object:
    """What a field of ours has of the values: a list, or the first; None where none is fit."""
    if conversion is Conversion.TEXTS:
        return [topic for each in values for topic in _topics(each)] or None
    if conversion is Conversion.COUNT:
        images = [{"url": each} if isinstance(each, str) else each for each in values]
        return [each for each in images if isinstance(each, dict)] or None
    value = next((each for each in values if not isinstance(each, dict | list)), None)
    return _moment(value) if conversion is Conversion.MOMENT and value is not None else value


def day_in(path: str) -> list[str]:
    """The day in a path, as `2021-03-16` or `2021/03/16`; nothing where there is none."""
    day = _DAY.search(path)
    return ["-".join(day.groups())] if day else []


def host_of(url: object) -> list[str]:
    """The host of a URL in lower case, without `www.`; nothing where it has none."""
    try:
        host = urlsplit(url).hostname if isinstance(url, str) else None
    except ValueError:
        host = None
    return [host.removeprefix("www.")] if host and "." in host else []


def _entries(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _topics(value: object) -> list[str]:
    """A topic, those of a text with commas, or the name of a mapping."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "term", "title", "label") if key in value), "")
    return [part.strip() for part in str(value).split(",") if part.strip()]


def _moment(value: object) -> object:
    """A date of ISO 8601 as it is; one of RFC 822, or seconds since 1970, as ISO 8601."""
    text = str(value).strip()
    if isinstance(value, bool) or read_moment(text):
        return value
    try:
        if _SECONDS.fullmatch(text) or _MILLISECONDS.fullmatch(text):
            moment = datetime.fromtimestamp(int(text) / (1 if len(text) < 11 else 1000), UTC)
        else:
            moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError, OSError):
        return value
    return moment.isoformat() if is_plausible(moment) else value
