"""The columns of a table, which may be an Arrow table, a DataFrame or a DuckDB relation.

Any other table that exports itself as an Arrow stream is taken too, such as one of polars.
Neither pandas nor DuckDB is imported here: a caller who has their data has loaded them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from html import unescape
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa

from broadsheet.errors import ChartError
from broadsheet.style.formatting import MISSING, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb
    import pandas as pd

    Data: TypeAlias = pa.Table | pd.DataFrame | duckdb.DuckDBPyRelation

__all__ = ["columns", "dates", "day_count", "names", "numbers"]

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (places on an axis have no time zone)
_EXACT = 2**63  # matplotlib draws no larger integers


def columns(data: Data, *wanted: str) -> dict[str, list[object]]:
    """The wanted columns as lists of Python values, with None for null.

    Raises:
        ChartError: The data has no such column, or is no table.
    """
    if hasattr(data, "reset_index"):
        return _from_pandas(data, wanted)
    table = _arrow(data)
    _require(wanted, table.column_names)
    return {name: _values(table.column(name)) for name in wanted}


def numbers(values: Iterable[object], column: str) -> list[float | None]:
    """The values as numbers: integers stay integers, and values that are not finite are None.

    Raises:
        ChartError: A value is no number; the message names the column.
    """
    return [_number(value, column) for value in values]


def dates(values: Iterable[object], column: str) -> list[datetime | None]:
    """The values as moments without a time zone, in their own local time; text is ISO 8601.

    Raises:
        ChartError: A value is no date; the message names the column.
    """
    return [_moment(value, column) for value in values]


def day_count(moment: date) -> float:
    """The days from the start of 1970 to a moment, as matplotlib counts them, with a fraction."""
    start = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    return (start - _EPOCH) / timedelta(days=1)


def names(values: Iterable[object]) -> list[str]:
    """The values as labels of one line, HTML entities decoded, with a dash for None."""
    return [MISSING if value is None else one_line(unescape(_label(value))) for value in values]


def _from_pandas(frame: Any, wanted: Sequence[str]) -> dict[str, list[object]]:  # noqa: ANN401
    keys = [name for name in frame.index.names if name is not None]
    _require(wanted, [str(name) for name in (*keys, *frame.columns)])
    if not set(wanted) <= set(frame.columns):
        frame = frame.reset_index()  # the keys of a grouped frame are its index
    return {
        name: [
            None if missing else value
            for value, missing in zip(frame[name].tolist(), frame[name].isna(), strict=True)
        ]
        for name in wanted
    }


def _arrow(data: Any) -> pa.Table:  # noqa: ANN401
    if isinstance(data, pa.Table):
        return data
    if hasattr(data, "to_arrow_table"):
        return data.to_arrow_table()
    if hasattr(data, "__arrow_c_stream__"):
        return pa.table(data)
    raise ChartError(
        "a chart needs a table",
        received=type(data).__name__,
        valid=("pyarrow.Table", "pandas.DataFrame", "polars.DataFrame", "duckdb.DuckDBPyRelation"),
    )


def _values(column: pa.ChunkedArray) -> list[object]:
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        # Python's datetime knows microseconds, and pyarrow would reach for pandas
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    values: list[object] = column.to_pylist()
    return values


def _require(wanted: Sequence[str], valid: Sequence[str]) -> None:
    for name in wanted:
        if name not in valid:
            raise ChartError("the data has no such column", received=name, valid=valid)


def _number(value: object, column: str) -> float | None:
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if value is None:
        return None
    if isinstance(value, int):
        return int(value) if abs(value) < _EXACT else float(value)
    if isinstance(value, float):
        return value if isfinite(value) else None
    raise ChartError(
        f"column {column!r} must hold numbers", received=value, hint="are x and y swapped?"
    )


def _moment(value: object, column: str) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = str(value)
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime.combine(value, time())
    raise ChartError(
        f"column {column!r} must hold dates", received=value, hint="cast it to date in the query"
    )


def _label(value: object) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value)
