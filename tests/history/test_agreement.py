"""History agrees with a checkout of each commit, row for row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import broadsheet
from broadsheet.history.reading import read_history
from kit.archive_histories import make_repository
from kit.histories import git, without_git_settings
from kit.naive_history import checked_out, replayed

_COMMITS = 120


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, `n.git`, and its history in `lake`."""
    room = tmp_path_factory.mktemp("history")
    with without_git_settings(room):
        make_repository(room / "n.git", _COMMITS)
        read_history(f"n={room / 'n.git'}", room / "lake")
    return room


def test_that_replaying_rows_gives_each_commit(room: Path) -> None:
    """The last row of each path, and the last of each field, are what a checkout holds."""
    with without_git_settings(room):
        line = git(room / "n.git", "rev-list", "--first-parent", "--reverse", "main").split()
        with broadsheet.connect(room / "lake") as database:
            states = checked_out(room / "n.git", room, line)
            for sequence, (_, state) in enumerate(states, 1):
                assert replayed(database, sequence) == state


def test_that_every_kind_of_change_occurs(room: Path) -> None:
    """The repository has what the test above is about."""
    with broadsheet.connect(room / "lake") as database:
        kinds = database.sql("select change, count(*) from document_versions group by all")
        found = Counter(dict(kinds.fetchall()))
    assert {kind for kind in found if found[kind] > 1} == {
        *("added", "content", "reverted", "payload_only", "line_ends_only", "format_only"),
        *("moved", "moved_and_changed", "moved_away", "removed"),
    }
