"""Numbers of fields without a column: as JSON has them, or as text where JSON would write others.

An ISBN such as `0306406152`, a hash such as `6e12345` or a version such as `1.10` is a number in
YAML, and no longer the same once it was read as one.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["as_written", "is_as_written", "names_of_numbers"]

_NO_NAME = ""
_AFTER_NAME = rb"[\"']?[ \t]*:(?=[ \t\r\n])[ \t]*([^\s,}\]]*)"
_NUMBER_SIGNS = b"+-._0123456789"
_INTEGER = re.compile(rb"0|-?[1-9]\d{0,999}")
_FLOAT = re.compile(rb"-?\d[\d.e+-]*")


def as_written(value: object, text: str | None) -> object:
    """A number, or its text where JSON would write it otherwise; any other value as it is.

    Args:
        value: The value.
        text: What is written.

    >>> as_written(1.1, "1.1"), as_written(1.1, "1.10"), as_written(306406152, "0306406152")
    (1.1, '1.10', '0306406152')
    """
    if text is None or type(value) not in {int, float}:
        return value
    try:
        same = f"{value!r}" == text
    except ValueError:  # thousands of digits
        same = False
    return value if same else text


def names_of_numbers(value: object, name: str = _NO_NAME) -> frozenset[str]:
    """The names of fields whose values are numbers, at any depth; an empty one for list entries."""
    if isinstance(value, dict):
        return frozenset().union(*(names_of_numbers(each, key) for key, each in value.items()))
    if isinstance(value, list):
        return frozenset().union(*map(names_of_numbers, value))
    return frozenset({name}) if type(value) in {int, float} else frozenset()


def is_as_written(data: bytes, name: str) -> bool:
    """Whether each number of a field is surely written as JSON has it.

    Args:
        data: The document.
        name: The field's name.
    """
    values = set(_pattern(name).findall(data)) if name else ()
    return bool(values) and all(map(_is_plain, values))


@lru_cache
def _pattern(name: str) -> re.Pattern[bytes]:
    """What is written after a field's name."""
    return re.compile(re.escape(name.encode()) + _AFTER_NAME)


@lru_cache
def _is_plain(value: bytes) -> bool:
    """Whether a value in its field's line is no number, or one as JSON has it."""
    if value[:1] not in _NUMBER_SIGNS:
        return True
    if _INTEGER.fullmatch(value):
        return True
    return _FLOAT.fullmatch(value) is not None and _is_float(value)


def _is_float(value: bytes) -> bool:
    try:
        return f"{float(value)!r}".encode() == value
    except ValueError:
        return False
