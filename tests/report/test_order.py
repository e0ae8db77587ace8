"""No answer and no sentence of a page depends on archives' names, on their order or that of loads.

The same documents are loaded in several ways, and everything but ids has to be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
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
from broadsheet.report.content.markdown import render_text
from broadsheet.report.edition.edition import settle
from broadsheet.report.edition.results import Result, Results
from broadsheet.schema import DERIVED, TABLES
from kit.random_archives import random_archive, write_archive
from report.literal.reading import Unillustrated

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = random_archive(seed=16, stories=60)
TWO_PERIODS = {"compare_periods", "quality_change", "quality_change_decomposition"}
A_PERIOD = "since := date '2021-03-01', until := date '2021-04-01'"
OF_ARCHIVES = {"publication_lines"}
"""Queries whose rows are archives."""

SHIPPED = ["coverage", "quality", "weekly", "provider", "topic", "archive-health"]
OF_ALL_ORDERS = {"coverage", "quality", "weekly"}
"""Reports whose pages are made of each of the lakes; `make soak` makes the others of each, too."""

OF_LOADS = {column.name for column in TABLES["articles"].columns if column.of_load}

Rows = list[tuple[Any, ...]]
Lakes = dict[str, tuple[Path, duckdb.DuckDBPyConnection]]


@dataclass(frozen=True)
class Page:
    """What a report says: its texts, and the rows of its results by name."""

    texts: list[str]
    results: dict[str, Rows]


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
    """Whether a column holds an id, names an archive, or says which load brought a document."""
    return name.endswith("_id") or name in {"archive", "path", *OF_LOADS}


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


@pytest.fixture(scope="module")
def page(lakes: Lakes) -> Callable[[str, str], Page]:
    """A report's page about a lake, made when it is first asked for."""

    @cache
    def made(report: str, name: str) -> Page:
        return page_of(*lakes[name], report)

    return made


@pytest.mark.parametrize(
    ("report", "other"),
    [
        pytest.param(
            report,
            other,
            marks=[pytest.mark.soak] * (report not in OF_ALL_ORDERS and other != "in turn"),
        )
        for report in SHIPPED
        for other in OTHERS
    ],
)
def test_pages_are_the_same(page: Callable[[str, str], Page], report: str, other: str) -> None:
    """Every sentence of a shipped report, and every result but what it says of each archive."""
    one, another = page(report, "one"), page(report, other)
    assert one.texts
    assert one.texts == another.texts
    assert one.results.keys() == another.results.keys()
    for name, rows in one.results.items():
        assert rows == another.results[name], name


def in_order(result: Result) -> Rows:
    """The rows in their order; those of a statement without one, sorted."""
    rows = told(result.rows)
    return rows if "\norder by " in result.query.sql else sorted(rows, key=repr)


def page_of(lake: Path, connection: duckdb.DuckDBPyConnection, report: str) -> Page:
    """What a report says of March 2021, and the rows of its results by name.

    Of a report with a page for each provider or topic these are the first and the last one.
    """
    document = find_report(report, PROJECT / "reports")
    edition = settle(document, open_snapshot(lake), connection, Request("2021-03"))
    chosen = edition.each[:1] + edition.each[-1:] if document.for_each else (None,)
    made = Page([], {})
    for each in chosen:
        found = Results(connection, document, replace(edition.scope, each=each))
        names = Unillustrated(found, in_print=False).names()
        made.texts.append(render_text(document, names).html)
        made.results.update(
            (f"{result.query.name} {each}", in_order(result))
            for result in found
            if not any(name in result.query.sql for name in OF_ARCHIVES)
        )
    return made
