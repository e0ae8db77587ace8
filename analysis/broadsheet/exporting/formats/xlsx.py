"""A workbook: a sheet of notes, then a sheet for each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.export.workbook import MOST_ROWS, Workbook
from broadsheet.exporting.kind import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.exporting.content import Content

__all__ = ["KIND"]


def _write(content: Content, place: Path) -> None:
    for table in content.tables:
        if table.count >= MOST_ROWS:  # the head takes a row
            problem = f"{table.name} has {table.count:,} rows, and a sheet {MOST_ROWS:,}"
            hint = "take a shorter --period, other tables with --table, or --format parquet"
            raise BroadsheetError(problem, hint=hint)
    with place.open("wb") as stream, Workbook(stream) as book:
        book.add_sheet("notes", content.note_rows())
        for table in content.tables:
            book.add_sheet(table.name, content.rows(table))


KIND = Kind("xlsx", (".xlsx",), _write)
