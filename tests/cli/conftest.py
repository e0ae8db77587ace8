"""What the tests of several commands need."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest


@pytest.fixture
def seed_lake(tmp_path: Path, seed_lake: Path) -> Path:
    """A lake of the seed alone, at `lake` in the working folder."""
    return Path(copytree(seed_lake, tmp_path / "lake"))
