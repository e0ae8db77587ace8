"""Fields without a column: kept as JSON; nothing is dropped but the payload."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from broadsheet.documents.faults import is_secret
from broadsheet.documents.payload import WITHHELD, withhold

__all__ = ["extra_json"]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_LONG_KEY = re.compile(r'"[^"]{32,}":')
_PAYLOAD = "secured"
_MOST_BITS = 10_000


def extra_json(fields: dict[str, Any]) -> str | None:
    """The fields as compact JSON; None when there are none.

    The payload is excluded at any depth, and the value of a name that merely holds `secured`, as
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
    """The fields as they are; None where something in them has to be excluded or made JSON."""
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
    """Whether a value is a number, a boolean or words, and so no payload."""
    if isinstance(value, str):
        return all(word.isalpha() for word in value.split())
    return not isinstance(value, dict | list)
