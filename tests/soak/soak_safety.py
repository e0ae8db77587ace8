"""The long form of the killed loads in `tests/loading/test_safety.py`: every step, and any time.

.venv/bin/pytest -n 2 tests/soak/soak_safety.py
KILLS=5000 .venv/bin/pytest -n 2 tests/soak/soak_safety.py
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import count

import pytest

from kit.killing import Server, making, serving

KILLS = int(os.environ.get("KILLS", "1000"))
SHARES = 8


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for loads that are killed."""
    with serving() as made:
        yield made


first_or_again = pytest.mark.parametrize("first", [True, False], ids=["first", "again"])


@first_or_again
@pytest.mark.parametrize("share", range(SHARES))
def test_load_may_be_killed_at_every_step(server: Server, first: bool, share: int) -> None:
    """A load that is killed at any step that changes the disk leaves a whole version."""
    with making(server, first=first, documents=24) as case:
        for step in count(share, SHARES):
            ended = case.kill(step=step, batch=700)
            assert ended in {"killed", "done"}
            if ended == "done":
                break
        assert step > share


@first_or_again
@pytest.mark.parametrize("share", range(SHARES))
def test_load_may_be_killed_at_any_time(server: Server, first: bool, share: int) -> None:
    """A load of some hundred documents that is killed at any moment leaves a whole version."""
    moments = random.Random(share)  # noqa: S311 - no secret
    with making(server, first=first, documents=400) as case:
        seconds = case.server.load(case.source, case.room / "measured", batch=20_000)["seconds"]
        for _ in range(KILLS // SHARES // 2):
            case.kill(after=moments.uniform(0, 1.5 * seconds), batch=20_000)
