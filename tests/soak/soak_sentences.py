"""Every sentence of every shipped report, on random archives of 0 to 20,000 documents.

`ARCHIVES=200` is the number of archives.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report.literal.reading import PERIODS, faults_of_archive

_ARCHIVES = int(os.environ.get("ARCHIVES", "200"))


@pytest.mark.parametrize("seed", range(_ARCHIVES))
def test_each_sentence_holds(tmp_path: Path, seed: int) -> None:
    """Each is of a known kind, and its numbers and names are those of a recomputation."""
    period = PERIODS[seed % len(PERIODS)]
    assert list(faults_of_archive(tmp_path, seed, [period])) == []
