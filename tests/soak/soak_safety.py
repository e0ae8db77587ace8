"""The long form of the killed loads in `tests/test_safety.py`: every step, and any time.

.venv/bin/pytest -n 2 tests/soak/soak_safety.py
KILLS=5000 .venv/bin/pytest -n 2 tests/soak/soak_safety.py
"""

from __future__ import annotations

import os
import random
import sys
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "loading"))
from test_safety import kill_at_steps, making

KILLS = int(os.environ.get("KILLS", "1000"))
SHARES = 8

first_or_again = pytest.mark.parametrize("first", [True, False], ids=["first", "again"])


@first_or_again
@pytest.mark.parametrize("share", range(SHARES))
def test_load_may_be_killed_at_every_step(first: bool, share: int) -> None:
    """A load that is killed at any step that changes the disk leaves a whole version."""
    with making(first=first, documents=24) as case:
        assert kill_at_steps(case, count(share, SHARES)) > 0


@first_or_again
@pytest.mark.parametrize("share", range(SHARES))
def test_load_may_be_killed_at_any_time(first: bool, share: int) -> None:
    """A load of some hundred documents that is killed at any moment leaves a whole version."""
    moments = random.Random(share)  # noqa: S311 - no secret
    with making(first=first, documents=400) as case:
        seconds = case.server.load(case.source, case.room / "measured", batch=20_000)["seconds"]
        for _ in range(KILLS // SHARES // 2):
            case.kill(after=moments.uniform(0, 1.5 * seconds), batch=20_000)
