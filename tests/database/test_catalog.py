"""The catalog describes each named query in full, and as DuckDB knows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from broadsheet.database.connection import connect
from broadsheet.database.queries import columns_of_queries, named_queries
from broadsheet.database.relations import views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from broadsheet.database.queries import NamedQuery

    Connection = duckdb.DuckDBPyConnection

_MOST_WORDS = 30
_THEMES = {
    "change",
    "choice",
    "copies",
    "coverage",
    "diversity",
    "health",
    "history",
    "publication",
    "quality",
    "timing",
    "volume",
    "words",
}


def _texts(query: NamedQuery) -> Iterator[str]:
    yield from (query.grain, query.question, query.answer, query.source or "")
    yield from query.definitions
    yield from query.meanings.values()
    yield from query.columns.values()


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!;])\s", text)


@pytest.mark.parametrize("name", named_queries())
def test_named_query_is_described(name: str) -> None:
    """A named query states its grain, its question, its answer and its theme."""
    query = named_queries()[name]
    assert query.name == name
    assert query.grain.startswith("one row per ")
    assert query.question.endswith("?")
    assert query.answer.endswith(".")
    assert len(_sentences(query.answer)) == 1
    assert query.theme in _THEMES


@pytest.mark.parametrize("name", named_queries())
def test_sentences_are_short(name: str) -> None:
    """No sentence about a query has more than thirty words."""
    sentences = [each for text in _texts(named_queries()[name]) for each in _sentences(text)]
    assert [each for each in sentences if len(each.split()) > _MOST_WORDS] == []


@pytest.fixture(scope="module")
def columns() -> dict[str, dict[str, str]]:
    """The columns of each named query, as DuckDB describes them."""
    return columns_of_queries()


@pytest.mark.parametrize("name", named_queries())
def test_columns_are_those_of_duckdb(name: str, columns: dict[str, dict[str, str]]) -> None:
    """Each column of a query has a meaning, in its order, and no other has."""
    assert list(named_queries()[name].columns) == list(columns[name])


@pytest.mark.parametrize("name", named_queries())
def test_parameters_have_meanings(name: str) -> None:
    """Each parameter of a query has a meaning, and no other is declared."""
    query = named_queries()[name]
    assert query.meanings.keys() == query.parameters.keys()


@pytest.mark.parametrize("name", named_queries())
def test_example_shows_rows(name: str, sample_database: Connection) -> None:
    """The example calls its query, and shows one to five rows of at most eight columns."""
    query = named_queries()[name]
    assert f"from {name}(" in query.example
    answer = sample_database.sql(query.example)
    if not query.reads_history:  # the sample has none
        assert 1 <= len(answer.fetchall()) <= 5
    assert len(answer.columns) <= 8


@pytest.fixture(scope="module")
def sample_database(sample_lake: Path) -> Iterator[Connection]:
    """The sample that docs/queries.md shows answers of."""
    with connect(sample_lake) as connection:
        yield connection


def _macros(connection: Connection) -> dict[str, list[str]]:
    """DuckDB's own idea of the table macros and their parameters."""
    rows = connection.sql(
        "select function_name, parameters from duckdb_functions()"
        " where function_type = 'table_macro' and not internal"
    )
    return dict(rows.fetchall())


@pytest.mark.parametrize("name", named_queries())
def test_parameters_are_those_of_duckdb(name: str, database: Connection) -> None:
    """The parameters listed are those that DuckDB takes, in its order."""
    assert list(named_queries()[name].parameters) == _macros(database)[name]


def _arguments(given: dict[str, str]) -> str:
    return ", ".join(f"{parameter} := {value}" for parameter, value in given.items())


@pytest.mark.parametrize("name", named_queries())
def test_defaults_are_those_of_duckdb(name: str, database: Connection) -> None:
    """The defaults listed change nothing when they are given."""
    defaults = named_queries()[name].parameters
    needed = {"since": "date '2021-03-01'", "until": "date '2021-03-02'"}
    needed = needed if "previous_since" in defaults else {}
    answer = database.sql(f"from {name}({_arguments(defaults | needed)})").fetchall()
    assert answer == database.sql(f"from {name}({_arguments(needed)})").fetchall()


@pytest.mark.parametrize("name", named_queries())
def test_every_query_takes_a_period(name: str) -> None:
    """Every named query can be asked for a period in a time zone."""
    defaults = named_queries()[name].parameters
    assert {key: defaults[key] for key in ("since", "until", "tz")} == {
        "since": "null",
        "until": "null",
        "tz": "'UTC'",
    }


def test_named_queries_are_in_alphabetical_order() -> None:
    """The list of named queries is sorted by name."""
    assert list(named_queries()) == sorted(named_queries())


@pytest.mark.parametrize("name", views())
def test_view_is_described(name: str) -> None:
    """A view states its grain, a scalar macro what it makes of a value."""
    header = " ".join(views()[name].header.split())
    assert header.startswith(("one row per ", "whether ", "a ", "the "))
    assert [each for each in _sentences(header) if len(each.split()) > _MOST_WORDS] == []
