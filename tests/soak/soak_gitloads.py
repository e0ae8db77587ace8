"""The long form of `tests/loading/test_git_loads.py`: every commit of other histories.

.venv/bin/pytest -n 2 tests/soak/soak_gitloads.py
HISTORIES=50 .venv/bin/pytest -n 2 tests/soak/soak_gitloads.py
"""

from __future__ import annotations

import os

import pytest

from kit.histories import check_history, without_git_settings
from kit.quick_disk import quick_folder

COMMITS = 300
HISTORIES = int(os.environ.get("HISTORIES", "6"))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_commits_are_as_good_as_their_checkouts(seed: int) -> None:
    """Loading commit after commit makes the tables of a load of each commit's checkout."""
    with quick_folder() as room, without_git_settings(room):
        done = check_history(room, bare=seed % 2 == 0, every=1, commits=COMMITS, seed=seed)
    assert done == COMMITS
