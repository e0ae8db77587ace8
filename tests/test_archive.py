"""An archive is a folder under a name; its entries are listed in order and never lead out of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.archive import Entry, EntryRefused, FolderArchive, open_archives
from broadsheet.archive import entry as entry_module
from broadsheet.errors import ArchiveError

Write = Callable[..., Path]


def paths(folder: Path) -> list[str]:
    """The paths that an archive of this folder lists."""
    return [entry.path for entry in FolderArchive("a", folder).entries()]


def refusal(entry: Entry) -> str:
    """The code of the fault for which an entry is refused."""
    with pytest.raises(EntryRefused) as caught:
        entry.read()
    return caught.value.fault.code


def test_entries_are_sorted_by_path(write_document: Write) -> None:
    """Documents are listed in the same order everywhere."""
    for path in ("b.md", "a.md", "2021/b.md", "2021/a.md", "2020/z.md"):
        root = write_document(path)
    assert paths(root) == ["a.md", "b.md", "2020/z.md", "2021/a.md", "2021/b.md"]


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
    (entry,) = FolderArchive("news", root).entries()
    document = entry.read()
    assert (document.archive, document.path, document.data) == ("news", "2021/a.md", b"x")


def test_link_within_the_archive_is_read(write_document: Write) -> None:
    """A link to a document of the archive is a document under its own path."""
    root = write_document("b.md", "x")
    (root / "a.md").symlink_to(root / "b.md")
    assert [entry.read().data for entry in FolderArchive("n", root).entries()] == [b"x", b"x"]


def test_link_out_of_the_archive_is_refused(write_document: Write, tmp_path: Path) -> None:
    """A link to a file elsewhere is not read."""
    root = write_document("b.md")
    (tmp_path / "secret.md").write_text("x")
    (root / "a.md").symlink_to(tmp_path / "secret.md")
    assert refusal(Entry("n", str(root), str(root / "a.md"))) == "outside-archive"


def test_link_to_a_folder_with_the_same_beginning_is_refused(write_document: Write) -> None:
    """A folder beside the archive whose name begins with the archive's is outside it."""
    root = write_document("b.md")
    other = write_document("secret.md", archive="archive-2")
    (root / "a.md").symlink_to(other / "secret.md")
    assert refusal(Entry("n", str(root), str(root / "a.md"))) == "outside-archive"


def test_link_to_nothing_is_refused(write_document: Write) -> None:
    """A link to a file that is not there is unreadable."""
    root = write_document("b.md")
    (root / "a.md").symlink_to(root / "gone.md")
    assert refusal(Entry("n", str(root), str(root / "a.md"))) == "unreadable"


def test_link_to_itself_is_refused(write_document: Write) -> None:
    """A link that leads to itself is unreadable."""
    root = write_document("b.md")
    (root / "a.md").symlink_to(root / "a.md")
    assert refusal(Entry("n", str(root), str(root / "a.md"))) == "unreadable"


def test_named_pipe_is_refused(write_document: Write) -> None:
    """A named pipe is unreadable and keeps nobody waiting."""
    root = write_document("b.md")
    os.mkfifo(root / "a.md")
    assert refusal(Entry("n", str(root), str(root / "a.md"))) == "unreadable"


def test_vanished_file_is_refused(write_document: Write) -> None:
    """A file that is gone by the time it is read is unreadable."""
    root = write_document("a.md")
    (entry,) = FolderArchive("n", root).entries()
    (root / "a.md").unlink()
    assert refusal(entry) == "unreadable"


@pytest.mark.parametrize(("size", "limit"), [(10, 10), (0, 10)])
def test_file_within_the_limit_is_read(
    write_document: Write, monkeypatch: pytest.MonkeyPatch, size: int, limit: int
) -> None:
    """A file of the limit's size is not too large."""
    monkeypatch.setattr(entry_module, "LARGEST_DOCUMENT", limit)
    root = write_document("a.md")
    (root / "a.md").write_bytes(b"x" * size)
    assert len(Entry("n", str(root), str(root / "a.md")).read().data) == size


def test_file_over_the_limit_is_refused(
    write_document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file larger than the limit is refused."""
    monkeypatch.setattr(entry_module, "LARGEST_DOCUMENT", 10)
    root = write_document("a.md", "x" * 11)
    assert refusal(Entry("n", str(root), str(root / "a.md"))) == "too-large"


def test_path_keeps_a_newline(write_document: Write) -> None:
    """A file name with a newline is kept as it is."""
    assert paths(write_document("a\nb.md")) == ["a\nb.md"]


def test_path_escapes_bytes_that_are_no_text(write_document: Write) -> None:
    """A file name that is not UTF-8 has its bytes as escapes."""
    root = write_document("x.md")
    (root / "x.md").rename(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md"))
    assert paths(root) == ["caf\\xe9.md"]


# Naming archives


def test_archive_is_named_after_its_folder(write_document: Write) -> None:
    """An archive has its folder's name."""
    root = write_document("a.md", archive="news")
    assert open_archives([root]) == [FolderArchive("news", root.resolve())]


def test_archive_can_have_another_name(write_document: Write) -> None:
    """NAME=FOLDER gives an archive a name."""
    root = write_document("a.md")
    assert open_archives([f"news={root}"]) == [FolderArchive("news", root.resolve())]


def test_folder_with_an_equals_sign_is_a_folder(
    write_document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is there under a name with an equals sign is that folder."""
    root = write_document("a.md", archive="year=2021")
    monkeypatch.chdir(root.parent)
    assert open_archives(["year=2021"])[0].name == "year=2021"


def test_working_folder_has_its_own_name(
    write_document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive `.` is named after the working folder."""
    monkeypatch.chdir(write_document("a.md", archive="news"))
    assert open_archives(["."])[0].name == "news"


def test_two_archives_of_one_name_are_refused(write_document: Write) -> None:
    """Two folders of one name can't be told apart, and the message says how to mend it."""
    one = write_document("a.md", archive="x/news")
    other = write_document("a.md", archive="y/news")
    with pytest.raises(ArchiveError, match=r"two archives are called news.*NAME=FOLDER"):
        open_archives([one, other])


def test_missing_archive_is_refused(tmp_path: Path) -> None:
    """A folder that is not there is no archive."""
    with pytest.raises(ArchiveError, match=r"no such archive, got '.*gone'"):
        open_archives([tmp_path / "gone"])


def test_archive_that_is_a_file_is_refused(write_document: Write) -> None:
    """A file is no archive."""
    root = write_document("a.md")
    with pytest.raises(ArchiveError, match="an archive is a folder"):
        open_archives([root / "a.md"])


@pytest.mark.parametrize("name", ["a.html", ".git/a.md"])
def test_archive_without_documents_is_refused(write_document: Write, name: str) -> None:
    """A folder without documents is no archive, and the message names their suffixes."""
    with pytest.raises(ArchiveError, match=r"no documents in .*\.md, \.markdown"):
        open_archives([write_document(name)])


def test_name_without_a_folder_is_refused(
    write_document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`NAME=` names no folder, and not the working folder."""
    monkeypatch.chdir(write_document("a.md"))
    with pytest.raises(ArchiveError):
        open_archives(["news="])


def test_one_archive_needs_no_list(write_document: Callable[..., Path]) -> None:
    """A single path is an archive, not a list of letters."""
    folder = write_document("a.md")
    assert [archive.root for archive in open_archives(str(folder))] == [folder.resolve()]
