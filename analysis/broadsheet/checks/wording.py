"""The sentence of a check: a text with columns of the first row that it found, in braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from broadsheet.errors import CheckError
from broadsheet.style.formatting import MISSING, number, one_line, percent, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["columns_of", "phrase", "worded"]

_PLACE = re.compile(r"\{(?P<column>\w+)(?P<percent>:%)?\}")
_LONGEST_VALUE = 120


def columns_of(message: str) -> list[str]:
    """The columns that a message names.

    Raises:
        CheckError: It has a brace that is not of a `{column}` or a `{column:%}`.
    """
    if re.search(r"[{}]", _PLACE.sub("", message)):
        hint = "write {column}, or {column:%} for a share"
        raise CheckError("message has a brace too many", received=message, hint=hint)
    return [match["column"] for match in _PLACE.finditer(message)]


def worded(message: str, row: Mapping[str, Any]) -> str:
    """A message with the values of a row, on one line.

    A place is replaced once, so that braces in a value remain text.

    Raises:
        CheckError: `{column:%}` stands for a text.
    """

    def value(match: re.Match[str]) -> str:
        found = row[match["column"]]
        if not match["percent"]:
            return _text(found)
        if isinstance(found, str | list | dict):
            raise CheckError(f"{match['column']} is no share", received=found)
        return percent(found)

    return one_line(_PLACE.sub(value, message))


def phrase(row: Mapping[str, Any]) -> str:
    """A row in words: its column `contributor`, or else its columns with their values."""
    if row.get("contributor") is not None:
        return _text(row["contributor"])
    return ", ".join(f"{column} {_text(value)}" for column, value in row.items())


def _text(value: object) -> str:
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    return shorten(one_line(str(value)), _LONGEST_VALUE)
