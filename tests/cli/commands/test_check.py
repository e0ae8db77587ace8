"""`broadsheet check`: what it prints, keeps and writes, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kit.commandline import Run, rows_of

CHECKS = {
    "quiet": ("fail", "select 1 where false"),
    "warns": ("warn", "select 3 as found"),
    "fails": ("fail", "select '<b>' as title"),
    "broken": ("warn", "select titel from articles"),
}


@pytest.fixture
def desk(seed_lake: Path, tmp_path: Path) -> Path:
    """A working folder with a lake, and checks of one's own."""
    assert seed_lake.parent == tmp_path
    (tmp_path / "checks").mkdir()
    for name, (severity, sql) in CHECKS.items():
        text = f"-- name: {name}\n-- severity: {severity}\n-- message: It {name}\n{sql}\n"
        (tmp_path / "checks" / f"{name}.sql").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def kept(run: Run) -> Callable[[], list[tuple[str, str]]]:
    """The checks and states in the table `check_results`."""

    def rows() -> list[tuple[str, str]]:
        sql = "select check_name, state from check_results order by all"
        return [(row["check_name"], row["state"]) for row in
                rows_of(run("sql", sql, "--format", "csv").out)]  # fmt: skip

    return rows


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["quiet"], 0),
        (["quiet", "warns"], 0),
        (["quiet", "warns", "fails"], 1),
        (["broken"], 3),
        (["fails", "broken", "quiet"], 3),
        (["nothing"], 2),
    ],
)
def test_the_exit_code_is_the_worst_state(
    names: list[str], code: int, desk: Path, run: Run
) -> None:
    """0 where nothing fails, 1 where a check fails, 3 where one is broken, 2 for bad input."""
    assert desk.is_dir()
    assert run("check", *names).code == code


def test_a_row_is_printed_for_each_check(desk: Path, run: Run) -> None:
    """Stdout has check, state and message."""
    assert desk.is_dir()
    header, _, *lines = run("check", "warns", "fails").out.splitlines()
    assert header.split() == ["check", "state", "message"]
    assert [line.split() for line in lines] == [
        ["warns", "warn", "It", "warns"],
        ["fails", "fail", "It", "fails"],
    ]


def test_results_are_kept(desk: Path, run: Run, kept: Callable[[], object]) -> None:
    """Results are rows of `check_results`, each run's beside those before."""
    assert desk.is_dir()
    run("check", "quiet", "--now", "2021-04-01")
    run("check", "quiet", "fails", "--now", "2021-04-02")
    assert kept() == [("fails", "fail"), ("quiet", "pass"), ("quiet", "pass")]


def test_a_dry_run_keeps_nothing(desk: Path, run: Run, kept: Callable[[], object]) -> None:
    """`--dry-run` prints the results and leaves the lake as it is."""
    before = sorted(path.name for path in (desk / "lake").iterdir())
    assert run("check", "fails", "--dry-run").code == 1
    assert sorted(path.name for path in (desk / "lake").iterdir()) == before
    assert kept() == []


def test_json_has_all_of_a_result(desk: Path, run: Run) -> None:
    """`--json` prints every field, and the rows found as JSON of their own."""
    assert desk.is_dir()
    (result,) = json.loads(run("check", "fails", "--json", "--now", "2021-04-01").out)
    assert result["checked_at"] == "2021-04-01T00:00:00+00:00"
    assert result["details"] == [{"title": "<b>"}]


def test_junit_is_written(desk: Path, run: Run) -> None:
    """`--junit` writes a file that CI services read."""
    run("check", "quiet", "fails", "broken", "--junit", "results.xml")
    (suite,) = ET.parse(desk / "results.xml").getroot()  # noqa: S314 - our own
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")


def test_the_settings_choose_and_set(desk: Path, run: Run, kept: Callable[[], object]) -> None:
    """broadsheet.yaml selects the checks and sets their parameters."""
    settings = "checks:\n  run: [freshness]\n  params: {freshness: {hours: 1000000}}\n"
    (desk / "broadsheet.yaml").write_text(settings, "utf-8")
    assert run("check").code == 0
    assert kept() == [("freshness", "pass")]


def test_now_is_the_moment_of_the_run(desk: Path, run: Run) -> None:
    """Checks are relative to `--now`: an old archive was fresh in its own time."""
    assert desk.is_dir()
    (row,) = rows_of(
        run("sql", "select max(published_at) as last from articles", "--format", "csv").out
    )
    codes = [run("check", "freshness", "--now", now).code for now in (row["last"], "2030-01-01")]
    assert codes == [0, 1]


def test_checks_are_listed(desk: Path, run: Run) -> None:
    """`--list` shows checks with their severity, and runs none."""
    assert desk.is_dir()
    out = run("check", "freshness", "quiet", "--list").out
    assert out.splitlines()[2].split(maxsplit=2) == [
        "freshness",
        "fail",
        "No new article for too long",
    ]


def test_a_check_of_a_shipped_name_is_refused(desk: Path, run: Run) -> None:
    """A file with a shipped check's name is bad input."""
    (desk / "checks" / "volume.sql").write_text("select 1", "utf-8")
    done = run("check")
    assert done.code == 2
    assert "has the name of a check that broadsheet ships" in done.err
