"""TOML to values: what some sites write their front matter in."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from typing import Any

from broadsheet.documents.faults import Fault, UnreadableError

__all__ = ["read_toml"]

_PLACE = re.compile(r" \(at line (?P<line>\d+), column (?P<column>\d+)\)\Z")

_DEEP_KEY = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*\.[ \t]*){64}")
"""A key of more levels than YAML may have: for each level tomllib keeps all those above."""


def read_toml(text: str, first_line: int) -> dict[str, Any]:
    """Read TOML; dates and times become text by ISO 8601, as YAML has them.

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
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(_fault(str(error), first_line)) from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableError(Fault("too-complex", "a number too long", line=first_line)) from error
    except RecursionError as error:
        raise UnreadableError(Fault("too-complex", "too many levels", line=first_line)) from error


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _fault(message: str, first_line: int) -> Fault:
    place = _PLACE.search(message)
    if place is None:
        return Fault("toml-syntax", message)
    line, column = int(place["line"]) + first_line - 1, int(place["column"])
    return Fault("toml-syntax", message[: place.start()], line=line, column=column)
