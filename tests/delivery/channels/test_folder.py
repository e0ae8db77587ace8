"""A folder: pages as files, with the index of all issues in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from broadsheet.config.settings import Settings
from broadsheet.delivery.channels import folder
from broadsheet.delivery.channels.folder import Target, deliver, recipients
from broadsheet.delivery.message import Message
from broadsheet.delivery.outcome import Outcome

Make = Callable[..., Message]


def delivered(message: Message, path: Path) -> Outcome:
    """What became of a message to a folder."""
    target = Target(str(path))
    (outcome,) = deliver(message, target, recipients(target, message), Settings())
    return outcome


def test_pages_are_written_with_the_index(issue: Message, tmp_path: Path) -> None:
    """The folder has each format, a picture of the first page, and the issue in its index."""
    outcome = delivered(issue, tmp_path / "new" / "out")
    assert (outcome.state, outcome.recipient) == ("sent", str(tmp_path / "new" / "out"))
    files = {path.name for path in (tmp_path / "new" / "out").iterdir()}
    assert files >= {"days-2021-03.html", "days-2021-03.pdf", "days-2021-03.png", "index.html"}
    assert "Our days" in (tmp_path / "new" / "out" / "index.html").read_text("utf-8")


def test_the_same_again_leaves_the_same(message: Make, tmp_path: Path) -> None:
    """A message that is delivered twice is listed once."""
    made = message(forms=("html",))
    delivered(made, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    delivered(made, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert len(json.loads(before["issues.json"])) == 1


def test_the_page_of_a_provider_is_written(message: Make, tmp_path: Path) -> None:
    """It is a file beside the list that links it."""
    made = message(forms=("html",))
    part = replace(made.reports[0], name="days-a", is_part=True, each="a")
    assert delivered(replace(made, page="a", reports=(part,)), tmp_path).state == "sent"
    assert (tmp_path / "days-a-2021-03.html").is_file()


def test_a_message_without_pages_is_not_for_a_folder(message: Make) -> None:
    """A failure or an alert leaves no file."""
    assert recipients(Target("out"), message(forms=())) == ()


def test_a_folder_that_can_not_be_written(message: Make, tmp_path: Path) -> None:
    """The outcome says so in one line."""
    (tmp_path / "file").write_text("")
    outcome = delivered(message(forms=("html",)), tmp_path / "file" / "out")
    assert outcome.state == "failed"
    assert str(outcome.error).startswith(f"can't write to {tmp_path / 'file' / 'out'}: ")


def test_a_damaged_index_is_kept(message: Make, tmp_path: Path) -> None:
    """An index that can't be read is not written over."""
    (tmp_path / "issues.json").write_text("{")
    outcome = delivered(message(forms=("html",)), tmp_path)
    assert (outcome.state, "does not list issues" in str(outcome.error)) == ("failed", True)
    assert (tmp_path / "issues.json").read_text() == "{"


def test_one_run_writes_the_index_at_a_time(
    message: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another run holds the folder, nothing is written, since its entry would be lost."""
    monkeypatch.setattr(folder, "_WAIT", 0)
    with FileLock(tmp_path / folder._LOCK):
        outcome = delivered(message(forms=("html",)), tmp_path)
    assert (outcome.state, outcome.error) == ("failed", f"another run writes to {tmp_path}")
    assert not (tmp_path / "index.html").exists()
