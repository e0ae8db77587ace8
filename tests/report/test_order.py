"""No answer and no number of a page depends on archives' names, on their order or on that of loads.

The same documents are loaded in several ways, and everything but ids has to be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from broadsheet.database.connection import connect
from broadsheet.database.queries import named_queries
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, find_report
from broadsheet.report.edition.edition import settle
from broadsheet.report.edition.results import Results
from broadsheet.schema import DERIVED
from kit.random_archives import random_archive, write_archive

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = random_archive(seed=16, stories=60)
TWO_PERIODS = {"compare_periods", "quality_change", "quality_change_decomposition"}
A_PERIOD = "since := date '2021-03-01', until := date '2021-04-01'"
OF_ARCHIVES = {"publication_lines"}
"""Queries whose rows are archives."""

Rows = list[tuple[Any, ...]]
Lakes = dict[str, tuple[Path, duckdb.DuckDBPyConnection]]


def parts(first: Callable[[int], bool]) -> tuple[dict[str, str], dict[str, str]]:
    """The documents in two parts, by their place."""
    halves: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for place, (path, text) in enumerate(DOCUMENTS.items()):
        halves[0 if first(place) else 1][path] = text
    return halves


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lakes]:
    """The same documents: as one archive, under another name, in two, and one after the other."""
    folder = tmp_path_factory.mktemp("order")

    def loaded(name: str, *loads: dict[str, dict[str, str]]) -> Path:
        lake = folder / name / "lake"
        for archives in loads:
            load([write_archive(folder / name / each, archives[each]) for each in archives], lake)
        return lake

    early, late = parts(lambda place: place < len(DOCUMENTS) / 2)
    even, odd = parts(lambda place: place % 2 == 0)
    made = {
        "one": loaded("one", {"archive": DOCUMENTS}),
        "renamed": loaded("renamed", {"zulu": DOCUMENTS}),
        "split": loaded("split", {"right": odd, "left": even}),
        "in turn": loaded("in turn", {"second": late}, {"first": early}),
    }
    with ExitStack() as stack:
        yield {name: (lake, stack.enter_context(connect(lake))) for name, lake in made.items()}


OTHERS = ["renamed", "split", "in turn"]


def told(rows: pa.Table) -> Rows:
    """The rows in their order, without ids, archives and their paths; floats to the ninth digit."""
    names = [name for name in rows.column_names if not is_id(name)]
    return [
        tuple(round(cell, 9) if isinstance(cell, float) else cell for cell in row.values())
        for row in rows.select(names).to_pylist()
    ]


def is_id(name: str) -> bool:
    """Whether a column holds an id, or names an archive."""
    return name.endswith("_id") or name in {"archive", "path"}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", DERIVED)
def test_derived_tables_are_the_same(lakes: Lakes, name: str, other: str) -> None:
    """Items, stories and providers, each row once, but for its ids."""
    tables = [told(lakes[each][1].sql(f"from {name}").to_arrow_table()) for each in ("one", other)]
    assert Counter(tables[0]) == Counter(tables[1])


@pytest.mark.parametrize("other", OTHERS)
def test_answers_are_the_same(lakes: Lakes, other: str) -> None:
    """Every named query has the same rows in the same order."""
    for name in named_queries().keys() - OF_ARCHIVES:
        call = f"from {name}({A_PERIOD if name in TWO_PERIODS else ''})"
        answers = [told(lakes[each][1].sql(call).to_arrow_table()) for each in ("one", other)]
        assert answers[0] == answers[1], name


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("report", ["coverage", "quality", "weekly"])
def test_numbers_of_pages_are_the_same(lakes: Lakes, report: str, other: str) -> None:
    """Every result of a shipped report but what it says of each archive."""
    pages = [results(*lakes[each], report) for each in ("one", other)]
    assert pages[0].keys() == pages[1].keys()
    for name, rows in pages[0].items():
        assert rows == pages[1][name], name


def results(lake: Path, connection: duckdb.DuckDBPyConnection, report: str) -> dict[str, Rows]:
    """The rows of a report's results by name."""
    document = find_report(report, PROJECT / "reports")
    edition = settle(document, open_snapshot(lake), connection, Request("2021-03"))
    found = Results(connection, document, edition.scope)
    return {
        each.query.name: told(each.rows)
        for each in found
        if not any(name in each.query.sql for name in OF_ARCHIVES)
    }
