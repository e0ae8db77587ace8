"""From a number to the documents that it is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from broadsheet.errors import QueryError
from broadsheet.tracing.alone import documents_alone
from broadsheet.tracing.candidates import candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from broadsheet.tracing.question import Question

__all__ = ["Trace", "agree", "first_number", "keys_of", "trace"]

_CLOSE = 1e-9
"""How far sums of the same numbers in another order may be apart, relative to their size."""


@dataclass(frozen=True)
class Trace:
    """A number, and the documents that give it again.

    Attributes:
        row: The row that it is in.
        column: Its column.
        documents: The ids of the documents: a lake of these alone gives the number.
        is_all: Whether these are all documents of the lake.
    """

    row: dict[str, Any]
    column: str
    documents: pa.Array
    is_all: bool

    @property
    def value(self) -> Any:  # noqa: ANN401 - a value of any SQL type
        """The number."""
        return self.row[self.column]


def trace(
    connection: duckdb.DuckDBPyConnection, question: Question, row: int, columns: Sequence[str]
) -> list[Trace]:
    """Find documents that give numbers of a row again, of each as few as can be found.

    Candidates are tried in turn, small sets first: the documents that the row names, those of the
    period, those up to its end. A database that holds these alone is asked the same question. The
    first set that gives the same number is the answer; else it is all documents.

    Args:
        connection: The database of a lake.
        question: The question that the numbers answer.
        row: The row of its answer, from 1.
        columns: The columns of the numbers.

    Returns:
        A trace for each column, in their order.

    Raises:
        QueryError: A statement fails, or there is no such row or column.
    """
    rows = question.rows(connection)
    for column in columns:
        if column not in rows.column_names:
            raise QueryError("no such column", received=column, valid=rows.column_names)
    if not 1 <= row <= rows.num_rows:
        problem = f"{question.name} has no such row: there are {rows.num_rows:,}, counted from 1"
        raise QueryError(problem, received=str(row))
    wanted = rows.slice(row - 1, 1).to_pylist()[0]
    *sets, every = candidates(connection, wanted, question.parameters)
    found: dict[str, Trace] = {}
    for documents in sets:
        left = [column for column in columns if column not in found]
        if not left:
            break
        with documents_alone(connection, documents) as database:
            answer = question.rows(database).to_pylist()
        for column in left:
            compared = [*keys_of(rows, column), column]
            if any(agree(each, wanted, compared) for each in answer):
                found[column] = Trace(wanted, column, documents, is_all=False)
    return [found.get(each) or Trace(wanted, each, every, is_all=True) for each in columns]


def first_number(rows: pa.Table) -> str:
    """The first column of numbers; the first column where there is none."""
    numeric = (field.name for field in rows.schema if _is_number(field.type))
    return next(numeric, str(rows.column_names[0]))


def keys_of(rows: pa.Table, column: str) -> list[str]:
    """The first columns that together differ in all rows, without a column and without ids.

    Ids of items and stories are numbers of a version: other documents have others.
    """
    keys: list[str] = []
    found: list[tuple[str, ...]] = [()] * rows.num_rows
    for name in rows.column_names:
        if len(set(found)) == len(found):
            break
        if name != column and not name.endswith("_id"):
            keys.append(name)
            values = map(repr, rows[name].to_pylist())
            found = [(*key, value) for key, value in zip(found, values, strict=True)]
    return keys


def agree(one: dict[str, Any], other: dict[str, Any], columns: Sequence[str]) -> bool:
    """Whether two rows have the same values in some columns, but for the last digits of floats."""
    return all(_same(one.get(name), other[name]) for name in columns)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - values of any SQL type
    if isinstance(one, float | Decimal) and isinstance(other, float | Decimal):
        return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)
    return bool(one == other)


def _is_number(kind: pa.DataType) -> bool:
    types = pa.types
    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))
