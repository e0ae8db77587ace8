"""Relations that a connection defines when a statement first names them.

DuckDB binds a macro when it is created, which takes 4 ms for each: 0.18 of the 0.23 s that a
connection with all of them takes to open. Most statements name two or three.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from broadsheet.database.relations import relations_in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from broadsheet.database.relations import Relation

__all__ = ["define_named", "define_rest", "needed_for", "postpone_relations"]

_WAITING: WeakKeyDictionary[duckdb.DuckDBPyConnection, dict[str, Relation]] = WeakKeyDictionary()
"""The relations that a connection has not defined yet, by name, those first that others name."""

_ASKS_FOR_ALL = re.compile(r"\b(?:show|pragma\w*|information_schema|sqlite_master|duckdb_\w+)\b")


def postpone_relations(
    connection: duckdb.DuckDBPyConnection, instead: Mapping[str, Relation] | None = None
) -> None:
    """Define the relations of a connection when a statement names them.

    Args:
        connection: The connection.
        instead: Relations to define in place of those of the same names. They may name tables, and
            no other relation.
    """
    _WAITING[connection] = {
        relation.name: (instead or {}).get(relation.name, relation)
        for relation in relations_in_order()
    }


def define_named(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Define the relations that a statement names, and those that they name in turn.

    A statement that asks for the catalog gets all of them.
    """
    waiting = _WAITING.get(connection)
    if not waiting:
        return
    text = sql.lower()
    if _ASKS_FOR_ALL.search(text):
        define_rest(connection)
        return
    _define(connection, waiting, needed_for(set(re.findall(r"\w+", text)), waiting))


def needed_for(words: set[str], relations: Mapping[str, Relation]) -> list[str]:
    """The relations that words name, and those that these name in turn, in the order to define."""
    named = words & relations.keys()
    needed: set[str] = set()
    while named:
        needed |= named
        named = {word for name in named for word in relations[name].words} & relations.keys()
        named -= needed
    return [name for name in relations if name in needed]


def define_rest(connection: duckdb.DuckDBPyConnection) -> bool:
    """Define the relations that are still missing; return whether there were any."""
    waiting = _WAITING.get(connection)
    if not waiting:
        return False
    _define(connection, waiting, list(waiting))
    return True


def _define(
    connection: duckdb.DuckDBPyConnection, waiting: dict[str, Relation], names: list[str]
) -> None:
    for name in names:
        connection.execute(waiting.pop(name).sql)
