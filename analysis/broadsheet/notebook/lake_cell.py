"""Run the SQL of a cell on a locked connection, and show the first of its rows."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.config import read_settings
from broadsheet.database.connection import open_lake
from broadsheet.database.run import read, run_sql
from broadsheet.database.statements import parameters_of
from broadsheet.errors import BroadsheetError
from broadsheet.export import Rows, format_named
from broadsheet.notebook.variables import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb
    import pandas as pd

__all__ = ["DEFAULT_ROWS", "ShownRows", "frame_of_cell", "show_cell"]

DEFAULT_ROWS = 40
"""How many rows a cell shows: as many as a terminal."""


@dataclass(frozen=True)
class ShownRows:
    """The first rows of an answer. A notebook shows them as an HTML table.

    Attributes:
        html: The table, with the number of all rows below it.
        text: The same as plain text, for a terminal.
    """

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def frame_of_cell(
    sql: str, namespace: Mapping[str, object], lake: str | None, as_of: str | None
) -> pd.DataFrame:
    """All rows of a cell's statement.

    Args:
        sql: One statement that reads.
        namespace: The variables of the notebook, for the parameters of the statement.
        lake: The lake's folder; None for that of the settings.
        as_of: A version; the live one where None.

    Raises:
        LakeError: There is no lake, or it lacks that version.
        QueryError: The statement does not only read, or fails, or a parameter has no variable.
    """
    with closing(_opened(lake, as_of)) as connection:
        frame: pd.DataFrame = _answer(connection, sql, namespace).df()
        return frame


def show_cell(
    sql: str,
    namespace: Mapping[str, object],
    lake: str | None,
    as_of: str | None,
    most_rows: int = DEFAULT_ROWS,
) -> ShownRows:
    """The first rows of a cell's statement, to show.

    Args:
        sql: As of `frame_of_cell`, and so are the other arguments.
        namespace: The variables of the notebook.
        lake: The lake's folder.
        as_of: A version.
        most_rows: How many rows are shown.

    Raises:
        BroadsheetError: `most_rows` is below 1.
        LakeError: As `frame_of_cell`.
        QueryError: As `frame_of_cell`.
    """
    if most_rows < 1:
        raise BroadsheetError("a cell shows one row or more", received=most_rows)
    with closing(_opened(lake, as_of)) as connection:
        answer = _answer(connection, sql, namespace)
        in_all = len(answer)
        first = Rows.of(answer.limit(most_rows))
        html = read(connection, lambda: _written(first, "html"))
        text = read(connection, lambda: _written(first, "table"))
    count = f"{in_all:,} {'row' if in_all == 1 else 'rows'} in all"
    return ShownRows(f"{html}<p>{count}</p>", f"{text}{count}")


def _opened(lake: str | None, as_of: str | None) -> duckdb.DuckDBPyConnection:
    settings = read_settings()
    return open_lake(Path(lake or settings.lake), as_of, settings.statements)


def _answer(
    connection: duckdb.DuckDBPyConnection, sql: str, namespace: Mapping[str, object]
) -> duckdb.DuckDBPyRelation:
    values = values_of(parameters_of(connection, sql), namespace)
    return run_sql(connection, sql, values)


def _written(rows: Rows, name: str) -> str:
    stream = BytesIO()
    format_named(name).write(rows, stream)
    return stream.getvalue().decode()
