"""How full the printed sheets of the shipped reports are.

.venv/bin/pytest tests/soak/soak_sheets.py

Every sheet but the last of a page is at most a fifth blank, for archives of all sizes. A page about
one document is one sheet.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, find_report, render_pages
from broadsheet.sample import write_sample
from kit.random_archives import random_archive, write_archive
from kit.sheets import blank_shares

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = PROJECT.parent / "shared" / "corpus"
MOST_BLANK = 0.2

ONE_PAGE = ("coverage", "quality", "weekly", "archive-health")
PAGE_FOR_EACH = ("provider", "topic")
PERIODS = {
    "sample": ("all", "2021", "2021-02", "2021-03", "2021-W10", "2021-W11", "2021-03-16"),
    "corpus": ("all", "2021", "2021-05", "2021-W20"),
    "small": ("all", "2021-02", "2021-W06", "2021-W07"),
    "seed": ("all", "latest"),
}
PERIODS_FOR_EACH = {
    "sample": ("2021-03", "2021-W11"),
    "corpus": ("all", "2021-05"),
    "small": ("2021-02", "2021-W07"),
    "seed": ("all",),
}
PERIODS_TO_COMPARE = {
    "sample": (("2021-03", "2021-02"), ("2021-W11", "2021-W10")),
    "corpus": (("2021-05", "2021-04"),),
    "small": (("2021-W07", "2021-W06"),),
}

ISSUES = [
    *(
        (name, report, period)
        for name in PERIODS
        for period in PERIODS[name]
        for report in ONE_PAGE
    ),
    *(
        (name, report, period)
        for name in PERIODS_FOR_EACH
        for period in PERIODS_FOR_EACH[name]
        for report in PAGE_FOR_EACH
    ),
]
DIFFERENCES = [
    (name, *periods) for name in PERIODS_TO_COMPARE for periods in PERIODS_TO_COMPARE[name]
]

Lakes = dict[str, Path]


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Lakes:
    """A sample of 2,000 articles, real documents, an archive of 12 providers, and one document."""
    folder = tmp_path_factory.mktemp("sheets")
    write_sample(folder / "sample", articles=2000)
    write_archive(folder / "small", random_archive(1, stories=90, providers=12, days=20))
    shutil.copytree(PROJECT / "seeds", folder / "seed")
    sources = {name: folder / name for name in ("sample", "small", "seed")}
    if CORPUS.is_dir():
        sources["corpus"] = CORPUS
    for name, source in sources.items():
        load([source], folder / "lakes" / name)
    return {name: folder / "lakes" / name for name in sources}


def assert_full(lakes: Lakes, name: str, report: str, request: Request) -> None:
    """Check the sheets of all pages of a report of an archive."""
    if name not in lakes:
        pytest.skip(f"no real documents: ../{CORPUS.relative_to(PROJECT.parent)} is absent")
    document = find_report(report, PROJECT / "reports")
    pages = render_pages(document, open_snapshot(lakes[name]), request)
    shares = {page.each: blank_shares(page.pages["pdf"]) for page in pages}
    blank = {
        each: [f"{share:.0%}" for share in found]
        for each, found in shares.items()
        if max(found[:-1], default=0) > MOST_BLANK or (name == "seed" and len(found) > 1)
    }
    assert not blank


@pytest.mark.parametrize(("name", "report", "period"), ISSUES)
def test_sheets_are_full(lakes: Lakes, name: str, report: str, period: str) -> None:
    """No sheet but the last is more than a fifth blank."""
    assert_full(lakes, name, report, Request(period=period, formats=("pdf",)))


@pytest.mark.parametrize(("name", "period", "against"), DIFFERENCES)
def test_sheets_of_differences_are_full(lakes: Lakes, name: str, period: str, against: str) -> None:
    """What differs between two periods is printed on full sheets, too."""
    assert_full(lakes, name, "diff", Request(period=period, against=against, formats=("pdf",)))
