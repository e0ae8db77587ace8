"""Run the SQL of a cell on a locked connection, and show the first of its rows."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from broadsheet.config import read_settings
from broadsheet.database.connection import open_lake
from broadsheet.database.run import read, run_sql
from broadsheet.database.statements import parameters_of
from broadsheet.errors import BroadsheetError
from broadsheet.export import MOST_ROWS, Rows, format_named
from broadsheet.lake.local import local_lake
from broadsheet.notebook.variables import values_of
from broadsheet.style.formatting import number
from broadsheet.style.inline import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import pyarrow as pa

__all__ = ["DEFAULT_ROWS", "CellRows", "rows_of_cell"]

DEFAULT_ROWS = MOST_ROWS
"""How many rows a cell shows: as many as a terminal."""


@dataclass(frozen=True)
class CellRows:
    """The answer of a cell. A notebook shows the first rows, and how many there are.

    Attributes:
        table: All rows, as an Arrow table.
        most_rows: How many of them are shown.
    """

    table: pa.Table = field(repr=False)
    most_rows: int = DEFAULT_ROWS

    def df(self) -> pd.DataFrame:
        """All rows as a DataFrame, with the types that DuckDB gives them."""
        rows = Rows.in_memory(self.table)
        frame: pd.DataFrame = rows.relation.df()
        return frame.set_axis(list(rows.names), axis="columns")

    def __repr__(self) -> str:
        """The first rows as text, for a terminal."""
        return f"{self._written('table')}{self._count()}"

    def _repr_html_(self) -> str:
        """The first rows as an HTML table."""
        return f'<div class="{PLAIN}">{self._written("html")}<p>{self._count()}</p></div>'

    def _written(self, form: str) -> str:
        stream = BytesIO()
        format_named(form).write(Rows.in_memory(self.table.slice(0, self.most_rows)), stream)
        return stream.getvalue().decode()

    def _count(self) -> str:
        count = self.table.num_rows
        return f"{number(count)} {'row' if count == 1 else 'rows'} in all"


def rows_of_cell(
    sql: str,
    variables: Mapping[str, object],
    lake: str | None,
    as_of: str | None,
    most_rows: int = DEFAULT_ROWS,
) -> CellRows:
    """The rows of a cell's statement.

    Args:
        sql: One statement that reads.
        variables: The variables of the notebook, for the parameters of the statement.
        lake: The lake's folder; None for that of the settings.
        as_of: A version; the live one where None.
        most_rows: How many rows are shown.

    Raises:
        BroadsheetError: `most_rows` is below 1.
        LakeError: There is no lake, or it lacks that version.
        QueryError: The statement does not only read, or fails, or a parameter has no variable.
    """
    if most_rows < 1:
        raise BroadsheetError("a cell shows one row or more", received=most_rows)
    settings = read_settings()
    with closing(
        open_lake(local_lake(lake or settings.lake, as_of), as_of, settings.statements)
    ) as connection:
        values = values_of(parameters_of(connection, sql), variables)
        answer = run_sql(connection, sql, values)
        return CellRows(read(connection, answer.to_arrow_table), most_rows)
