"""The report on an archive's health, with history and without."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

import broadsheet
from broadsheet.database.run import run_query
from broadsheet.history.reading import read_history
from broadsheet.report import render
from kit.archive_histories import make_repository
from kit.histories import without_git_settings


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake with the history of its archive."""
    room = tmp_path_factory.mktemp("health")
    with without_git_settings(room):
        make_repository(room / "n.git", 80)
        broadsheet.load(f"n={room / 'n.git'}@main", room / "lake")
        read_history(f"n={room / 'n.git'}@main", room / "lake")
    return room / "lake"


def _words(page: bytes) -> str:
    html = page.decode()
    body = html[html.index("<main") : html.index("</main>")]
    body = re.sub(r"<(svg|details)\b.*?</\1>", "", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_that_history_fills_the_page(lake: Path) -> None:
    """Each section has its headline with its number, and its numbers are those of the queries."""
    page = render("archive-health", lake, period="2021-03")
    words = _words(page.pages["html"])
    assert not page.mismatches
    assert all(number.amount is not None for number in page.headline)
    assert "This lake holds no history" not in words
    with broadsheet.connect(lake) as database:
        given = {"since": date(2021, 3, 1), "until": date(2021, 4, 1)}
        churn = run_query(database, "payload_churn", given).fetchall()
        withdrawn = run_query(database, "publication_reversals", given).fetchall()
        rescored = run_query(database, "rescoring", given).fetchall()
    modified, content = (sum(row[at] for row in churn) for at in (1, 5))
    assert f"of {modified} modifications change no field" in words
    assert f"{content} of {modified} modifications change a field" in words
    assert f"{len(withdrawn)} publication" in words
    assert f"{sum(row[3] for row in rescored)} rescorings" in words


def test_that_a_page_without_history_says_so(seed_lake: Path) -> None:
    """One line says that the lake holds no history, and how to read it."""
    page = render("archive-health", seed_lake, period="all")
    words = _words(page.pages["html"])
    unknown = {number.label for number in page.headline if number.amount is None}
    assert unknown == {"New documents", "Rescorings", "Withdrawals"}
    assert words.count("no history") == 1
    assert "broadsheet history REPOSITORY" in words
    assert "None of 1 document have problems" not in words
