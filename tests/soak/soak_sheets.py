"""How full the printed sheets of the shipped reports are.

.venv/bin/pytest tests/soak/soak_sheets.py

Every sheet but the last of a report is at most a fifth blank.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, find_report, render_report
from broadsheet.sample import write_sample
from kit.sheets import blank_shares

PROJECT = Path(__file__).resolve().parents[2]
MOST_BLANK = 0.2
ISSUES = [
    (report, period)
    for report in ("coverage", "quality", "weekly")
    for period in ("all", "2021", "2021-02", "2021-03", "2021-W10", "2021-W11", "2021-03-16")
]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of 2,000 articles."""
    folder = tmp_path_factory.mktemp("sheets")
    write_sample(folder / "sample", articles=2000)
    load([folder / "sample"], folder / "lake")
    return folder / "lake"


@pytest.mark.parametrize(("report", "period"), ISSUES)
def test_sheets_are_full(lake: Path, report: str, period: str) -> None:
    """No sheet but the last is more than a fifth blank."""
    request = Request(period=period, formats=("pdf",))
    document = find_report(report, PROJECT / "reports")
    shares = blank_shares(render_report(document, open_snapshot(lake), request).pages["pdf"])
    assert all(share <= MOST_BLANK for share in shares[:-1]), [f"{share:.0%}" for share in shares]
