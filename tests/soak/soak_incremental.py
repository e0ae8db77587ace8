"""The long form of `tests/test_incremental.py`: other archives and other edits in every run.

.venv/bin/pytest -n 2 tests/soak/soak_incremental.py
ROUNDS=10000 .venv/bin/pytest -n 2 tests/soak/soak_incremental.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "loading"))
from test_incremental import ROUNDS, Edit, check_rounds

EXAMPLES = int(os.environ.get("ROUNDS", "1000"))
SHARES = 8


@pytest.mark.parametrize("marked", [False, True], ids=["read", "marked"])
@pytest.mark.parametrize("share", range(SHARES))
@settings(
    max_examples=EXAMPLES // SHARES,
    derandomize=False,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(rounds=ROUNDS)
def test_incremental_load_is_as_good_as_a_full_one(
    rounds: list[list[Edit]], share: int, marked: bool
) -> None:
    """Whatever happens to an archive, loading it again makes the tables of a load of everything."""
    assert share < SHARES
    check_rounds(rounds, marked=marked)
