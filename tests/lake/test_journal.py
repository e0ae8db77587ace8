"""The journal keeps rows whole, through crashes and beside others, and shows what has died."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from broadsheet.errors import LakeError
from broadsheet.lake.journal import JOURNAL, Journal, issue_lease
from broadsheet.lake.lease import is_held, lease
from broadsheet.schema import OPERATIONS

_NOON = datetime(2021, 3, 22, 12, 0, 0, 5, tzinfo=UTC)


def run(**given: object) -> dict[str, Any]:
    """A row of `runs`."""
    return {"report": "weekly", "issue": "2021-W11", "outcome": "delivered"} | given


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The journal of an empty folder."""
    return Journal(tmp_path)


@pytest.mark.parametrize("table", OPERATIONS)
def test_without_a_file_there_are_no_rows(journal: Journal, table: str, tmp_path: Path) -> None:
    """Reading a lake without a journal gives no rows, and makes no file."""
    assert journal.rows(table) == []
    assert not (tmp_path / JOURNAL).exists()


def test_values_come_back_as_they_were(journal: Journal) -> None:
    """Moments, days, lists, numbers and nulls survive being stored."""
    row = run(
        since=date(2021, 3, 15), due_at=_NOON, attempts=3, files=["a.html", "b.pdf"], error=None
    )
    journal.add("runs", [row])
    (found,) = journal.rows("runs")
    assert {name: found[name] for name in row} == row


def test_a_row_replaces_the_one_of_its_key(journal: Journal) -> None:
    """An issue has one row, whatever happens to it."""
    journal.add("runs", [run(attempts=1), run(issue="2021-W12", attempts=1)])
    journal.add("runs", [run(attempts=2)])
    assert [(row["issue"], row["attempts"]) for row in journal.rows("runs")] == [
        ("2021-W11", 2),
        ("2021-W12", 1),
    ]


def test_rows_are_added_all_or_none(journal: Journal) -> None:
    """A row that can't be stored keeps those beside it out, too."""
    with pytest.raises(LakeError, match="journal"):
        journal.add("runs", [run(), run(issue="2021-W12", error=object())])
    assert journal.rows("runs") == []


def test_arrow_has_the_declared_types(journal: Journal) -> None:
    """Readers in SQL get the columns that the dictionary promises."""
    journal.add("runs", [run(due_at=_NOON, files=["a.html"])])
    assert journal.arrow("runs").schema == OPERATIONS["runs"].schema


def test_journal_of_an_earlier_version_gets_new_columns(tmp_path: Path) -> None:
    """A file that lacks a column is read with nulls, and written with it."""
    with sqlite3.connect(tmp_path / JOURNAL) as database:
        database.execute("create table runs (report, issue, primary key (report, issue))")
        database.execute("insert into runs values ('weekly', '2021-W10')")
    database.close()
    journal = Journal(tmp_path)
    assert [row["outcome"] for row in journal.rows("runs")] == [None]
    journal.add("runs", [run()])
    assert [row["outcome"] for row in journal.rows("runs")] == [None, "delivered"]


def test_damaged_journal_is_one_line(tmp_path: Path) -> None:
    """A file that is no database is an error that names it, with the fix."""
    (tmp_path / JOURNAL).write_bytes(b"no database" * 400)
    with pytest.raises(LakeError, match=rf"{JOURNAL}.*move the file away"):
        Journal(tmp_path).rows("runs")


def test_run_of_a_process_that_has_ended_is_died(journal: Journal) -> None:
    """A row that is running, and whose lease nobody holds, is shown as died."""
    journal.add("runs", [run(outcome="running")])
    assert [row["outcome"] for row in journal.rows("runs")] == ["died"]


def test_run_of_a_living_process_is_running(journal: Journal, tmp_path: Path) -> None:
    """While its lease is held, a run is running."""
    journal.add("runs", [run(outcome="running")])
    with lease(tmp_path, issue_lease(run())) as held:
        assert held
        assert [row["outcome"] for row in journal.rows("runs")] == ["running"]


def test_lease_is_free_as_soon_as_its_process_is_killed(tmp_path: Path) -> None:
    """A killed process leaves no lease behind: what it did can be taken over at once."""
    hold = (
        "import sys, pathlib, signal; from broadsheet.lake.lease import lease\n"
        "with lease(pathlib.Path(sys.argv[1]), 'x'): print('held', flush=True); signal.pause()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, tmp_path], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        assert is_held(tmp_path, "x")
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert not is_held(tmp_path, "x")


def test_two_can_not_hold_one_lease(tmp_path: Path) -> None:
    """The second one is refused, and a lease of another name is free."""
    with lease(tmp_path, "x"), lease(tmp_path, "x") as again, lease(tmp_path, "y") as other:
        assert (again, other) == (False, True)
