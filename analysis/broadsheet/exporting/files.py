"""Exports of a file for each table, in a format of rows."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.export import format_named
from broadsheet.exporting.kind import Kind
from broadsheet.exporting.target import NOTES_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.export import Format
    from broadsheet.exporting.content import Content

__all__ = ["files_of", "write_notes"]


def files_of(name: str) -> Kind:
    """An export in the format of rows of a name: a folder of files, or one file of one table."""
    row_format = format_named(name)
    return Kind(name, (row_format.suffix,), partial(_write, row_format))


def write_notes(content: Content, folder: Path) -> None:
    """Write the notes into a folder."""
    notes = json.dumps(dict(content.notes), indent=2, ensure_ascii=False)
    (folder / NOTES_FILE).write_text(f"{notes}\n", "utf-8")


def _write(row_format: Format, content: Content, place: Path) -> None:
    if place.suffix.lower() == row_format.suffix:
        if len(content.tables) != 1:
            problem = f"a {row_format.suffix} file holds one table"
            hint = f"name it with --table, or a folder with --format {row_format.name}"
            raise BroadsheetError(problem, received=f"{len(content.tables)} tables", hint=hint)
        paths = [place]
    else:
        place.mkdir()
        write_notes(content, place)
        paths = [place / f"{table.name}{row_format.suffix}" for table in content.tables]
    for table, path in zip(content.tables, paths, strict=True):
        with path.open("wb") as stream:
            row_format.write(content.rows(table), stream)
