"""`broadsheet schedule` shows, runs and installs, with exit codes that a clock can act on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.commandline import Run, rows_of

_REPORT = """\
---
period: yesterday
formats: [html]
schedule: 0 7 * * *
deliver: [{folder: site}]
---
Nothing but words.
"""
_NOW = ("--now", "2021-03-17T07:05")


@pytest.fixture
def words(seed_lake: Path, tmp_path: Path) -> Path:
    """A report that is due daily, in a working folder with the seed's lake."""
    report = tmp_path / "reports" / "words.md"
    report.parent.mkdir()
    report.write_text(_REPORT)
    (tmp_path / "broadsheet.yaml").write_text("checks: {run: [duplicate_url]}\n")
    assert seed_lake.is_dir()
    return report


@pytest.mark.usefixtures("words")
def test_a_dry_run_shows_what_is_due_and_does_nothing(run: Run, tmp_path: Path) -> None:
    """It prints the issue, its due time and its channels."""
    done = run("schedule", "run", "--dry-run", *_NOW)
    expected = "words 2021-03-16: due 2021-03-17 07:00 UTC, deliver to folder\n"
    assert (done.code, done.out, (tmp_path / "site").exists()) == (0, expected, False)


@pytest.mark.usefixtures("words")
def test_a_run_delivers_and_a_second_one_has_nothing_to_do(run: Run, tmp_path: Path) -> None:
    """The first makes the page, the second says that nothing is due; both exit with 0."""
    first, second = (run("schedule", "run", *_NOW) for _ in range(2))
    assert (first.code, first.err) == (0, "words 2021-03-16: delivered\n")
    assert (second.code, second.err) == (0, "nothing is due\n")
    assert (tmp_path / "site" / "words-2021-03-16.html").is_file()


def test_a_failed_issue_exits_with_1(run: Run, words: Path) -> None:
    """No failure is reported as a success."""
    words.write_text(f"{_REPORT}{{{{ nonsense }}}}\n")
    done = run("schedule", "run", *_NOW)
    assert (done.code, "words 2021-03-16: failed: words.md:8:" in done.err) == (1, True)


@pytest.mark.usefixtures("words")
def test_list_shows_next_last_lateness_and_outcome(run: Run) -> None:
    """A report's row has what a person looks for first."""
    run("schedule", "run", *_NOW)
    (row,) = rows_of(run("schedule", "list", *_NOW, "--format", "csv").out)
    assert row == {
        "report": "words",
        "schedule": "0 7 * * *",
        "timezone": "UTC",
        "next": "2021-03-18T07:00:00Z",
        "last": "2021-03-16",
        "finished": "2021-03-17T07:05:00Z",
        "late_minutes": "5",
        "outcome": "delivered",
        "error": "",
        "waiting": "0",
    }


def test_list_without_schedules_says_how_to_get_one(run: Run) -> None:
    """A folder without any is no error."""
    done = run("schedule", "list")
    assert (done.code, done.out, "add `schedule:`" in done.err) == (0, "", True)


def test_faulty_schedule_is_one_line_and_exit_code_2(run: Run, words: Path) -> None:
    """The line names the file, the line, the value, and what is valid."""
    words.write_text(_REPORT.replace("0 7 * * *", "at seven"))
    done = run("schedule", "list")
    assert done.code == 2
    assert "words.md:4: schedule must be a cron expression of five fields, such as" in done.err


@pytest.mark.usefixtures("words")
def test_unknown_channel_is_reported(run: Run, words: Path) -> None:
    """A place that no channel serves is a fault, and not silence."""
    words.write_text(_REPORT.replace("folder: site", "fax: 555"))
    done = run("schedule", "list")
    assert (done.code, "deliver[1] must name one channel, got 'fax'" in done.err) == (2, True)


@pytest.mark.parametrize("words_given", [(), ("--cron", "--github")], ids=["none", "two"])
def test_one_installer_must_be_chosen(run: Run, words_given: tuple[str, ...]) -> None:
    """Without a choice, or with two, nothing is installed."""
    done = run("schedule", "install", *words_given)
    assert (done.code, "choose one installer" in done.err) == (2, True)


def test_print_installs_nothing(run: Run, tmp_path: Path) -> None:
    """The text of the workflow is printed, and no file is written."""
    done = run("schedule", "install", "--github", "--print")
    assert (done.code, "broadsheet schedule run" in done.out) == (0, True)
    assert list(tmp_path.iterdir()) == []


def test_install_says_what_to_do_next(run: Run) -> None:
    """An installed workflow still has to be committed."""
    done = run("schedule", "install", "--github")
    assert (done.code, "next: " in done.out) == (0, True)


def test_scheduled_report_takes_no_latest_period(run: Run, words: Path) -> None:
    """Its issues are those of the calendar, so `latest` is refused with what to write."""
    words.write_text(_REPORT.replace("yesterday", "latest"))
    done = run("schedule", "list")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert (
        "words: no period of a schedule, got 'latest'; a schedule knows only the calendar"
        in done.err
    )
