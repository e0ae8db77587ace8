"""Providers, topics and kinds that a lake has, so that a typo is not taken for an empty answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from broadsheet.database.sources import sql_of
from broadsheet.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

__all__ = ["refuse_unknown"]


def refuse_unknown(connection: duckdb.DuckDBPyConnection, parameters: Mapping[str, Any]) -> None:
    """Refuse a provider, a topic, a category or a type that no document has.

    Args:
        connection: A database over a lake.
        parameters: The parameters of a named query; those of other names are not looked at.

    Raises:
        QueryError: With the nearest that there are.
    """
    for name, sql in sql_of("known").items():
        wanted = parameters.get(name)
        if wanted is None:
            continue
        known = sorted(value for (value,) in connection.sql(sql).fetchall() if value is not None)
        if _as_compared(wanted, name) not in {_as_compared(value, name) for value in known}:
            raise QueryError(f"no document has this {name}", received=wanted, valid=known)


def _as_compared(value: str, name: str) -> str:
    """A value as queries compare it: composed, and all but topics in lower case."""
    composed = normalize("NFC", value)
    return composed if name == "topic" else composed.lower()
