"""The catalog of named queries: what each returns, measures and takes.

A query is declared by one file, `sql/queries/NAME.sql`. The comments above its statement are YAML;
what they state is what `broadsheet queries` lists, what docs/queries.md prints and what an
independent recomputation follows. Parameters that queries share are described in
`sql/parameters.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

import duckdb
import yaml_rs

from broadsheet.database import relations
from broadsheet.derived.build import derive
from broadsheet.schema import HISTORY, OPERATIONS, TABLES
from broadsheet.style.inline import facts_html, table_html

if TYPE_CHECKING:
    from broadsheet.database.relations import Relation

__all__ = ["NamedQuery", "columns_of_queries", "named_queries"]


@dataclass(frozen=True)
class NamedQuery:
    """A named query.

    Attributes:
        name: The name of its macro and of its file.
        grain: What it returns a row for, and in which order: `one row per …`.
        theme: What kind of question it answers, such as `quality`.
        question: The question that it answers.
        answer: What it returns, in one sentence.
        example: A statement that calls it.
        parameters: Each parameter's default as SQL text.
        meanings: What each parameter means.
        columns: What each column means.
        definitions: The rules that it follows, a sentence or two each.
        adds_up: A statement that counts, in one row, what its columns of the same names add up to,
            where no parameter omits rows; None where no column adds up.
        source: Where its formulas come from; None where they are plain.
        sql: The file.
    """

    name: str
    grain: str
    theme: str
    question: str
    answer: str
    example: str
    parameters: dict[str, str]
    meanings: dict[str, str]
    columns: dict[str, str]
    definitions: tuple[str, ...]
    adds_up: str | None
    source: str | None
    sql: str

    @property
    def measure(self) -> str:
        """The answer and all definitions, as one text."""
        return " ".join((self.answer, *self.definitions))

    @property
    def reads_history(self) -> bool:
        """Whether it has no rows in a lake that holds no history."""
        return self.theme == "history"

    @property
    def sums(self) -> list[str]:
        """The columns that add up to what `adds_up` counts."""
        return re.findall(r"\bas (\w+)", self.adds_up or "")

    def _repr_html_(self) -> str:
        """What it answers, takes and returns, for a notebook."""
        about = {
            "answers": self.question,
            "returns": self.answer,
            "rows": self.grain,
            "counts": " ".join(self.definitions),
            "example": self.example,
        }
        parameters = [(name, self.parameters[name], text) for name, text in self.meanings.items()]
        return "".join(
            (
                facts_html(self.name, about),
                table_html(parameters, heads=("parameter", "default", "meaning")),
                table_html(self.columns.items(), heads=("column", "meaning")),
            )
        )


def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, in alphabetical order."""
    return dict(_named_queries())


def columns_of_queries() -> dict[str, dict[str, str]]:
    """The columns that each named query returns, with their types, as DuckDB describes them."""
    with duckdb.connect() as connection:
        for table in (TABLES | HISTORY | OPERATIONS).values():
            relations.define_rows(connection, table)
        derive(connection)
        relations.define_relations(connection)
        described = {
            name: connection.execute(f"describe from {name}()").fetchall()
            for name in relations.queries()
        }
    return {name: {column: kind for column, kind, *_ in rows} for name, rows in described.items()}


@cache
def _named_queries() -> dict[str, NamedQuery]:
    text = (files("broadsheet.database") / "sql" / "parameters.yaml").read_text("utf-8")
    shared = _mapping(text)
    return {name: _described(query, shared) for name, query in relations.queries().items()}


def _described(query: Relation, shared: dict[str, str]) -> NamedQuery:
    header = _mapping(query.header)
    taken = {name: meaning for name, meaning in shared.items() if name in query.defaults}
    return NamedQuery(
        name=query.name,
        parameters=query.defaults,
        meanings=taken | header.pop("parameters", {}),
        definitions=tuple(header.pop("definitions")),
        adds_up=header.pop("adds_up", None),
        source=header.pop("source", None),
        sql=query.sql,
        **header,
    )


def _mapping(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml_rs.loads(text))
