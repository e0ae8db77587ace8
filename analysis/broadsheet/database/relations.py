"""The relations that are written in SQL: views, helping macros and named queries.

Each is one file in `sql/views` or `sql/queries`, named like its relation. The order in which DuckDB
defines them follows from the names that they use, so a new relation is a new file and no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from broadsheet.database.headers import header_of
from broadsheet.database.sources import sql_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from broadsheet.schema import Table

__all__ = ["Relation", "define_relations", "define_rows", "queries", "relations_in_order", "views"]

_COMMENT = re.compile(r"--[^\n]*")
_PARAMETERS = re.compile(r"create macro \w+\((.*?)\) as", re.DOTALL)
_DEFAULT = re.compile(r"(\w+)\s*:=\s*('[^']*'|[^,\s]+)")


@dataclass(frozen=True)
class Relation:
    """A relation written in SQL.

    Attributes:
        name: Its name in the database, and its file's.
        sql: The statement that creates it, below its comments.
    """

    name: str
    sql: str

    @property
    def header(self) -> str:
        """The comments at the top of the file, without their dashes."""
        return header_of(self.sql)

    @property
    def signature(self) -> str:
        """The name, of a macro with its parameters."""
        return f"{self.name}({self.parameters})" if self.parameters else self.name

    @property
    def parameters(self) -> str:
        """The parameters of a macro as they are declared, with their defaults."""
        declared = _PARAMETERS.search(self.sql)
        return declared[1] if declared else ""

    @property
    def defaults(self) -> dict[str, str]:
        """The parameters that may be omitted, each with its default as SQL text."""
        return dict(_DEFAULT.findall(self.signature))

    @property
    def words(self) -> set[str]:
        """The words of the statement: all names that it uses are among them."""
        return set(re.findall(r"\w+", _COMMENT.sub("", self.sql)))


def define_relations(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the views, helping macros and named queries over the tables of a database."""
    for relation in relations_in_order():
        connection.execute(relation.sql)


def define_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table | None = None
) -> None:
    """Define a table of rows in memory; of none where it is empty."""
    given = f"rows_of_{table.name}"
    connection.register(given, table.schema.empty_table() if rows is None else rows)
    connection.execute(f"create table {table.name} as from {given}")
    connection.unregister(given)


@cache
def queries() -> dict[str, Relation]:
    """The relations of the named queries by name, in alphabetical order."""
    return _read("queries")


@cache
def views() -> dict[str, Relation]:
    """The views and helping macros by name, in alphabetical order."""
    return _read("views")


@cache
def relations_in_order() -> tuple[Relation, ...]:
    """All relations, each behind those that it names: DuckDB refuses a macro before them.

    The order is the same in every process.
    """
    relations = views() | queries()
    used = {
        name: sorted(relation.words & relations.keys() - {name})
        for name, relation in relations.items()
    }
    return tuple(relations[name] for name in TopologicalSorter(used).static_order())


def _read(folder: str) -> dict[str, Relation]:
    return {name: Relation(name, sql) for name, sql in sql_of(folder).items()}
