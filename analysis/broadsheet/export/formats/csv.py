"""CSV by RFC 4180, with Unix line endings: for spreadsheets and other programs."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.cells import texts
from broadsheet.export.format import Format

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMAT"]

_BATCH = 20_000
_SPECIAL = '[",\r\n]'


def _write(rows: pa.Table, stream: IO[str]) -> None:
    """Write rows; a cell is quoted only where it must be, and null is nothing.

    Arrow's own writer quotes every text; DuckDB's writes times without `T` and `Z`.
    """
    import pyarrow as pa

    _write_lines([pa.array([name]) for name in rows.column_names], stream)
    for start in range(0, rows.num_rows, _BATCH):
        _write_lines([texts(column) for column in rows.slice(start, _BATCH).columns], stream)


def _write_lines(columns: list[pa.Array | pa.ChunkedArray], stream: IO[str]) -> None:
    import pyarrow.compute as pc

    lines = pc.binary_join_element_wise(
        *map(_quoted, columns), ",", null_handling="replace", null_replacement=""
    )
    stream.writelines(f"{line}\n" for line in lines.to_pylist())


def _quoted(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    import pyarrow.compute as pc

    is_special = pc.match_substring_regex(column, _SPECIAL)
    if not pc.any(is_special).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    quoted = pc.binary_join_element_wise('"', doubled, '"', "")
    return pc.if_else(is_special, quoted, column)


FORMAT = Format("csv", ".csv", _write)
