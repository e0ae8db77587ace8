"""JSON: a list with an object per row, indented."""

from __future__ import annotations

import json
import math
from typing import IO, TYPE_CHECKING

from broadsheet.export.cells import json_value, moments
from broadsheet.export.format import Format

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMAT"]

_BATCH = 20_000
_ESCAPED = r'["\\\x00-\x1f]'
_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=2, default=json_value, allow_nan=False)


def _write(rows: pa.Table, stream: IO[str]) -> None:
    """Write rows as Python's `json.dump` with an indent of 2 does, in a tenth of the time."""
    if not rows.num_rows:
        stream.write("[]\n")
        return
    between = "[\n"
    for start in range(0, rows.num_rows, _BATCH):
        for text in _objects(rows.slice(start, _BATCH)).to_pylist():
            stream.write(f"{between}  {{\n{text}\n  }}")
            between = ",\n"
    stream.write("\n]\n")


def _objects(rows: pa.Table) -> pa.ChunkedArray:
    """The members of the object of each row; of two columns with one name, the last."""
    import pyarrow.compute as pc

    members = [
        pc.binary_join_element_wise(f"    {_encoded(name)}: ", _values(column), "")
        for name, column in dict(zip(rows.column_names, rows.columns, strict=True)).items()
    ]
    return pc.binary_join_element_wise(*members, ",\n")


def _values(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as JSON. Arrow converts the usual types, Python what is rare or a float."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as kinds

    kind = column.type
    if kinds.is_boolean(kind) or kinds.is_integer(kind):
        values = column.cast(pa.string())
    elif kinds.is_timestamp(kind):
        values = _in_quotes(moments(column))
    elif kinds.is_date32(kind):
        values = _in_quotes(column.cast(pa.string()))
    elif kinds.is_string(kind):
        values = _strings(column)
    elif kinds.is_floating(kind):
        floats = map(_finite, column.to_pylist())
        texts = [None if value is None else repr(value) for value in floats]
        values = pa.chunked_array([pa.array(texts, pa.string())])
    else:
        encoded = [_encoded(_finite(value)) for value in column.to_pylist()]
        values = pa.chunked_array([pa.array(encoded, pa.string())])
    return pc.fill_null(values, "null")


def _strings(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of text as JSON; Python escapes the few that need it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_escaped = pc.fill_null(pc.match_substring_regex(column, _ESCAPED), fill_value=False)
    escaped = [_encoded(text) for text in column.filter(is_escaped).to_pylist()]
    return pc.replace_with_mask(
        _in_quotes(column).combine_chunks(),
        is_escaped.combine_chunks(),
        pa.array(escaped, pa.string()),
    )


def _in_quotes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    return pc.binary_join_element_wise('"', column, '"', "")


def _encoded(value: object) -> str:
    """A value as JSON; the lines of a nested one are indented as they are within an object."""
    return _ENCODER.encode(value).replace("\n", "\n    ")


def _finite(value: object) -> object:
    """The value with null for what JSON lacks: infinities and not-a-number."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


FORMAT = Format("json", ".json", _write)
