"""No value differs in silence from what plain PyYAML reads, whatever damage a document has.

The long form is `tests/soak/soak_reading.py`.
"""

from __future__ import annotations

from random import Random

import pytest

from broadsheet.sample import write_sample
from kit.kinds_of_damage import DAMAGES
from kit.plain_reading import differences, read_plainly

_EACH = 12


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Sample documents that are not long."""
    folder = tmp_path_factory.mktemp("sample") / "archive"
    write_sample(folder, articles=60)
    found = [file.read_bytes() for file in sorted(folder.glob("*/*.md"))]
    return [data for data in found if len(data) < 4_000]


def test_plain_documents_are_read_alike(documents: list[bytes]) -> None:
    """Documents without damage have the values that PyYAML reads, and no others."""
    assert all(read_plainly(data) for data in documents)
    assert [differences(data) for data in documents] == [[] for _ in documents]


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_value_differs_in_silence(documents: list[bytes], kind: str) -> None:
    """A damaged document has each value that PyYAML reads, or a problem that speaks of it."""
    chance = Random(kind)  # noqa: S311 - the same each time
    for _ in range(_EACH):
        data, other = chance.choice(documents), chance.choice(documents)
        damaged = DAMAGES[kind](data, other, chance)
        assert differences(damaged) == [], damaged
