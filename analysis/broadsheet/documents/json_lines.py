"""A line of JSON to values: the fields of a front matter, and perhaps `body` and `path`."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.documents.encoding import escapes_forbidden
from broadsheet.documents.faults import Fault, UnreadableError
from broadsheet.documents.invisible import plain_name
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.documents.source import Source

if TYPE_CHECKING:
    from broadsheet.documents.limits import Limits
    from broadsheet.documents.location import Locations

__all__ = ["JsonLine", "read_json_line"]

# An escape in JSON: a whole one first, or half of a surrogate pair.
_ESCAPE = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?!u[dD][89a-fA-F]).)"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_ASIDE = ("body", "path")


class JsonLine(NamedTuple):
    """What was read of a line of JSON; its locations only where it was read with care."""

    fields: dict[str, Any]
    source: Source
    faults: list[Fault]
    locations: Locations | None


def read_json_line(text: str, line: int, limits: Limits) -> JsonLine:
    """Read a line of JSON.

    Args:
        text: The line.
        line: Its number in the file, from 1.
        limits: What is taken at most.

    Raises:
        UnreadableError: It is no JSON, no mapping, or too complex.
    """
    text, faults = _without_half_characters(text, line)
    source = Source(text, line)
    source.check_size(limits)
    locations: Locations | None = None
    is_plain = not escapes_forbidden(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_plain_fields,
            parse_float=_plain_number,
            parse_constant=_plain_number,
        )
    except json.JSONDecodeError as error:
        fault = Fault("json-syntax", error.msg, line=line, column=error.colno)
        raise UnreadableError(fault) from error
    except RecursionError as error:
        raise UnreadableError(Fault("too-complex", "too many levels", line=line)) from error
    except ValueError:
        is_plain = False
    if not is_plain:  # only locations show what is written
        value, locations, found = read_with_locations(text, line)
        faults += found
    fields = source.fields_of(value)
    aside = tuple(name for name in _ASIDE if isinstance(fields.get(name), str | None))
    body = (fields.get("body") or "") if "body" in aside else ""
    body = body.replace("\r\n", "\n").strip()
    source, second = replace(source, body=body or None, aside=aside).without_second_document()
    return JsonLine(source.without_aside(fields), source, [*faults, *second], locations)


def _without_half_characters(text: str, line: int) -> tuple[str, list[Fault]]:
    """JSON without escapes of half a character, which no text can hold."""
    repaired = _ESCAPE.sub(lambda match: match[1] or "\\ufffd", text)
    if repaired == text:
        return text, []
    return repaired, [Fault("broken-encoding", "half a character; replaced", line=line)]


def _plain_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs) or any(plain_name(name) != name for name in fields):
        raise ValueError("a field occurs twice, or has an invisible character in its name")
    return fields


def _plain_number(text: str) -> float:
    number = float(text)
    if f"{number!r}" != text or not math.isfinite(number):
        raise ValueError("JSON would write another number")
    return number
