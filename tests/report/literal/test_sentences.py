"""Every sentence of the shipped reports holds; the many archives are in `tests/soak`."""

from __future__ import annotations

from pathlib import Path

from .reading import faults_of_archive


def test_each_sentence_holds_in_a_small_archive(tmp_path: Path) -> None:
    """Each sentence is of a known kind, and its numbers are those of a recomputation."""
    assert list(faults_of_archive(tmp_path, 9, ["2021-03"])) == []
