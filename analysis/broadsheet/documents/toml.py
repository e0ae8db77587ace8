"""TOML to values: what some sites write their front matter in."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from typing import Any

from broadsheet.documents.encoding import allowed, forbidden_fault
from broadsheet.documents.faults import Fault, UnreadableError
from broadsheet.documents.location import Place, field_name
from broadsheet.documents.written import as_written

__all__ = ["read_toml"]

_PLACE = re.compile(r" \(at line (?P<line>\d+), column (?P<column>\d+)\)\Z")

_DEEP_KEY = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*\.[ \t]*){64}")
"""A key of more levels than YAML may have: for each level tomllib keeps all those above."""


def read_toml(text: str, first_line: int) -> tuple[dict[str, Any], list[Fault]]:
    """Read TOML: its fields, and the faults found.

    Dates and times become text by ISO 8601, and numbers that JSON would write otherwise their
    text, as YAML has them.

    Args:
        text: The TOML.
        first_line: The line of the file on which it begins.

    Raises:
        UnreadableError: It is not TOML, or too complex.
    """
    deep = _DEEP_KEY.search(text)
    if deep:
        line = first_line + text.count("\n", 0, deep.start())
        raise UnreadableError(Fault("too-complex", "more than 64 levels", line=line))
    try:
        value = tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(_fault(str(error), first_line)) from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableError(Fault("too-complex", "a number too long", line=first_line)) from error
    except RecursionError as error:
        raise UnreadableError(Fault("too-complex", "too many levels", line=first_line)) from error
    plain = _Plain()
    return {key: plain.value(each, (key,)) for key, each in value.items()}, plain.faults


class _Plain:
    """Makes the values that YAML would have, and notes forbidden characters."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def value(self, value: object, place: Place) -> object:
        """The value at a place."""
        if isinstance(value, dict):
            return {key: self.value(each, (*place, key)) for key, each in value.items()}
        if isinstance(value, list):
            return [self.value(each, (*place, index)) for index, each in enumerate(value)]
        if isinstance(value, str) and allowed(value) != value:
            self.faults.append(forbidden_fault(value, field_name(place)))
            return allowed(value)
        return value.isoformat() if isinstance(value, date | time) else value


def _number(text: str) -> object:
    return as_written(float(text), text)


def _fault(message: str, first_line: int) -> Fault:
    place = _PLACE.search(message)
    if place is None:
        return Fault("toml-syntax", message)
    line, column = int(place["line"]) + first_line - 1, int(place["column"])
    return Fault("toml-syntax", message[: place.start()], line=line, column=column)
