"""What the columns of a named query add up to, counted directly on the articles it selects.

A query's header declares this as `adds_up`, a statement in the query's own parameters. It becomes a
macro of the same parameters, so that a call of the query is a call of its totals by another name.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from broadsheet.database.on_demand import define_named
from broadsheet.database.queries import named_queries
from broadsheet.database.relations import queries
from broadsheet.database.run import run_sql

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from broadsheet.database.queries import NamedQuery

__all__ = ["define_totals", "direct_totals"]

_PLAIN_CALL = (files("broadsheet.database") / "sql" / "plain_call.sql").read_text("utf-8")
_NEUTRAL = frozenset({"bucket", "band"})
"""Parameters that divide the rows in another way, and omit none."""


def direct_totals(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any]
) -> tuple[str, dict[str, int]] | None:
    """What the columns of a statement's result add up to, counted without the query that it calls.

    Args:
        connection: The database.
        sql: A statement that reads.
        parameters: Those that it binds.

    Returns:
        The named query, and the totals by column. None where the statement is more than a call of
        a named query, its columns don't add up, or a parameter such as `min_articles` omits rows.
    """
    if not any(name in sql for name in queries()):  # saves most statements the parse
        return None
    calls = connection.execute(_PLAIN_CALL, {"sql": sql}).fetchall()
    if not calls:
        return None
    ((name, first, length, given),) = calls
    query = named_queries().get(name)
    if query is None or query.adds_up is None or not _selects_only(query, given):
        return None
    define_totals(connection, query)
    call = sql.encode()[first : first + length].decode()
    counted = run_sql(connection, f"from totals_of_{call}", parameters).to_arrow_table()
    (totals,) = counted.to_pylist()
    return name, {column: int(total or 0) for column, total in totals.items()}


def define_totals(connection: duckdb.DuckDBPyConnection, query: NamedQuery) -> None:
    """Define the macro `totals_of_QUERY`, which takes the parameters of the query."""
    parameters = queries()[query.name].parameters
    define_named(connection, query.adds_up or "")
    macro = f"totals_of_{query.name}({parameters})"
    connection.execute(f"create or replace temp macro {macro} as table {query.adds_up}")


def _selects_only(query: NamedQuery, given: list[str]) -> bool:
    """Whether the given parameters only select articles, or divide the rows in another way."""
    selecting = query.parameters.keys() & set(re.findall(r"\w+", query.adds_up or ""))
    return set(given) <= selecting | _NEUTRAL
