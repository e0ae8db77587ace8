"""Every number of the shipped reports leads to documents that give it again.

Each block of each page, such as a sentence or a table, is rendered again from a new lake of the
documents that it is traced to, loaded from their files: its words are the same. So is each number
of each row of each result.

.venv/bin/pytest tests/soak/soak_trace.py
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from broadsheet.archive import Selection
from broadsheet.database.connection import open_lake
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import RenderedReport, ReportDocument, Request, find_report, render_pages
from broadsheet.report.carried import carried_by
from broadsheet.tracing.block import trace_blocks
from broadsheet.tracing.pages import block_at
from broadsheet.tracing.places import places_of
from broadsheet.tracing.printed import words_of_blocks
from broadsheet.tracing.question import Question
from broadsheet.tracing.trace import agree, keys_of, trace
from kit.addresses import numbers_without_address

_PERIODS = ("all", "2021-05", "2021-W15")
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


@dataclass
class Lakes:
    """Lakes of chosen documents alone, each loaded once.

    Attributes:
        corpus: The archive.
        lake: The lake of all its documents.
        room: The folder of the others.
        made: The others, by the ids of their documents.
    """

    corpus: Path
    lake: Path
    room: Path
    made: dict[tuple[int, ...], Path] = field(default_factory=dict)

    def of(self, database: duckdb.DuckDBPyConnection, documents: pa.Array) -> Path:
        """The lake of some documents, loaded from their files."""
        key = tuple(documents.to_pylist())
        if key not in self.made:
            places = places_of(database, open_snapshot(self.lake), documents, "", None)
            assert all(place["line"] for place in places)
            paths = tuple(place["path"] for place in places)
            self.made[key] = self.room / str(len(self.made))
            load([self.corpus], self.made[key], selection=Selection(include=paths or ("none",)))
        return self.made[key]


@pytest.fixture(scope="module")
def lakes(corpus: Path, lake: Path, tmp_path_factory: pytest.TempPathFactory) -> Lakes:
    """The lakes that all tests share."""
    return Lakes(corpus, lake, tmp_path_factory.mktemp("others"))


@pytest.mark.parametrize("period", _PERIODS)
@pytest.mark.parametrize("report", _REPORTS)
def test_that_every_block_is_printed_again(
    report: str, period: str, lakes: Lakes, database: duckdb.DuckDBPyConnection
) -> None:
    """A page of the documents of a block alone prints the block in the same words."""
    document = find_report(report, Path("reports"))
    request = Request(period, formats=("html",))
    pages = list(render_pages(document, open_snapshot(lakes.lake), request))
    again: dict[Path, dict[str, set[str]]] = {}
    traced = 0
    for page in pages:
        html = page.pages["html"].decode()
        carried = carried_by(html, page.name)
        assert numbers_without_address(html, carried.blocks) == [], page.name
        words = words_of_blocks(html)
        blocks = {address: block_at(carried, address) for address in carried.blocks}
        for address, found in trace_blocks(database, blocks, carried.parameters).items():
            traced += 1
            if found.is_all:
                continue
            other = lakes.of(database, found.documents)
            known = again.setdefault(other, {})
            if page.name not in known:
                one = replace(request, each=page.each or None)
                (printed,) = _pages(document, other, one, is_list=not page.is_part)
                known[page.name] = {*words_of_blocks(printed.pages["html"].decode()).values()}
            assert words[address] in known[page.name], (page.name, address)
    assert traced > 5 * len(pages)


def _pages(
    document: ReportDocument, lake: Path, request: Request, *, is_list: bool
) -> list[RenderedReport]:
    """The page of a request, or the list of pages."""
    pages = render_pages(document, open_snapshot(lake), request)
    return list(pages)[-1:] if is_list else list(pages)


@pytest.mark.parametrize("report", _REPORTS)
def test_that_every_number_is_given_again(
    report: str, lakes: Lakes, database: duckdb.DuckDBPyConnection
) -> None:
    """A new lake of the documents of a number gives that number."""
    document = find_report(report, Path("reports"))
    pages = render_pages(document, open_snapshot(lakes.lake), Request("all", formats=("html",)))
    page = next(page for page in pages if page.is_part or document.for_each is None)
    carried = carried_by(page.pages["html"].decode(), report)
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
                other = lakes.of(database, found.documents)
                with closing(open_lake(other)) as connection:
                    answer = question.rows(connection).to_pylist()
                compared = [*keys_of(rows, found.column), found.column]
                place = (report, name, row, found.column)
                assert any(agree(each, found.row, compared) for each in answer), place
    assert traced > 100


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))
