"""Values as text, one by one or a column at a time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["cell", "is_number", "json_value", "moments", "texts"]


def is_number(field: pa.Field) -> bool:
    """Whether a column holds numbers, which are aligned to the right."""
    import pyarrow.types as kinds

    kind = field.type
    return bool(kinds.is_integer(kind) or kinds.is_floating(kind) or kinds.is_decimal(kind))


def cell(value: object) -> str:
    """A value as text: times in ISO 8601 with Z, lists and mappings as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=json_value)
    return str(value)


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as text, each value as `cell` writes it, and null as null.

    Arrow converts whole columns of the usual types, twenty times as fast as `cell` does. It writes
    a float otherwise than Python (`1` for `1.0`), so floats and rare types take the slow way.
    """
    import pyarrow as pa
    import pyarrow.types as kinds

    kind = column.type
    if kinds.is_timestamp(kind):
        return moments(column)
    if any(
        is_kind(kind)
        for is_kind in (
            kinds.is_string, kinds.is_boolean, kinds.is_integer, kinds.is_date32, kinds.is_decimal,
        )
    ):  # fmt: skip
        return column.cast(pa.string())
    values = (None if value is None else cell(value) for value in column.to_pylist())
    return pa.chunked_array([pa.array(values, pa.string())])


def moments(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of times as text in ISO 8601, in UTC with Z where it has a time zone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    has_fraction = kind.unit != "s" and pc.max(pc.subsecond(column)).as_py()
    unit = ("ns" if kind.unit == "ns" else "us") if has_fraction else "s"
    text = column.cast(pa.timestamp(unit, kind.tz and "UTC")).cast(pa.string())
    text = pc.replace_substring(text, " ", "T", max_replacements=1)
    if has_fraction:
        text = pc.replace_substring_regex(text, r"\.0+(Z?)$", r"\1")
        text = pc.replace_substring_regex(text, r"(\.\d{6})000(Z?)$", r"\1\2")
    return text


def json_value(value: object) -> object:
    """A value that JSON has no type for, as one that it has."""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        return value.isoformat()
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
