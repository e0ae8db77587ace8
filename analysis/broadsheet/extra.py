"""Fields without a column: kept as JSON, so that nothing is dropped but secrets."""

from __future__ import annotations

import json
import math
from typing import Any

__all__ = ["extra_json", "unknown_fields"]

_SECRET = "secured"  # noqa: S105 - a field's name


def unknown_fields(fields: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The fields that have no column, in document order."""
    if known.issuperset(fields):
        return {}
    return {key: value for key, value in fields.items() if key not in known}


def extra_json(fields: dict[str, Any]) -> str | None:
    """The fields as compact JSON, without any called `secured`; None when there are none.

    Infinities and not-a-number, which JSON lacks, become text.
    """
    if not fields:
        return None
    return json.dumps(_plain(fields), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items() if key != _SECRET}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
