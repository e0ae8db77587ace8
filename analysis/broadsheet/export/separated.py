"""Values between separators, as CSV and TSV have them."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import IO, TYPE_CHECKING

from broadsheet.export.sql_values import as_text, is_free_text
from broadsheet.lake.sql_text import literal

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

    from broadsheet.export.rows import Rows

__all__ = ["separated_by"]


def separated_by(separator: str) -> Callable[[Rows, IO[bytes]], None]:
    """A writer by RFC 4180, with Unix line endings: quotes only where they are needed.

    Null is nothing, and so is an empty text.
    """
    return partial(_write, separator)


def _write(separator: str, rows: Rows, stream: IO[bytes]) -> None:
    head = io.StringIO()
    csv.writer(head, delimiter=separator, lineterminator="\n").writerow(rows.names)
    stream.write(head.getvalue().encode())
    cells = [_cell(f"#{index}", kind, separator) for index, kind in enumerate(rows.types, 1)]
    between = f", {literal(separator)}, "
    rows.write_text(f"concat({between.join(cells)}, chr(10))", stream)


def _cell(column: str, kind: duckdb.sqltypes.DuckDBPyType, separator: str) -> str:
    text = as_text(column, kind)
    if not is_free_text(kind):
        return text
    signs = (literal(separator), "'\"'", "chr(10)", "chr(13)")
    is_special = " or ".join(f"contains({text}, {sign})" for sign in signs)
    doubled = f"replace({text}, '\"', '\"\"')"
    return f"case when {is_special} then '\"' || {doubled} || '\"' else {text} end"
