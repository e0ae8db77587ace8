"""A DuckDB database with the rows in it, and comments on its tables and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.database.catalog import STORAGE_VERSION, descriptions
from broadsheet.exporting.kind import Kind
from broadsheet.lake.sql_text import literal

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.exporting.content import Content

__all__ = ["KIND"]


def _write(content: Content, place: Path) -> None:
    run = content.connection.execute
    run(f"attach {literal(place)} as exported (storage_version {STORAGE_VERSION!r})")
    try:
        run("create table exported.export_notes (fact varchar, text varchar)")
        for note in content.notes:
            run("insert into exported.export_notes values (?, ?)", note)
        for table in content.tables:
            place_of = f"exported.{table.name}"
            run(f"create table {place_of} as {table.sql}")
            for statement in descriptions(table.table, "table", place_of):
                run(statement)
    finally:
        run("detach exported")


KIND = Kind("duckdb", (".duckdb",), _write)
