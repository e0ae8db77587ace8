"""The long form of `tests/test_gitloads.py`: every commit of other histories.

.venv/bin/pytest -n 2 tests/soak/soak_gitloads.py
HISTORIES=50 .venv/bin/pytest -n 2 tests/soak/soak_gitloads.py
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "loading"))
from test_gitloads import alone, check_history

__all__ = ["alone"]

COMMITS = 300
HISTORIES = int(os.environ.get("HISTORIES", "6"))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_commits_are_as_good_as_their_checkouts(seed: int) -> None:
    """Loading commit after commit makes the tables of a load of each commit's checkout."""
    with tempfile.TemporaryDirectory() as room:
        done = check_history(Path(room), bare=seed % 2 == 0, every=1, commits=COMMITS, seed=seed)
    assert done == COMMITS
