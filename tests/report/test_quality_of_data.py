"""The section of the quality report on checks, which is there where checks were run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from broadsheet.lake.journal import Journal
from broadsheet.report import render

PROJECT = Path(__file__).resolve().parents[2]
MONDAY = datetime(2021, 3, 15, 7, tzinfo=UTC)
WEEK = "2021-W11"


@pytest.fixture(scope="module")
def checked(seed_lake: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """The page on the week after checks had these states, a letter for each night."""

    def page(**states: Sequence[str]) -> str:
        lake = copytree(seed_lake, tmp_path_factory.mktemp("checked") / "lake")
        rows = [
            {
                "check_name": name,
                "checked_at": MONDAY + timedelta(days=night),
                "state": state,
                "message": f"{name} had {state} <b>",
            }
            for name, nights in states.items()
            for night, state in enumerate(nights)
        ]
        Journal(lake).add("check_results", rows)
        folder = PROJECT / "reports"
        done = render("quality", lake, period=WEEK, formats=("html",), folder=folder)
        return done.pages["html"].decode()

    return page


def test_a_lake_without_results_has_no_section(checked: Callable[..., str]) -> None:
    """Where no check was run, nothing is said of checks."""
    assert "of the data" not in checked()


def test_states_are_drawn_by_day(checked: Callable[..., str]) -> None:
    """What checks found is the headline, a chart by day and a table of the findings."""
    page = checked(late=["pass"] * 8, volume=["pass"] * 5 + ["warn"] * 3)
    assert "1 check of 2 does not pass" in page
    assert "Worst state of each check by day" in page
    assert "volume had warn &lt;b&gt;" in page


def test_passing_checks_are_a_sentence(checked: Callable[..., str]) -> None:
    """Where all pass, there are no findings; what came after the day that follows is for later."""
    page = checked(late=[*["pass"] * 8, "fail"], volume=["pass"])
    assert "All 2 checks of the data pass" in page
    assert "What the checks found" not in page
