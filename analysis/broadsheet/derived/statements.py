"""DuckDB as the derived tables need it: in bounded memory, with the statements of `sql/`."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

from broadsheet.lake.sql_text import literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

__all__ = ["WRITTEN", "opened", "selected"]

WRITTEN = "format parquet, row_group_size 20480"
"""How a table is written: a row group is held in memory while it is."""

_SQL = files("broadsheet.derived") / "sql"


@contextmanager
def opened(folder: Path, memory: int = 240_000_000) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that takes no more than so many bytes of memory, and puts the rest on the disk."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{memory}B'")
        connection.execute(f"set temp_directory = {literal(folder / '.spill')}")
        connection.execute("set preserve_insertion_order = false")
        yield connection


def selected(*names: str) -> str:
    """The statement of a file in `sql/`."""
    file = _SQL.joinpath(*names[:-1], f"{names[-1]}.sql")
    return file.read_text("utf-8").rstrip().removesuffix(";") + "\n"
