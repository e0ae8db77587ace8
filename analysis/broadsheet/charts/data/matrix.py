"""The matrix of a heatmap: from data with one row per cell to rows and columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, dates, names, numbers
from broadsheet.charts.data.counts import read_counts
from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.charts.data.columns import Data

__all__ = ["Matrix", "read_matrix"]

_MOST_ROWS = 60


@dataclass(frozen=True)
class Matrix:
    """Values by row and column.

    Attributes:
        rows: The labels of the rows, in the order of the data.
        columns: The labels of the columns, in the order of the data; dates in their own order.
        days: The columns as days, if they are dates.
        cells: The known values, by place of row and column.
        more: The number of rows beyond the most that are drawn.
        small: The number of values with too small a count.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    days: tuple[date, ...]
    cells: Mapping[tuple[int, int], float]
    more: int = 0
    small: int = 0


def read_matrix(
    data: Data, wanted: tuple[str, str, str], n: str | None = None, min_n: int | None = None
) -> Matrix:
    """The matrix of a table.

    Args:
        data: One row per cell.
        wanted: The columns that hold the matrix's columns, its rows and its values.
        n: The column of counts.
        min_n: The least count.

    Raises:
        ChartError: A cell has two values, of which the chart could show only one.
    """
    x, y, value = wanted
    table = columns(data, *dict.fromkeys(name for name in (*wanted, n) if name))
    _, sound = read_counts(table, n, min_n)
    values = numbers(table[value], value)
    days = _days(table[x], x)
    across = names(days or table[x])
    down = names(table[y])
    met = list(dict.fromkeys(down))
    rows = {name: place for place, name in enumerate(met[:_MOST_ROWS])}
    order = dict.fromkeys(sorted(across) if days else across)  # ISO dates sort as text
    placed = {name: place for place, name in enumerate(order)}
    twice = [pair for pair, times in Counter(zip(down, across, strict=True)).items() if times > 1]
    if twice:
        raise ChartError("a heatmap has one value for a row and a column", received=twice[0])
    cells = {
        (rows[row], placed[column]): number
        for row, column, number, is_sound in zip(down, across, values, sound, strict=True)
        if number is not None and row in rows and is_sound
    }
    return Matrix(
        rows=tuple(rows),
        columns=tuple(placed),
        days=tuple(sorted(set(days))),
        cells=cells,
        more=len(met) - len(rows),
        small=sum(
            value is not None and not is_sound
            for value, is_sound in zip(values, sound, strict=True)
        ),
    )


def _days(values: Sequence[object], column: str) -> list[date]:
    """The values as days if all of them are dates, else an empty list."""
    if not all(isinstance(value, date) for value in values):
        return []
    return [moment.date() for moment in dates(values, column) if moment is not None]
