"""Every number of the shipped reports leads to documents that give it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from broadsheet.archive import Selection
from broadsheet.database.connection import open_lake
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, find_report, render_pages
from broadsheet.report.carried import carried_by
from broadsheet.tracing.places import places_of
from broadsheet.tracing.question import Question
from broadsheet.tracing.trace import agree, keys_of, trace

_REPORTS = ("coverage", "provider", "quality", "weekly")


@pytest.fixture(scope="module")
def lake(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of real documents."""
    lake = tmp_path_factory.mktemp("corpus") / "lake"
    load([corpus], lake)
    return lake


@pytest.fixture(scope="module")
def database(lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake, as reports open it."""
    with closing(open_lake(lake)) as connection:
        yield connection


@pytest.mark.parametrize("report", _REPORTS)
def test_that_every_number_is_given_again(
    report: str,
    corpus: Path,
    lake: Path,
    database: duckdb.DuckDBPyConnection,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A new lake of the documents of a number, loaded from their files, gives that number."""
    document = find_report(report, Path("reports"))
    pages = render_pages(document, open_snapshot(lake), Request("all", formats=("html",)))
    page = next(page for page in pages if page.is_part or document.for_each is None)
    carried = carried_by(page.pages["html"].decode(), report)
    others: dict[tuple[int, ...], Path] = {}
    traced = 0
    for name in carried.statements:
        question = Question(carried.statements, name, carried.parameters)
        rows = question.rows(database)
        columns = [field.name for field in rows.schema if _is_number(field.type)]
        for row in range(1, rows.num_rows + 1):
            for found in trace(database, question, row, columns):
                traced += 1
                if found.is_all:
                    continue
                key = tuple(found.documents.to_pylist())
                if key not in others:
                    snapshot = open_snapshot(lake)
                    places = places_of(database, snapshot, found.documents, found.column, None)
                    assert all(place["line"] for place in places)
                    others[key] = tmp_path_factory.mktemp("other") / "lake"
                    paths = tuple(place["path"] for place in places)
                    load([corpus], others[key], selection=Selection(include=paths or ("none",)))
                with closing(open_lake(others[key])) as other:
                    answer = question.rows(other).to_pylist()
                compared = [*keys_of(rows, found.column), found.column]
                place = (report, name, row, found.column)
                assert any(agree(each, found.row, compared) for each in answer), place
    assert traced > 100


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))
