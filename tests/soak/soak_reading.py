"""The long form of `tests/tables/test_independent_reading.py`: others in each run.

.venv/bin/pytest -n 2 tests/soak/soak_reading.py
DOCUMENTS=100000 .venv/bin/pytest -n 2 tests/soak/soak_reading.py
"""

from __future__ import annotations

import os
from random import Random

import pytest

from broadsheet.sample import write_sample
from kit.kinds_of_damage import DAMAGES
from kit.plain_reading import differences

DOCUMENTS = int(os.environ.get("DOCUMENTS", "10000"))
SEED = int(os.environ.get("SEED", str(int.from_bytes(os.urandom(4), "little"))))


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Sample documents."""
    folder = tmp_path_factory.mktemp("sample") / "archive"
    write_sample(folder, articles=1_000, seed=SEED % 1_000_000)
    return [file.read_bytes() for file in sorted(folder.glob("*/*.md"))]


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_value_differs_in_silence(documents: list[bytes], kind: str) -> None:
    """A document with damage of one to three kinds has no value that differs in silence."""
    chance = Random(f"{kind} {SEED}")  # noqa: S311 - known again by its seed
    found = []
    for number in range(DOCUMENTS // len(DAMAGES)):
        data, other = chance.choice(documents), chance.choice(documents)
        damaged = DAMAGES[kind](data, other, chance)
        for more in chance.sample(sorted(DAMAGES), number % 3):
            try:
                damaged = DAMAGES[more](damaged, other, chance) if damaged else damaged
            except UnicodeDecodeError:  # what damages characters needs some
                continue
        silent = differences(damaged)
        if silent:
            found.append((silent, damaged))
    assert not found, f"seed {SEED}: {found[:5]}"
