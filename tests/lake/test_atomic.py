"""A file is replaced as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.lake.atomic import remove_leftovers, replaced


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


@pytest.mark.parametrize("name", ["a.txt.new", "a.txt", ".broadsheet-0000000000000000.new"])
def test_no_planted_link_is_followed(tmp_path: Path, name: str) -> None:
    """A link under a name that a writer may use keeps what it leads to as it was."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).symlink_to(victim)
    with replaced(folder / "a.txt") as new:
        new.write_text("page")
    assert victim.read_text() == "precious"
    assert (folder / "a.txt").read_text() == "page"
    assert not (folder / "a.txt").is_symlink()


def test_two_writers_do_not_share_a_file(tmp_path: Path) -> None:
    """Of two writers at once each replaces the file by what it wrote itself."""
    path = tmp_path / "a.txt"
    with replaced(path) as first, replaced(path) as second:
        first.write_text("first " * 1000)
        second.write_text("second")
    assert path.read_text() == "first " * 1000
    assert list(tmp_path.iterdir()) == [path]


def test_leftovers_of_killed_writers_are_removed(tmp_path: Path) -> None:
    """A file that a writer left an hour ago is removed by the next, one of this moment is not."""
    old, young = (tmp_path / f".broadsheet-{name}.new" for name in ("old", "young"))
    for left in (old, young):
        left.write_text("x")
    os.utime(old, (1, 1))
    with replaced(tmp_path / "a.txt") as new:
        new.write_text("a")
    assert sorted(tmp_path.iterdir()) == sorted([young, tmp_path / "a.txt"])
    remove_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]


def test_file_has_the_mode_of_any_other(tmp_path: Path) -> None:
    """A page is readable as other new files are."""
    (tmp_path / "other").write_text("x")
    with replaced(tmp_path / "a.txt") as new:
        new.write_text("a")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "other").stat().st_mode
