"""A folder's documents are listed in order, and its entries never lead out of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.archive import Entry, EntryRefused
from broadsheet.archive.folder import FileEntry, FolderArchive
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits

Write = Callable[..., Path]


def paths(folder: Path) -> list[str]:
    """The paths that an archive of this folder lists."""
    return [entry.path for entry in FolderArchive("a", str(folder)).entries()]


def refusal(entry: Entry, limits: Limits = DEFAULT_LIMITS) -> str:
    """The code of the fault for which an entry is refused."""
    with pytest.raises(EntryRefused) as caught:
        entry.read(limits)
    return caught.value.fault.code


def file_entry(root: Path) -> Entry:
    """The entry of the file `a.md`, whether it is there or not."""
    return FileEntry("n", "a.md", root=str(root), file=str(root / "a.md"))


def test_entries_are_sorted_by_path(write_document: Write) -> None:
    """Documents are listed in the same order everywhere."""
    for path in ("b.md", "a.md", "2021/b.md", "2021/a.md", "2020/z.md"):
        root = write_document(path)
    assert paths(root) == ["a.md", "b.md", "2020/z.md", "2021/a.md", "2021/b.md"]


def test_folder_that_was_replaced_is_listed_as_it_is(tmp_path: Path) -> None:
    """A process that lists an archive twice sees the folder that is there the second time."""
    for name in ("old.md", "new.md"):
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / name).write_text(name)
        (entry,) = FolderArchive("a", str(tmp_path / "a")).entries()
        assert (entry.path, entry.read(DEFAULT_LIMITS).data) == (name, name.encode())
        (tmp_path / "a").rename(tmp_path / f"was-{name}")


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt", "a.yaml", "a.yml", "A.MD"])
def test_documents_are_known_by_their_suffix(write_document: Write, name: str) -> None:
    """A file with a document's suffix is listed, in any case."""
    assert paths(write_document(name)) == [name]


@pytest.mark.parametrize("name", ["a.html", "a.json", "md", "a.md~", "a.md.bak"])
def test_other_files_are_not_listed(write_document: Write, name: str) -> None:
    """A file of another suffix is no document."""
    assert paths(write_document(name)) == []


@pytest.mark.parametrize("folder", [".git", ".obsidian", "2021/.drafts"])
def test_hidden_folders_are_not_entered(write_document: Write, folder: str) -> None:
    """What lies in a hidden folder is not listed."""
    write_document(f"{folder}/a.md")
    assert paths(write_document("b.md")) == ["b.md"]


def test_linked_folders_are_not_entered(write_document: Write) -> None:
    """A link to a folder within the archive does not list its documents again."""
    root = write_document("2021/a.md")
    (root / "2022").symlink_to(root / "2021")
    assert paths(root) == ["2021/a.md"]


def test_loop_of_folders_is_not_followed(write_document: Write) -> None:
    """A link to the archive itself does not list it for ever."""
    root = write_document("2021/a.md")
    (root / "2021" / "again").symlink_to(root)
    assert paths(root) == ["2021/a.md"]


def test_entry_reads_its_document(write_document: Write) -> None:
    """An entry reads to a document with archive, path and bytes."""
    root = write_document("2021/a.md", "x")
    (entry,) = FolderArchive("news", str(root)).entries()
    document = entry.read(DEFAULT_LIMITS)
    assert (document.archive, document.path, document.data) == ("news", "2021/a.md", b"x")


def test_link_within_the_archive_is_read(write_document: Write) -> None:
    """A link to a document of the archive is a document under its own path."""
    root = write_document("b.md", "x")
    (root / "a.md").symlink_to(root / "b.md")
    assert [
        entry.read(DEFAULT_LIMITS).data for entry in FolderArchive("n", str(root)).entries()
    ] == [b"x", b"x"]


def test_link_out_of_the_archive_is_refused(write_document: Write, tmp_path: Path) -> None:
    """A link to a file elsewhere is not read."""
    root = write_document("b.md")
    (tmp_path / "secret.md").write_text("x")
    (root / "a.md").symlink_to(tmp_path / "secret.md")
    assert refusal(file_entry(root)) == "outside-archive"


def test_link_to_a_folder_with_the_same_beginning_is_refused(write_document: Write) -> None:
    """A folder beside the archive whose name begins with the archive's is outside it."""
    root = write_document("b.md")
    other = write_document("secret.md", archive="archive-2")
    (root / "a.md").symlink_to(other / "secret.md")
    assert refusal(file_entry(root)) == "outside-archive"


def test_link_to_nothing_is_refused(write_document: Write) -> None:
    """A link to a file that is not there is unreadable."""
    root = write_document("b.md")
    (root / "a.md").symlink_to(root / "gone.md")
    assert refusal(file_entry(root)) == "unreadable"


def test_link_to_itself_is_refused(write_document: Write) -> None:
    """A link that leads to itself is unreadable."""
    root = write_document("b.md")
    (root / "a.md").symlink_to(root / "a.md")
    assert refusal(file_entry(root)) == "unreadable"


def test_named_pipe_is_refused(write_document: Write) -> None:
    """A named pipe is unreadable and keeps nobody waiting."""
    root = write_document("b.md")
    os.mkfifo(root / "a.md")
    assert refusal(file_entry(root)) == "unreadable"


def test_vanished_file_is_refused(write_document: Write) -> None:
    """A file that is gone by the time it is read is unreadable."""
    root = write_document("a.md")
    (entry,) = FolderArchive("n", str(root)).entries()
    (root / "a.md").unlink()
    assert refusal(entry) == "unreadable"


@pytest.mark.parametrize("size", [0, 10])
def test_file_within_the_limit_is_read(write_document: Write, size: int) -> None:
    """A file of the limit's size is not too large."""
    root = write_document("a.md")
    (root / "a.md").write_bytes(b"x" * size)
    assert len(file_entry(root).read(Limits(document_bytes=10)).data) == size


def test_file_over_the_limit_is_refused(write_document: Write) -> None:
    """A file larger than the limit is refused."""
    root = write_document("a.md", "x" * 11)
    assert refusal(file_entry(root), Limits(document_bytes=10)) == "too-large"


def test_path_keeps_a_newline(write_document: Write) -> None:
    """A file name with a newline is kept as it is."""
    assert paths(write_document("a\nb.md")) == ["a\nb.md"]


def test_path_escapes_bytes_that_are_no_text(write_document: Write) -> None:
    """A file name that is not UTF-8 has its bytes as escapes."""
    root = write_document("x.md")
    (root / "x.md").rename(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md"))
    assert paths(root) == ["caf\\xe9.md"]
