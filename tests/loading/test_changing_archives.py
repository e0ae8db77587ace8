"""An archive that changes or breaks off while it is read is no archive with fewer documents."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from broadsheet.archive import Archive, Entry, open_archives
from broadsheet.archive import folder as folder_module
from broadsheet.archive.entry import EntryRefused
from broadsheet.archive.handles import FolderHandle
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.errors import ArchiveError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading import new_version, reading
from broadsheet.loading.loader import load
from kit.commandline import Run

NUMBERS = range(1, 7)


def text(number: int) -> str:
    """A document whose title is its number."""
    return f"---\ntitle: T{number}\n---\n{'x' * 900}\n"


def write_folder(place: Path, numbers: range = NUMBERS) -> None:
    """Write a folder of documents."""
    (place / "sub").mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (place / "sub" / f"{number}.md").write_text(text(number))


def write_tar(place: Path, numbers: range = NUMBERS) -> None:
    """Write a tar of documents, compressed by its name."""
    write_folder(place.with_name("packed"), numbers)
    with tarfile.open(place, "w:gz" if place.suffix == ".gz" else "w") as tar:
        for number in numbers:
            tar.add(place.with_name("packed") / "sub" / f"{number}.md", f"sub/{number}.md")


def write_zip(place: Path, numbers: range = NUMBERS) -> None:
    """Write a zip of documents."""
    with zipfile.ZipFile(place, "w") as archive:
        for number in numbers:
            archive.writestr(f"sub/{number}.md", text(number))


def write_lines(place: Path, numbers: range = NUMBERS) -> None:
    """Write JSON lines."""
    place.write_text("".join(line(number) for number in numbers))


def line(number: int) -> str:
    """A document as a line."""
    return json.dumps({"title": f"T{number}", "filler": "x" * 900}) + "\n"


Write = Callable[..., None]
KINDS: dict[str, Write] = {
    "news": write_folder, "a.tar": write_tar, "a.tar.gz": write_tar,
    "a.zip": write_zip, "a.jsonl": write_lines,
}  # fmt: skip


def titles(lake: Path) -> list[str]:
    """The titles of the live version."""
    return sorted(open_snapshot(lake).read("articles")["title"].to_pylist())


def quarantined(lake: Path) -> list[str]:
    """The paths of documents that could not be read."""
    rows = open_snapshot(lake).read("documents").to_pylist()
    return [row["path"] for row in rows if row["status"] == "quarantined"]


ALL = [f"T{number}" for number in NUMBERS]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake that is not there yet."""
    return tmp_path / "lake"


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a batch hold one document."""
    monkeypatch.setattr(reading, "_LARGEST_BATCH", 500)


def once(change: Callable[[], object]) -> Callable[[int, int], None]:
    """A progress that changes something after the first batch."""
    done: list[int] = []

    def progress(count: int, _: int) -> None:
        if not done:
            change()
        done.append(count)

    return progress


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("name", KINDS)
def test_archive_replaced_while_it_is_read_keeps_what_was_known(lake: Path, name: str) -> None:
    """Documents that are gone when their turn comes keep their rows, and the load reports it."""
    place = lake.parent / name
    KINDS[name](place)
    load([place], lake)

    def replace() -> None:
        if place.is_dir():
            shutil.rmtree(place / "sub")
        else:
            place.write_bytes(b"")

    for file in (place, *place.rglob("*.md")):  # so that all are read again
        os.utime(file, (1, 1))
    summary = load([place], lake, progress=once(replace))
    assert titles(lake) == ALL
    assert quarantined(lake) == []
    assert len(summary.losses) == 1


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("is_first", [True, False])
def test_lines_added_while_a_file_is_read_are_for_the_next_load(lake: Path, is_first: bool) -> None:
    """All lines that were listed are loaded, the load reports the change, the next has the rest."""
    place = lake.parent / "a.jsonl"
    write_lines(place)
    if not is_first:
        load([place], lake)
        os.utime(place, (1, 1))  # so that it is read again

    def add() -> None:
        with place.open("a") as file:
            file.write(line(9))

    summary = load([place], lake, progress=once(add))
    assert (titles(lake), quarantined(lake)) == (ALL, [])
    assert summary.losses == ["a: it was written to while it was read"]
    assert load([place], lake).losses == []
    assert titles(lake) == [*ALL, "T9"]


def test_line_added_while_a_file_is_listed_is_reported(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change between the listing and the first document is one, too."""
    place = lake.parent / "a.jsonl"
    write_lines(place)
    list_archive = new_version.list_archive

    def list_and_add(archive: Archive) -> Iterable[Entry]:
        entries = list_archive(archive)
        with place.open("a") as file:
            file.write(line(9))
        return entries

    monkeypatch.setattr(new_version, "list_archive", list_and_add)
    summary = load([place], lake)
    assert titles(lake) == ALL
    assert summary.losses == ["a: it was written to while it was read"]


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.jsonl"])
def test_archive_that_breaks_off_keeps_what_was_known(lake: Path, name: str) -> None:
    """Documents behind the break keep their rows; each load reports it until it is whole."""
    place = lake.parent / name
    KINDS[name](place)
    load([place], lake)
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) * 2 // 3 + 99])
    for _ in range(2):
        summary = load([place], lake)
        assert titles(lake) == ALL
        assert len(summary.losses) == 1
    assert "breaks off" in summary.losses[0]
    place.write_bytes(whole)
    assert load([place], lake).losses == []
    assert (titles(lake), quarantined(lake)) == (ALL, [])


@pytest.mark.parametrize("name", ["a.tar", "a.jsonl"])
def test_first_load_of_an_archive_that_breaks_off_has_its_beginning(lake: Path, name: str) -> None:
    """What comes before the break is loaded, and the rest is a row and a report."""
    place = lake.parent / name
    KINDS[name](place)
    whole = place.read_bytes()
    place.write_bytes(whole[: len(whole) // 2 + 99])
    summary = load([place], lake)
    assert set(titles(lake)) < set(ALL)
    assert (len(quarantined(lake)), len(summary.losses)) == (1, 1)


def test_full_load_of_an_archive_that_breaks_off_is_refused(lake: Path) -> None:
    """A load of everything can't keep rows, so it changes nothing."""
    place = lake.parent / "a.tar"
    write_tar(place)
    load([place], lake)
    place.write_bytes(place.read_bytes()[:3000])
    with pytest.raises(ArchiveError, match="a can't be read whole: breaks off"):
        load([place], lake, full=True)
    assert (titles(lake), open_snapshot(lake).version) == (ALL, "v000001")


def test_zip_that_breaks_off_is_refused(lake: Path) -> None:
    """A zip without its directory can't be read at all; the lake stays as it is."""
    place = lake.parent / "a.zip"
    write_zip(place)
    load([place], lake)
    place.write_bytes(place.read_bytes()[:3000])
    with pytest.raises(ArchiveError, match="not a zip that can be read"):
        load([place], lake)
    assert titles(lake) == ALL


def test_other_archives_are_loaded(lake: Path) -> None:
    """An archive that breaks off costs nothing of another."""
    write_tar(lake.parent / "a.tar")
    write_lines(lake.parent / "b.jsonl")
    load([lake.parent / "a.tar", lake.parent / "b.jsonl"], lake)
    (lake.parent / "a.tar").write_bytes((lake.parent / "a.tar").read_bytes()[:3000])
    write_lines(lake.parent / "b.jsonl", range(7, 9))
    load([lake.parent / "a.tar", lake.parent / "b.jsonl"], lake)
    assert titles(lake) == [*ALL, "T7", "T8"]


def test_folder_that_can_not_be_listed_keeps_what_was_known(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk's error in a subfolder costs no document below it, and none beside it."""
    place = lake.parent / "news"
    write_folder(place)
    (place / "top.md").write_text(text(8))
    load([place], lake)
    shutil.copy(place / "top.md", place / "new.md")
    listed = FolderHandle.entries

    def fail(handle: FolderHandle) -> object:
        names = list(listed(handle))
        if any(entry.name == "1.md" for entry in names):
            raise OSError(5, "Input/output error")
        return iter(names)

    monkeypatch.setattr(FolderHandle, "entries", fail)
    summary = load([place], lake)
    assert titles(lake) == [*ALL, "T8", "T8"]
    assert summary.losses == ["news: a folder that can't be listed: Input/output error"]


def test_archive_that_can_not_be_listed_is_refused(lake: Path) -> None:
    """A folder that is no longer one is an error, not an archive without documents."""
    place = lake.parent / "news"
    write_folder(place)
    (archive,) = open_archives([place])
    shutil.rmtree(place)
    with pytest.raises(ArchiveError, match="can't list the folder: No such file"):
        list(archive.entries())


@pytest.mark.parametrize("times", [1, 9])
def test_file_that_is_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """A document has the bytes of one moment; one that is written all the time is refused."""
    write_folder(tmp_path, range(1, 2))
    (archive,) = open_archives([tmp_path])
    (entry,) = archive.entries()
    read = folder_module._read
    left = [b"more\n"] * times

    def write_meanwhile(handle: int, *given: object) -> bytes:
        data = read(handle, *given)  # type: ignore[arg-type]
        if left:
            with (tmp_path / "sub" / "1.md").open("ab") as file:
                file.write(left.pop())
        return data

    monkeypatch.setattr(folder_module, "_read", write_meanwhile)
    if times == 1:
        assert entry.read(DEFAULT_LIMITS).data == text(1).encode() + b"more\n"
    else:
        with pytest.raises(EntryRefused, match="written to") as refused:
            entry.read(DEFAULT_LIMITS)
        assert refused.value.is_lost


def test_command_reports_and_fails(run: Run, tmp_path: Path) -> None:
    """A line on stderr names the archive and the reason; the exit code is 2."""
    place = tmp_path / "a.jsonl"
    write_lines(place)
    place.write_bytes(place.read_bytes()[:-10])
    done = run("load", place)
    assert done.code == 2
    assert done.err.splitlines()[-1] == ("broadsheet: not read whole: a: the last line breaks off")
