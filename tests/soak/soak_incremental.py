"""The long form of `tests/loading/test_incremental.py`: other archives and edits in every run.

.venv/bin/pytest -n 2 tests/soak/soak_incremental.py
ROUNDS=10000 .venv/bin/pytest -n 2 tests/soak/soak_incremental.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from broadsheet.derived import patching
from kit.edits import ROUNDS, Edit, check_rounds
from kit.packed_archives import PACKED, STATES, check_states

EXAMPLES = int(os.environ.get("ROUNDS", "1000"))
SHARES = 8


@pytest.fixture(scope="module", autouse=True)
def patched() -> Iterator[None]:
    """Derived tables are patched, though most of so few documents are read again for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patching, "_SHARE", 0)
        yield


def searching(examples: int) -> settings:
    """Settings of a search by chance, which differs in every run."""
    return settings(
        max_examples=examples,
        derandomize=False,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize("marked", [False, True], ids=["read", "marked"])
@pytest.mark.parametrize("share", range(SHARES))
@searching(EXAMPLES // SHARES)
@given(rounds=ROUNDS)
def test_incremental_load_is_as_good_as_a_full_one(
    rounds: list[list[Edit]], share: int, marked: bool
) -> None:
    """Whatever happens to an archive, loading it again makes the tables of a load of everything."""
    assert share < SHARES
    check_rounds(rounds, marked=marked)


@pytest.mark.parametrize("name", PACKED)
@searching(EXAMPLES // 4)
@given(states=STATES)
def test_packed_archive_is_as_good_as_loaded_in_full(
    states: list[Mapping[str, bytes]], name: str
) -> None:
    """An archive that is a file, replaced by another, makes the tables of a load of that alone."""
    check_states(name, states)
