"""History agrees with a checkout of each commit, over many commits and seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

import broadsheet
from broadsheet.history.reading import read_history
from kit.archive_histories import make_repository
from kit.histories import git, without_git_settings
from kit.naive_history import checked_out, replayed


@pytest.mark.parametrize("seed", range(2, 7))
def test_that_replaying_rows_gives_each_commit(seed: int, tmp_path: Path) -> None:
    """Six hundred commits, read in two parts, are what their checkouts hold."""
    place, lake = tmp_path / "n.git", tmp_path / "lake"
    with without_git_settings(tmp_path):
        make_repository(place, 600, seed, files=6)
        read_history(f"n={place}@main~300", lake)
        read_history(f"n={place}@main", lake)
        line = git(place, "rev-list", "--first-parent", "--reverse", "main").split()
        with broadsheet.connect(lake) as database:
            for sequence, (_, state) in enumerate(checked_out(place, tmp_path, line), 1):
                assert replayed(database, sequence) == state
