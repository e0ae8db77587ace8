"""An HTML table: for a page, a mail or a document."""

from __future__ import annotations

from html import escape
from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format
from broadsheet.export.sql_values import as_text, is_free_text, is_number

if TYPE_CHECKING:
    import duckdb

    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]

_RIGHT = ' style="text-align: right"'


def _write(rows: Rows, stream: IO[bytes]) -> None:
    sides = [_RIGHT if is_number(kind) else "" for kind in rows.types]
    named = zip(sides, rows.names, strict=True)
    heads = "".join(f"<th{side}>{escape(name)}</th>" for side, name in named)
    stream.write(f"<table>\n<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n".encode())
    cells = (
        f"'<td{side}>', {_cell(f'#{index}', kind)}, '</td>'"
        for index, (side, kind) in enumerate(zip(sides, rows.types, strict=True), 1)
    )
    rows.write_text(f"concat('<tr>', {', '.join(cells)}, '</tr>', chr(10))", stream)
    stream.write(b"</tbody>\n</table>\n")


def _cell(column: str, kind: duckdb.sqltypes.DuckDBPyType) -> str:
    text = as_text(column, kind)
    if not is_free_text(kind):
        return text
    for sign in "&<>":
        text = f"replace({text}, '{sign}', '{escape(sign)}')"
    return text


FORMAT = Format("html", ".html", _write)
