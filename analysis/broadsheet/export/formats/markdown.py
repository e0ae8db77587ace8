"""A table in Markdown: for a README or a chat."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.cells import is_number, texts
from broadsheet.export.format import Format

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMAT"]


def _write(rows: pa.Table, stream: IO[str]) -> None:
    import pyarrow as pa

    _write_lines([pa.array([name]) for name in rows.column_names], stream)
    rules = ["---:" if is_number(field) else "---" for field in rows.schema]
    _write_lines([pa.array([rule]) for rule in rules], stream)
    _write_lines([texts(column) for column in rows.columns], stream)


def _write_lines(columns: list[pa.Array | pa.ChunkedArray], stream: IO[str]) -> None:
    import pyarrow.compute as pc

    lines = pc.binary_join_element_wise(
        *map(_escaped, columns), " | ", null_handling="replace", null_replacement=""
    )
    stream.writelines(f"| {line} |\n" for line in lines.to_pylist())


def _escaped(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Cells without what would end them or the line."""
    import pyarrow.compute as pc

    for sign, instead in (("|", "\\|"), ("\n", " "), ("\r", "")):
        column = pc.replace_substring(column, sign, instead)
    return column


FORMAT = Format("markdown", ".md", _write)
