"""Texts of a page: those that nobody would read to their end are shortened.

One name of 100,000 letters would take a page minutes, and hide what is beside it. The tables of the
lake and the results that other queries read keep it whole.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.style.formatting import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LONGEST", "bounded", "bounded_texts"]

LONGEST = 300
"""Letters of a text on a page."""
_LONGEST_LINK = 2_000
"""Letters of a URL, which leads nowhere when it is cut."""


def bounded(text: str) -> str:
    """A text that is fit for a page; of one that is too long the beginning.

    An ellipsis follows, and a hash of the whole: two names that begin alike stay two.
    """
    if len(text) <= LONGEST:
        return text
    if len(text) <= _LONGEST_LINK and text.startswith(("https://", "http://")):
        return text
    tail = ELLIPSIS + blake2b(text.encode(errors="replace"), digest_size=3).hexdigest()
    return text[: LONGEST - len(tail)].rstrip() + tail


def bounded_texts(rows: pa.Table) -> pa.Table:
    """Rows whose texts are fit for a page, in lists and structs too."""
    for at, field in enumerate(rows.schema):
        if _may_be_long(rows[at]):
            values: Sequence[Any] = [_bounded_value(value) for value in rows[at].to_pylist()]
            rows = rows.set_column(at, field, pa.array(values, field.type))
    return rows


def _may_be_long(column: pa.ChunkedArray) -> bool:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return int(pc.max(pc.utf8_length(column)).as_py() or 0) > LONGEST
    return bool(pa.types.is_nested(column.type)) and column.nbytes > LONGEST


def _bounded_value(value: object) -> object:
    if isinstance(value, str):
        return bounded(value)
    if isinstance(value, list):
        return [_bounded_value(each) for each in value]
    if isinstance(value, dict):
        return {name: _bounded_value(each) for name, each in value.items()}
    return value
