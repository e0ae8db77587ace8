"""Lakes and report documents for the tests of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from broadsheet.database import connect
from broadsheet.loader import load
from broadsheet.report import ReportDocument, read_report
from broadsheet.sample import write_sample
from broadsheet.snapshot import Snapshot, open_snapshot


@pytest.fixture(scope="session")
def sample_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of 300 made-up articles of January to March 2021."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "sample", articles=300, months=3)
    load([folder / "sample"], folder / "lake")
    return folder / "lake"


@pytest.fixture(scope="session")
def snapshot(sample_lake: Path) -> Snapshot:
    """The sample's live version."""
    return open_snapshot(sample_lake)


@pytest.fixture
def connection(sample_lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample in DuckDB."""
    with closing(connect(sample_lake)) as opened:
        yield opened


@pytest.fixture
def report(tmp_path: Path) -> Callable[[str], ReportDocument]:
    """Read a report document from its text."""

    def read(text: str) -> ReportDocument:
        path = tmp_path / "mine.md"
        path.write_text(text, "utf-8")
        return read_report(path)

    return read
