"""How commands write rows: to a terminal, to a pipe or to a file."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from broadsheet.errors import BroadsheetError
from broadsheet.export import MOST_ROWS, Rows, View, format_named, format_of, write_file

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from broadsheet.export import Format

__all__ = ["write_result", "write_table"]


def write_table(
    rows: pa.Table,
    row_format: Format | None = None,
    output: Path | None = None,
    *,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write rows that are in memory: to stdout, or to a file and print its path."""
    _write_rows(Rows.in_memory(rows), row_format, output, most_rows=most_rows)


def write_result(
    connection: duckdb.DuckDBPyConnection,
    relation: duckdb.DuckDBPyRelation,
    row_format: Format | None,
    output: Path | None = None,
    *,
    as_lines: bool = False,
    most_rows: int = MOST_ROWS,
    has_types: bool = False,
) -> None:
    """Run a statement that was prepared, and write its rows as they come.

    Args:
        connection: The database.
        relation: The statement.
        row_format: The format; None for that of the file, or a table.
        output: The file; None for stdout.
        as_lines: Whether each column of a row has a line, whatever the format.
        most_rows: How many rows a terminal shows; 0 for all.
        has_types: Whether a table on a terminal has the types of its columns.

    Raises:
        BroadsheetError: The format is not for a terminal, or the file can't be written.
        QueryError: The statement fails.
    """
    from broadsheet.database.run import read

    chosen = format_named("line") if as_lines else row_format
    rows = Rows.of(relation)
    read(
        connection,
        lambda: _write_rows(rows, chosen, output, most_rows=most_rows, has_types=has_types),
    )


def _write_rows(
    rows: Rows,
    row_format: Format | None,
    output: Path | None,
    *,
    most_rows: int = MOST_ROWS,
    has_types: bool = False,
) -> None:
    """Write rows to stdout, or to a file and print its path.

    A terminal gets what it has room for, a pipe and a file get all.

    Raises:
        BroadsheetError: The format is not for a terminal, or the file can't be written.
    """
    if output is not None:
        write_file(rows, output, row_format or format_of(output))
        print(output)
        return
    chosen = row_format or format_named("table")
    is_terminal = sys.stdout.isatty()
    if chosen.is_binary and is_terminal:
        problem = f"{chosen.name} is not for a terminal"
        raise BroadsheetError(problem, hint=f"add -o FILE{chosen.suffix}, or send it to a program")
    sys.stdout.flush()
    try:
        if chosen.show and is_terminal:
            view = View(shutil.get_terminal_size().columns, most_rows or None, has_types)
            chosen.show(rows, sys.stdout.buffer, view)
        else:
            chosen.write(rows, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
