"""The relations that are written in SQL: views, helping macros and named queries.

Each is one file in `sql/`, named like its relation; its first comments state the grain, the measure
and the question it answers, and are the source of `broadsheet queries` too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import duckdb

from broadsheet.derived.build import derive
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.schema import Table

__all__ = [
    "NamedQuery",
    "columns_of_queries",
    "define_empty",
    "define_relations",
    "named_queries",
    "views",
]

_SQL = files("broadsheet.database") / "sql"
_VIEWS = (
    "is_kind",
    "written_words",
    "on_clock",
    "plain_words",
    "selected_articles",
    "compared_articles",
    "selected_stories",
    "calendar",
    "story_leads",
    "lead_choices",
    "story_entries",
    "repeated_items",
)
_BASES = frozenset({"near_duplicates"})
"""Queries that others ask: they are defined first."""
_HEADER = re.compile(r"(?:--[^\n]*\n)+")
_PARAMETERS = re.compile(r"create macro \w+\((.*?)\) as table", re.DOTALL)
_PARAMETER = re.compile(r"(\w+)\s*:=\s*('[^']*'|[^,\s]+)")


@dataclass(frozen=True)
class NamedQuery:
    """A named query: what it returns a row for, measures and answers, and its parameters.

    `parameters` holds each parameter's default as SQL text.
    """

    name: str
    grain: str
    measure: str
    question: str
    parameters: dict[str, str]
    sql: str


def define_relations(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the views, helping macros and named queries over the tables of a database."""
    for name in _VIEWS:
        connection.execute((_SQL / "views" / f"{name}.sql").read_text("utf-8"))
    for query in sorted(named_queries().values(), key=lambda query: query.name not in _BASES):
        connection.execute(query.sql)


def define_empty(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Define a table without rows."""
    connection.register(f"no_{table.name}", table.schema.empty_table())
    connection.execute(f"create view {table.name} as from no_{table.name}")


def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, in alphabetical order."""
    return dict(_named_queries())


def columns_of_queries() -> dict[str, dict[str, str]]:
    """The columns that each named query answers with, and their types, as DuckDB describes them."""
    with duckdb.connect() as connection:
        for table in TABLES.values():
            define_empty(connection, table)
        derive(connection)
        define_relations(connection)
        described = {
            name: connection.execute(f"describe from {name}()").fetchall()
            for name in named_queries()
        }
    return {name: {column: kind for column, kind, *_ in rows} for name, rows in described.items()}


def _signature(name: str, sql: str) -> str:
    macro = _PARAMETERS.search(sql)
    return f"{name}({macro[1]})" if macro else name


@cache
def _named_queries() -> dict[str, NamedQuery]:
    sources = sorted((_SQL / "queries").iterdir(), key=lambda file: file.name)
    return {query.name: query for query in map(_read_query, sources)}


def views() -> dict[str, str]:
    """The views, and the helping macros with their parameters, each with what its comments say."""
    sources = {name: (_SQL / "views" / f"{name}.sql").read_text("utf-8") for name in _VIEWS}
    return {_signature(name, sql): " ".join(_comments(sql)) for name, sql in sources.items()}


def _read_query(source: Any) -> NamedQuery:  # noqa: ANN401 - importlib's Traversable
    sql = source.read_text("utf-8")
    *described, asked = _comments(sql)
    grain, _, measure = " ".join(described).partition(" measures ")
    declared = _PARAMETERS.search(sql)
    parameters = dict(_PARAMETER.findall(declared[1])) if declared else {}
    name = source.name.removesuffix(".sql")
    question = asked.removeprefix("answers: ")
    return NamedQuery(name, grain, f"measures {measure}", question, parameters, sql)


def _comments(sql: str) -> Iterator[str]:
    header = _HEADER.match(sql)
    for line in header[0].splitlines() if header else ():
        yield line.removeprefix("--").strip()
