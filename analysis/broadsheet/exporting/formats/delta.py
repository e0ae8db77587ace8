"""Delta Lake: a folder with a Delta table for each table, as Spark and others read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.exporting.files import write_notes
from broadsheet.exporting.kind import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.exporting.content import Content

__all__ = ["KIND"]


def _write(content: Content, place: Path) -> None:
    try:
        from deltalake import write_deltalake
    except ModuleNotFoundError as error:
        hint = "pip install 'broadsheet[delta]'"
        raise BroadsheetError("Delta tables need deltalake", hint=hint) from error
    place.mkdir()
    write_notes(content, place)
    for table in content.tables:
        rows = content.rows(table).batches()
        write_deltalake(place / table.name, rows, name=table.name, description=table.table.grain)


KIND = Kind("delta", (), _write)
