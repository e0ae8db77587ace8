"""Names of archives, folders and files, however odd, keep documents apart and stop no load."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import pytest

from broadsheet.errors import ArchiveError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from kit.commandline import Run


def write(folder: Path, title: str) -> Path:
    """Write a folder of one document."""
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(f"---\ntitle: {title}\n---\n")
    return folder


def titles(lake: Path) -> list[str]:
    """The titles of the live version."""
    return sorted(open_snapshot(lake).read("articles")["title"].to_pylist())


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake that is not there yet."""
    return tmp_path / "lake"


# Two archives of one name


def test_other_folder_of_an_archives_name_is_refused(lake: Path) -> None:
    """The message names both places and both ways out, and the first archive stays."""
    first = write(lake.parent / "2020" / "news", "first")
    second = write(lake.parent / "2021" / "news", "second")
    load([first], lake)
    with pytest.raises(ArchiveError) as refused:
        load([second], lake)
    said = str(refused.value)
    assert f"from another place, {first}, got" in said
    assert f"load NAME={second}; or put it in place of the other: load news={second}" in said
    assert titles(lake) == ["first"]


def test_archive_that_is_named_takes_the_others_place(lake: Path) -> None:
    """A name that the user gives is meant."""
    load([write(lake.parent / "2020" / "news", "first")], lake)
    load([f"news={write(lake.parent / '2021' / 'news', 'second')}"], lake)
    assert titles(lake) == ["second"]


def test_archive_that_has_moved_is_the_same(lake: Path) -> None:
    """A folder that is no longer where it was is found at its new place."""
    first = write(lake.parent / "2020" / "news", "first")
    load([first], lake)
    first.rename(lake.parent / "news")
    load([lake.parent / "news"], lake)
    assert titles(lake) == ["first"]


def test_archive_that_was_copied_along_with_its_lake_is_the_same(lake: Path) -> None:
    """A copy of a lake and its archive, side by side as before, goes on without the original."""
    load([write(lake.parent / "desk" / "news", "first")], lake.parent / "desk" / "lake")
    copy = Path(shutil.copytree(lake.parent / "desk", lake.parent / "copy"))
    (copy / "news" / "a.md").write_text("---\ntitle: second\n---\n")
    for _ in range(2):
        load([copy / "news"], copy / "lake")
    assert titles(copy / "lake") == ["second"]


# Two files of one name in a zip


def test_doubled_name_in_a_zip_is_reported(lake: Path) -> None:
    """The last file of a name is read, and each one before it is a row."""
    place = lake.parent / "a.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(place, "w") as archive:
        warnings.simplefilter("ignore")
        for title in ("first", "second", "third"):
            archive.writestr("a.md", f"---\ntitle: {title}\n---\n")
        archive.writestr("folder/", "")
        archive.writestr("folder/", "")
    load([place], lake)
    assert titles(lake) == ["third"]
    problems = open_snapshot(lake).read("problems").to_pylist()
    assert [(row["path"], row["code"]) for row in problems] == [
        ("a.md (replaced, 1)", "duplicate-name"),
        ("a.md (replaced, 2)", "duplicate-name"),
    ]


# Names that are not UTF-8


def test_archive_whose_name_is_not_utf_8_is_loaded(lake: Path, run: Run) -> None:
    """Its name and place are text with an escape for the byte, in the tables and in `status`."""
    place = Path(os.fsdecode(os.fsencode(lake.parent) + b"/caf\xe9"))
    write(place, "A")
    for _ in range(2):
        assert run("load", str(place)).code == 0
    assert open_snapshot(lake).read("documents")["archive"].to_pylist() == ["caf\\xe9"]
    assert f"archive caf\\xe9: {lake.parent}/caf\\xe9," in run("status").out


# Deep folders


def deepen(root: Path, levels: int) -> None:
    """Make folders one in the other, deeper than a path can say, with a document at the end."""
    handle = os.open(root, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=handle)
        below = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = below
    file = os.open("deep.md", os.O_WRONLY | os.O_CREAT, dir_fd=handle)
    os.write(file, b"---\ntitle: deep\n---\n")
    os.close(file)
    os.close(handle)


@pytest.mark.parametrize(("levels", "found"), [(1_500, ["A", "deep"]), (2_500, ["A"])])
def test_deep_folders_are_read_as_far_as_a_path_goes(
    lake: Path, levels: int, found: list[str]
) -> None:
    """Folders beyond the longest path are a row; documents elsewhere are loaded."""
    root = write(lake.parent / "news", "A")
    deepen(root, levels)
    summary = load([root], lake)
    subprocess.run(["rm", "-r", str(root)], check=True)  # Python's own way is not deep enough
    assert titles(lake) == found
    assert len(summary.losses) == len(["A", "deep"]) - len(found)


def test_folder_swapped_for_a_link_leads_nowhere(lake: Path) -> None:
    """A subfolder that becomes a link once it is listed is not followed out of the archive."""
    root = write(lake.parent / "news", "A")
    write(root / "sub", "inside")
    write(lake.parent / "outside", "SECRET")
    load([root], lake)
    swapped = []

    def swap(*_: int) -> None:
        if not swapped:
            (root / "sub").rename(root / ".sub")
            (root / "sub").symlink_to(lake.parent / "outside")
            swapped.append(True)

    for file in root.rglob("*.md"):
        os.utime(file, (1, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("broadsheet.loading.reading._LARGEST_BATCH", 1)
        load([root], lake, progress=swap)
    assert titles(lake) == ["A", "inside"]


def test_folder_under_a_second_name_is_noted(tmp_path: Path, write_document: object) -> None:
    """A folder that is loaded again under another name counts twice, which the load says once."""
    archive = write_document("a.md")  # type: ignore[operator]
    assert load([archive], tmp_path / "lake").notes == []
    twice = [archive, f"other={archive}"]
    assert (
        "other is loaded from the same place as archive" in load(twice, tmp_path / "lake").notes[0]
    )
    assert load(twice, tmp_path / "lake").notes == []
