"""A table in Markdown: for a README or a chat."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format
from broadsheet.export.sql_values import as_text, is_free_text, is_number

if TYPE_CHECKING:
    import duckdb

    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]


def _write(rows: Rows, stream: IO[bytes]) -> None:
    heads = (" ".join(name.replace("|", "\\|").split()) for name in rows.names)
    rules = ("---:" if is_number(kind) else "---" for kind in rows.types)
    for above in (heads, rules):
        stream.write(f"| {' | '.join(above)} |\n".encode())
    cells = (_cell(f"#{index}", kind) for index, kind in enumerate(rows.types, 1))
    line = ", ' | ', ".join(cells)
    rows.write_text(f"concat('| ', {line}, ' |', chr(10))", stream)


def _cell(column: str, kind: duckdb.sqltypes.DuckDBPyType) -> str:
    """Cells without what would end them or the line."""
    text = as_text(column, kind)
    if not is_free_text(kind):
        return text
    return f"replace(replace(replace({text}, '|', '\\|'), chr(10), ' '), chr(13), '')"


FORMAT = Format("markdown", ".md", _write)
