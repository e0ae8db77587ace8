"""The types of columns. Arrow is imported where a type is made: many commands need names alone."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Type"]


class Type(StrEnum):
    """A column's type, by the name that Arrow gives it."""

    TEXT = "string"
    INTEGER = "int64"
    COUNT = "int32"
    NUMBER = "double"
    BOOLEAN = "bool"
    MOMENT = "timestamp[us, tz=UTC]"
    DAY = "date32[day]"
    TEXTS = "list<item: string>"
    HASHES = "list<item: uint64>"

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type."""
        return _arrow_types()[self]


@cache
def _arrow_types() -> dict[Type, pa.DataType]:
    import pyarrow as pa

    return {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.COUNT: pa.int32(),
        Type.NUMBER: pa.float64(),
        Type.BOOLEAN: pa.bool_(),
        Type.MOMENT: pa.timestamp("us", tz="UTC"),
        Type.DAY: pa.date32(),
        Type.TEXTS: pa.list_(pa.string()),
        Type.HASHES: pa.list_(pa.uint64()),
    }
