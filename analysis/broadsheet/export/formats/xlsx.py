"""A workbook of one sheet: for Excel, LibreOffice and others."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from broadsheet.export.format import Format

if TYPE_CHECKING:
    from broadsheet.export.rows import Rows

__all__ = ["FORMAT"]


def _write(rows: Rows, stream: IO[bytes]) -> None:
    from broadsheet.export.workbook import Workbook

    with Workbook(stream) as book:
        book.add_sheet("rows", rows)


FORMAT = Format("xlsx", ".xlsx", _write, is_binary=True)
