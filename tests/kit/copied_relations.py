"""Views and named queries are defined once in a session, and copied into each connection.

DuckDB takes 0.15 s to define them and 3 ms to copy them, and a session connects some hundred times.
Where a lake's tables have other columns than the schema, they are defined as `connect` does.
"""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

import duckdb
import pytest

from broadsheet.database import connection as connecting
from broadsheet.database.relations import define_relations
from broadsheet.lake.sql_text import literal
from broadsheet.schema import DERIVED, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["copied_relations"]

_NAME = "prepared"
_COLUMNS = (
    "select table_name, column_name, data_type from duckdb_columns()"
    " where database_name = current_database() and not internal order by all"
)


@contextmanager
def copied_relations(folder: Path) -> Iterator[None]:
    """Let `connect` copy the relations from a database in a folder, which the first call makes."""
    file = folder / f"{_NAME}.duckdb"
    shapes: list[list[tuple[str, str, str]]] = []

    def open_() -> duckdb.DuckDBPyConnection:
        opened = duckdb.connect()
        opened.execute(f"attach {literal(file)} as {_NAME}" + " (read_only)" * bool(shapes))
        return opened

    def define(connection: duckdb.DuckDBPyConnection) -> None:
        shape = connection.execute(_COLUMNS).fetchall()
        if shape in shapes:
            connection.execute(f"copy from database {_NAME} to memory (schema)")
        else:
            define_relations(connection)
        if not shapes:
            connection.execute(f"copy from database memory to {_NAME} (schema)")
            for name in (*TABLES, *DERIVED):
                connection.execute(f"drop view {_NAME}.{name}")
            shapes.append(shape)
        connection.execute(f"detach {_NAME}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connecting, "duckdb", SimpleNamespace(connect=open_, Error=duckdb.Error))
        patch.setattr(connecting, "define_relations", define)
        yield
