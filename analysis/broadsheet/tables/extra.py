"""Fields without a column: kept as JSON, so that nothing is dropped but the payload."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from broadsheet.documents.faults import is_secret
from broadsheet.documents.kinds import kind_of
from broadsheet.documents.payload import WITHHELD, withhold

__all__ = ["extra_json", "note_fields", "noted_fields", "unknown_fields"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_LONG_KEY = re.compile(r'"[^"]{32,}":')
_PAYLOAD = "secured"
_MOST_BITS = 10_000


def unknown_fields(fields: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The fields that have no column, in document order."""
    if known.issuperset(fields):
        return {}
    return {key: value for key, value in fields.items() if key not in known}


def noted_fields(
    fields: dict[str, Any], known: frozenset[str], where: str, noted: set[tuple[str, str]]
) -> dict[str, Any]:
    """The fields that have no column; each is noted with the kind of its value.

    Args:
        fields: The fields of a mapping.
        known: Names of those that have columns.
        where: What the mapping's place is called, such as `related[].provider.`.
        noted: Names and kinds, which are added to; the payload's name is not.
    """
    unknown = unknown_fields(fields, known)
    note_fields(unknown, where, noted)
    return unknown


def note_fields(unknown: dict[str, Any], where: str, noted: set[tuple[str, str]]) -> None:
    """Note fields that have no column, each with the kind of its value; see `noted_fields`."""
    for key, value in unknown.items():
        if not is_secret(key):
            noted.add((f"{where}{key}", kind_of(value)))


def extra_json(fields: dict[str, Any]) -> str | None:
    """The fields as compact JSON; None when there are none.

    The payload is left out at any depth, and the value of a name that merely holds `secured`, as
    torn documents make them, is withheld unless it is harmless. What JSON lacks (infinities,
    not-a-number, sets) becomes text, and a whole number of thousands of digits hexadecimal text.
    """
    if not fields:
        return None
    text = _quick_json(fields)
    if text is None:
        plain = _plain(fields)
        text = _ENCODER.encode(plain) if plain else None
    return text


def _quick_json(fields: dict[str, Any]) -> str | None:
    """The fields as they are; None where something in them has to be left out or made JSON."""
    try:
        text = _ENCODER.encode(fields)
    except (TypeError, ValueError):
        return None
    return None if is_secret(text) or _LONG_KEY.search(text) else text


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return _plain_mapping(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return hex(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _plain_mapping(mapping: dict[Any, Any]) -> dict[str, object]:
    plain = {}
    for key, value in mapping.items():
        if key == _PAYLOAD:
            continue
        kept = WITHHELD if is_secret(key) and not _is_harmless(value) else _plain(value)
        if kept != {} or value == {}:
            plain[withhold(str(key))] = kept
    return plain


def _is_harmless(value: object) -> bool:
    """Whether a value is a number, a truth value or words, and so no payload."""
    if isinstance(value, str):
        return all(word.isalpha() for word in value.split())
    return not isinstance(value, dict | list)
