"""The long form of the tests of schedules: a year of runs, two runners at once, kills at each step.

.venv/bin/pytest -n 2 tests/soak/soak_schedule.py
RUNNERS=1000 .venv/bin/pytest -n 2 tests/soak/soak_schedule.py
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

import kit.killed_run
from kit.desk import READERS, Desk
from kit.mail_server import Post, serving_mail

RUNNERS = int(os.environ.get("RUNNERS", "200"))
_ZONES = ("Europe/London", "America/New_York", "Asia/Kathmandu")
_SHARES = 4
_WRITES = range(1, 11)
_PROGRAM = Path(sys.executable).with_name("broadsheet")
_NOW = "2021-03-10T08:00"


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    """A mail server."""
    with serving_mail() as served:
        yield served


@pytest.fixture
def desk(sample_lake: Path, tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with nothing delivered yet."""
    monkeypatch.chdir(tmp_path)
    post.forget()
    copytree(sample_lake, tmp_path / "lake")
    made = Desk(tmp_path, post)
    made.furnish()
    return made


def check_once_each(desk: Desk, issues: list[str], *, most: int = 1) -> None:
    """Each issue is delivered, has one row, and came to each reader once, or `most` times."""
    assert desk.issues() == dict.fromkeys(issues, "delivered")
    for reader in READERS:
        got = Counter(mail["Message-ID"] for mail in desk.mails(reader))
        assert len(got) == len(issues)
        assert set(got.values()) <= set(range(1, most + 1))


@pytest.mark.parametrize("zone", _ZONES)
def test_a_year_of_runs_delivers_each_day_once(desk: Desk, zone: str) -> None:
    """Runs at any time of day, with outages of up to nine days, through both changes of clocks."""
    brief = (desk.folder / "reports/brief.md").read_text()
    desk.write("reports/brief.md", brief.replace("formats", f"timezone: {zone}\nformats"))
    dice = Random(zone)  # noqa: S311 - outages, no secrets
    now = datetime(2020, 2, 1, 12, tzinfo=UTC)
    end = datetime(2021, 2, 1, 12, tzinfo=UTC)
    while now < end:
        desk.run(f"{now:%Y-%m-%dT%H:%M}")
        now += timedelta(minutes=dice.choice([5, 700, 1_500, 3_000, dice.randint(1, 60 * 24 * 9)]))
    desk.run(f"{end:%Y-%m-%dT%H:%M}")
    first = datetime(2020, 1, 31, tzinfo=UTC)
    days = [f"{first + timedelta(days=number):%Y-%m-%d}" for number in range(367)]
    check_once_each(desk, days)


@pytest.mark.parametrize("share", range(_SHARES))
def test_two_runners_at_once_deliver_once(desk: Desk, share: int) -> None:
    """Two processes that start together share the work, whichever is quicker, in each round."""
    command = [_PROGRAM, "schedule", "run", "--now", _NOW]
    for _ in range(RUNNERS // _SHARES):
        (desk.folder / "lake" / "journal.sqlite").unlink(missing_ok=True)
        desk.post.forget()
        both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
        talk = [process.communicate()[1] for process in both]
        assert [process.returncode for process in both] == [0, 0], (share, talk)
        check_once_each(desk, ["2021-03-09"])


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("write", _WRITES)
def test_a_killed_process_is_finished_by_the_next(desk: Desk, write: int, side: str) -> None:
    """Killed with SIGKILL around any write of the journal, the issue comes once, or twice alike."""
    command = [sys.executable, kit.killed_run.__file__, _NOW, str(write), side]
    killed = subprocess.run(command, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    again = subprocess.run([_PROGRAM, "schedule", "run", "--now", _NOW], check=False)
    assert again.returncode == 0
    check_once_each(desk, ["2021-03-09"], most=2)
