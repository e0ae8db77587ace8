"""What a lake holds, in a few figures: days, providers and topics of one version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.database.run import run_sql
from broadsheet.database.sources import sql_of

if TYPE_CHECKING:
    import duckdb

__all__ = ["contents_of"]


def contents_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The `first_day` and `last_day` of the articles in UTC, and how many `providers` and `topics`.

    The days are None where no article has a date.
    """
    found = run_sql(connection, sql_of("summary")["contents"])
    (row,) = found.fetchall()
    return dict(zip(found.columns, row, strict=True))
