"""Lakes and report documents for the tests of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from broadsheet.database.connection import connect
from broadsheet.report import ReportDocument, read_report


@pytest.fixture(scope="module")
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
