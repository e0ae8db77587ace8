"""The examples of the page on writing reports."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commandline import Run

_PAGE = Path(__file__).parents[2] / "docs" / "reports.md"
_EXAMPLES = re.findall(
    r"^````markdown\n(.*?)^````$", _PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("number", range(max(len(_EXAMPLES), 1)))
def test_an_example_renders(run: Run, sample_lake: Path, tmp_path: Path, number: int) -> None:
    """Each example is a report that renders as it stands."""
    path = tmp_path / "example.md"
    path.write_text(_EXAMPLES[number], "utf-8")
    done = run("report", path, "--lake", sample_lake, "-o", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert list((tmp_path / "out").glob("example*-2021-03.html"))
