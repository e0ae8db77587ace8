"""Archives that surely are as they were get no look; all others do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadsheet.archive import Selection, open_archives
from broadsheet.lake.commit import roll_back
from broadsheet.lake.snapshot import current_snapshot
from broadsheet.loading.loader import load
from broadsheet.loading.untouched import is_untouched

_TICK = 0.06
"""Seconds after which a file is no longer so young that it has no stamp."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of three documents that are not young, loaded into `lake` beside it."""
    place = tmp_path / "news"
    place.mkdir()
    for number in range(3):
        (place / f"{number}.md").write_text(f"---\ntitle: T{number}\n---\n")
    load_later(place)
    return place


def load_later(place: Path, selection: Selection = Selection()) -> None:  # noqa: B008 - frozen
    """Load a folder when none of its files is young."""
    time.sleep(_TICK)
    load([place], place.parent / "lake", selection=selection)


def untouched(place: Path, selection: Selection = Selection()) -> bool:  # noqa: B008 - frozen
    """Whether the next load of a folder would give it no look."""
    (archive,) = open_archives([place], selection)
    lake = place.parent / "lake"
    return is_untouched(archive, archive.stamp, lake, current_snapshot(lake))


def test_a_folder_that_was_loaded_is_untouched(place: Path) -> None:
    """A load of nothing new gives it no look."""
    assert untouched(place)


def test_nothing_new_is_seen_without_arrow_and_duckdb(place: Path) -> None:
    """The command imports neither where nothing has changed."""
    code = (
        "import sys\n"
        "from broadsheet.cli.app import main\n"
        f"sys.argv[1:] = ['load', {str(place)!r}, '--lake', {str(place.parent / 'lake')!r}]\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code\n"
        "assert not {'duckdb', 'pyarrow', 'pydantic', 'yaml'} & sys.modules.keys()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "3 unchanged" in done.stderr


def edit_with_the_same_time(place: Path) -> None:
    """Write other bytes of the same size, and set the time back."""
    file = place / "1.md"
    before = file.stat()
    file.write_text("---\ntitle: X1\n---\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_by_a_copy(place: Path) -> None:
    """Replace a file by another of the same bytes and times."""
    copy = place / "copy"
    copy.write_bytes((place / "1.md").read_bytes())
    copy.replace(place / "1.md")


CHANGES = {
    "edited": edit_with_the_same_time,
    "replaced": replace_by_a_copy,
    "added": lambda place: (place / "3.md").write_text("---\ntitle: T3\n---\n"),
    "removed": lambda place: (place / "1.md").unlink(),
    "renamed": lambda place: (place / "1.md").rename(place / "9.md"),
    "moved": lambda place: ((place / "a").mkdir(), (place / "1.md").rename(place / "a" / "1.md")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_folder_that_was_changed_is_not(place: Path, change: str) -> None:
    """Whatever is done to a file, at once and after the disk's clock has moved on."""
    CHANGES[change](place)
    assert not untouched(place)
    time.sleep(_TICK)
    assert not untouched(place)


def test_files_that_are_no_documents_are_no_matter(place: Path) -> None:
    """Nothing is read of them."""
    (place / "notes.pdf").write_bytes(b"")
    assert untouched(place)


def test_a_young_file_has_no_stamp(place: Path) -> None:
    """It may be written again within the same tick: the folder is looked at again."""
    (place / "3.md").write_text("---\ntitle: T3\n---\n")
    load([place], place.parent / "lake")
    time.sleep(_TICK)
    assert not untouched(place)


def test_another_selection_is_looked_at(place: Path) -> None:
    """Other documents may be selected."""
    assert not untouched(place, Selection(exclude=("1.*",)))


def test_what_can_not_be_read_may_be_read_another_time(place: Path) -> None:
    """A document whose reading failed is tried again by each load."""
    os.mkfifo(place / "3.md")
    load_later(place)
    load_later(place)
    assert not untouched(place)


def test_a_copy_is_looked_at_once(place: Path) -> None:
    """Its stamps are others; that nothing has changed is noted beside the versions."""
    replace_by_a_copy(place)
    load_later(place)
    assert current_snapshot(place.parent / "lake").version == "v000001"
    assert untouched(place)


def test_what_was_noted_is_of_one_version(place: Path) -> None:
    """After a rollback the folder is looked at."""
    (place / "3.md").write_text("---\ntitle: T3\n---\n")
    load_later(place)
    replace_by_a_copy(place)
    load_later(place)
    assert untouched(place)
    roll_back(place.parent / "lake", "v000001")
    assert not untouched(place)


def test_a_damaged_note_is_no_note(place: Path) -> None:
    """The folder is looked at."""
    replace_by_a_copy(place)
    load_later(place)
    (note,) = (place.parent / "lake" / ".seen").glob("*.json")
    note.write_text("{")
    assert not untouched(place)


def test_an_examined_folder_lists_what_was_examined(place: Path) -> None:
    """The stamp and the entries that are listed next are of one moment."""
    (archive,) = open_archives([place])
    assert archive.stamp
    (place / "0.md").unlink()
    assert [entry.path for entry in archive.entries()] == ["0.md", "1.md", "2.md"]
    assert [entry.path for entry in archive.entries()] == ["1.md", "2.md"]
