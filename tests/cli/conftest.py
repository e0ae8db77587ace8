"""What the tests of several commands need."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.commandline import Run

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def seed_lake(run: Run, tmp_path: Path) -> Path:
    """A lake of the seed alone, at `lake` in the working folder."""
    assert run("load", PROJECT / "seeds").code == 0
    return tmp_path / "lake"
