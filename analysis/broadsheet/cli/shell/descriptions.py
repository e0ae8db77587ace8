"""What a lake can be asked for: its tables, views and named queries, and the columns of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from broadsheet.database.queries import named_queries
from broadsheet.database.relations import views
from broadsheet.database.run import prepare_sql
from broadsheet.errors import QueryError
from broadsheet.schema import all_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

__all__ = ["Described", "columns_of", "described"]


@dataclass(frozen=True)
class Described:
    """A relation, as people see it.

    Attributes:
        kind: A `table`, a `view` or a `query`.
        holds: A row of a table or view, or the question that a query answers.
        columns: Its columns with what they mean; none where it declares none.
        call: How a statement names it.
    """

    kind: str
    holds: str
    columns: Mapping[str, str]
    call: str


@cache
def described() -> dict[str, Described]:
    """The tables, then the views without arguments, then the named queries, by name."""
    tables = {
        name: Described("table", table.grain, {c.name: c.meaning for c in table.columns}, name)
        for name, table in all_tables().items()
    }
    plain_views = {
        name: Described("view", " ".join(view.header.split()), {}, name)
        for name, view in views().items()
        if not view.parameters
    }
    queries = {
        name: Described("query", query.question, query.columns, f"{name}()")
        for name, query in named_queries().items()
    }
    return tables | plain_views | queries


def columns_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, str]]:
    """A row for each column of a table, a view or a named query: name, type and meaning.

    Raises:
        QueryError: There is no such relation.
    """
    found = described().get(name)
    if found is None:
        raise QueryError("no such table, view or query", received=name, valid=described())
    relation = prepare_sql(connection, f"from {found.call}")
    return [
        {"column": column, "type": str(kind).lower(), "meaning": found.columns.get(column, "")}
        for column, kind in zip(relation.columns, relation.types, strict=True)
    ]
