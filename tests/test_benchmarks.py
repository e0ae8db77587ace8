"""The benchmarks measure what they say: SQL by hand answers what the named queries answer."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broadsheet.database.connection import connect
from broadsheet.database.queries import named_queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import duckdb

_QUERIES = Path(__file__).parent.parent / "benchmarks" / "queries"
_BY_HAND = sorted(file.stem for file in (_QUERIES / "by_hand").iterdir())
_WITHOUT = {"near_duplicates", "echo_by_provider", "echo_by_topic"}
_ARTICLES = 300


def _module(name: str) -> ModuleType:
    """A module of the benchmarks, which are no package."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", _QUERIES / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A small lake of the benchmark's making, opened."""
    lake = tmp_path_factory.mktemp("made") / "lake"
    _module("lake").make_lake(lake, _ARTICLES)
    with connect(lake) as opened:
        yield opened


def test_every_query_has_sql_by_hand() -> None:
    """Only queries of similar text go without SQL by hand: what they seek has no shorter form."""
    assert set(_BY_HAND) == set(named_queries()) - _WITHOUT


@pytest.mark.parametrize("name", _BY_HAND)
def test_sql_by_hand_answers_alike(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    """The SQL by hand gives the named query's rows in its order, so that its time compares."""
    _module("named").compare(connection, name, rounds=0)
