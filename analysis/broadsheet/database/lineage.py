"""Lineage: the tables that a named query reads, itself or through views and helping macros.

DuckDB parses the statements. A parser of another maker would have to know `from … select`, macros
and named arguments as DuckDB does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import duckdb

from broadsheet.database.relations import Relation, queries, views
from broadsheet.schema import all_tables

__all__ = ["Lineage", "lineage"]

_HEAD = re.compile(r"create (?:macro \w+\(.*?\)|view \w+)\s+as\b\s*(table\b)?", re.DOTALL)
_COMMENTS = re.compile(r"\A(?:--[^\n]*\n)+")
_NAMES = """
select json_extract_string(tree, '$..table_name') || json_extract_string(tree, '$..function_name')
from (select json_serialize_sql($sql) as tree)
where not (tree ->> '$.error')::boolean
"""


@dataclass(frozen=True)
class Lineage:
    """What a relation is made from.

    Attributes:
        tables: The tables of the lake that it reads, in alphabetical order.
        relations: The views and helping macros, and other queries, that it reads them through.
    """

    tables: tuple[str, ...]
    relations: tuple[str, ...]


@cache
def lineage(query: str) -> Lineage:
    """The lineage of a named query.

    Raises:
        KeyError: There is no such query.
    """
    relations = views() | queries()
    reached, waiting = {query}, [queries()[query]]
    tables: set[str] = set()
    with duckdb.connect() as parser:
        while waiting:
            names = _names_in(parser, waiting.pop())
            tables |= names & all_tables().keys()
            waiting += [relations[name] for name in (names & relations.keys()) - reached]
            reached |= names & relations.keys()
    return Lineage(tuple(sorted(tables)), tuple(sorted(reached - {query})))


def _names_in(parser: duckdb.DuckDBPyConnection, relation: Relation) -> set[str]:
    """The names of all tables and functions in a relation's statement.

    Raises:
        ValueError: It is neither a view nor a macro that DuckDB can parse.
    """
    text = _COMMENTS.sub("", relation.sql).strip()
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(f"{relation.name} is neither a view nor a macro")
    body = text[head.end() :].rstrip(";")
    is_relation = head[1] or text.startswith("create view")
    found = parser.execute(_NAMES, {"sql": body if is_relation else f"select {body}"}).fetchone()
    if found is None:
        raise ValueError(f"DuckDB can't parse {relation.name}")
    return set(found[0])
