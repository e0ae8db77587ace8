"""A file is replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.lake.atomic import replaced


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_replaced(tmp_path: Path, durable: bool) -> None:
    """After the block the path has the new content, and nothing else is left."""
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replaced(path, durable=durable) as new:
        new.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_created(tmp_path: Path) -> None:
    """A path that does not exist yet is created."""
    with replaced(tmp_path / "a.txt") as new:
        new.write_text("new")
    assert (tmp_path / "a.txt").read_text() == "new"


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails midway, the old file stays and the partial one is removed."""
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail() -> None:
        with replaced(path) as new:
            new.write_text("ne")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
