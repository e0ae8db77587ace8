"""The data dictionary with facts of a lake: how complete each column is, and an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.database.run import run_sql
from broadsheet.lake.sql_text import identifier
from broadsheet.style.formatting import shorten

if TYPE_CHECKING:
    import duckdb

    from broadsheet.schema import Table

__all__ = ["column_examples", "column_facts"]

_LONGEST = 60
_ROWS_FOR_EXAMPLES = 20_000


def column_examples(
    connection: duckdb.DuckDBPyConnection, table: Table
) -> dict[str, dict[str, str | None]]:
    """An `example` of each column of a table, by column: the least value of its first rows.

    It reads 20,000 rows at most, so that it is quick in a large lake too.

    Args:
        connection: A database over the lake.
        table: The table.
    """
    least = ", ".join(f"min({identifier(column.name)})::varchar" for column in table.columns)
    rows = f"(from {identifier(table.name)} limit {_ROWS_FOR_EXAMPLES})"
    sql = f"select {least} from {rows}"  # noqa: S608 - names of our own schema
    (values,) = run_sql(connection, sql).fetchall()
    return {
        column.name: {"example": _shown(value)}
        for column, value in zip(table.columns, values, strict=True)
    }


def column_facts(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, dict[str, Any]]:
    """Facts of the columns of a table in a lake, by column.

    Args:
        connection: A database over the lake.
        table: The table.

    Returns:
        Of each column `nulls`, the share of rows without a value; `distinct`, how many values there
        are; and an `example`, the least of them. Of a table without rows all
        three are None.
    """
    columns = [identifier(column.name) for column in table.columns]
    counted = ", ".join(
        f"1 - count({column}) / nullif(count(*), 0), count(distinct {column}),"
        f" min({column})::varchar"
        for column in columns
    )
    sql = f"select {counted} from {identifier(table.name)}"  # noqa: S608 - names of our own schema
    (facts,) = run_sql(connection, sql).fetchall()
    by_column = zip(*(iter(facts),) * 3, strict=True)
    return {
        column.name: {
            "nulls": nulls,
            "distinct": distinct if nulls is not None else None,
            "example": _shown(example),
        }
        for column, (nulls, distinct, example) in zip(table.columns, by_column, strict=True)
    }


def _shown(value: str | None) -> str | None:
    return shorten(value, _LONGEST) if value else None
