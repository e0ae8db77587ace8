"""Several reports: a fault in one is reported, and the others are rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.lake.snapshot import CURRENT
from broadsheet.report import Request
from broadsheet.report.batch import Batch, write_pages

_FAULTY = "```sql one\nselect nothing\n```\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a report, its include, and a report with a fault."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "end.md").write_text("The end.\n", "utf-8")
    (tmp_path / "fine.md").write_text('Text.\n\n{% include "parts/end.md" %}\n', "utf-8")
    (tmp_path / "faulty.md").write_text(_FAULTY, "utf-8")
    return tmp_path


def batch(folder: Path, lake: Path, *names: str) -> Batch:
    """A batch of reports as HTML pages."""
    return Batch(names, folder, lake, None, Request(formats=("html",)))


def test_faults_are_reported_and_the_rest_is_rendered(folder: Path, sample_lake: Path) -> None:
    """Faulty SQL and an unknown name are reported in order, and the fine report is rendered."""
    faults: list[BroadsheetError] = []
    rendered = batch(folder, sample_lake, "faulty", "fine", "none").render(faults.append)
    assert [report.name for report in rendered] == ["fine"]
    faulty, unknown = map(str, faults)
    assert faulty.startswith("faulty.md:1: in one: ")
    assert unknown.startswith("no such report, got 'none'")


def test_pages_are_written_as_they_are_rendered(folder: Path, sample_lake: Path) -> None:
    """The path of a report's page is there before the next report begins."""
    faults: list[BroadsheetError] = []
    rendered = batch(folder, sample_lake, "fine", "faulty").render(faults.append)
    path = next(write_pages(folder / "out", rendered))
    assert path == folder / "out" / "fine-all.html"
    assert path.is_file()
    assert faults == []


def test_a_batch_depends_on_its_files(folder: Path, sample_lake: Path) -> None:
    """The files are the reports, their includes, missing ones too, and the lake's pointer."""
    files = batch(folder, sample_lake, "fine", "none").files()
    assert {sample_lake / CURRENT, folder / "fine.md", Path("none")} <= set(files)
    assert (folder / "parts" / "end.md").resolve() in files
