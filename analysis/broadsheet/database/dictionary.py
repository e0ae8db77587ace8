"""The data dictionary with facts of a lake: how complete each column is, and an example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.database.run import run_sql
from broadsheet.lake.sql_text import identifier
from broadsheet.style.formatting import shorten

if TYPE_CHECKING:
    import duckdb

    from broadsheet.schema import Table

__all__ = ["column_facts"]

_LONGEST = 60


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
            "example": shorten(example, _LONGEST) if example else None,
        }
        for column, (nulls, distinct, example) in zip(table.columns, by_column, strict=True)
    }
