"""An archive is told by its path and has a name, given or its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.archive import Archive, Selection, open_archives
from broadsheet.archive.folder import FolderArchive
from broadsheet.archive.jsonl import LinesArchive
from broadsheet.archive.stdin import StandardInput
from broadsheet.archive.tar.archive import TarArchive
from broadsheet.archive.zip.archive import ZipArchive
from broadsheet.documents.limits import Limits
from broadsheet.errors import ArchiveError

Write = Callable[..., Path]


def test_archive_is_named_after_its_folder(write_document: Write) -> None:
    """An archive has its folder's name."""
    root = write_document("a.md", archive="news")
    assert open_archives([root]) == [FolderArchive("news", str(root.resolve()))]


def test_archive_can_have_another_name(write_document: Write) -> None:
    """NAME=FOLDER gives an archive a name."""
    root = write_document("a.md")
    assert open_archives([f"news={root}"]) == [FolderArchive("news", str(root.resolve()))]


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


def test_one_archive_needs_no_list(write_document: Write) -> None:
    """A single path is an archive, not a list of letters."""
    folder = write_document("a.md")
    assert [archive.location for archive in open_archives(str(folder))] == [str(folder.resolve())]


@pytest.mark.parametrize(
    ("file", "name", "kind"),
    [
        ("news.zip", "news", ZipArchive),
        ("News.2021.ZIP", "News.2021", ZipArchive),
        ("news.tar", "news", TarArchive),
        ("news.tar.gz", "news", TarArchive),
        ("news.TGZ", "news", TarArchive),
        ("news.tar.bz2", "news", TarArchive),
        ("news.tar.xz", "news", TarArchive),
        ("news.tar.zst", "news", TarArchive),
        ("news.tzst", "news", TarArchive),
        ("news.jsonl", "news", LinesArchive),
        ("news.ndjson", "news", LinesArchive),
        (".zip", "archive", ZipArchive),
    ],
)
def test_file_is_told_by_its_suffix(
    tmp_path: Path, file: str, name: str, kind: type[Archive]
) -> None:
    """A file's suffix tells its kind, in any case, and what stands before it is its name."""
    (tmp_path / file).touch()
    (archive,) = open_archives(tmp_path / file)
    assert (type(archive), archive.name) == (kind, name)
    assert archive.location == str((tmp_path / file).resolve())


def test_folder_is_a_folder_whatever_its_name(write_document: Write) -> None:
    """A folder with an archive's suffix is a folder."""
    root = write_document("a.md", archive="news.zip")
    assert open_archives(root) == [FolderArchive("news.zip", str(root.resolve()))]


def test_archive_has_the_selection_and_limits(tmp_path: Path) -> None:
    """Globs and limits are the archive's own."""
    (tmp_path / "a.zip").touch()
    selection, limits = Selection(include=("2021/*",)), Limits(document_bytes=1)
    (archive,) = open_archives(tmp_path / "a.zip", selection, limits)
    assert isinstance(archive, ZipArchive)
    assert (archive.selection, archive.limits) == (selection, limits)


@pytest.mark.parametrize(("source", "name"), [("-", "stdin"), ("news=-", "news")])
def test_dash_is_standard_input(source: str, name: str) -> None:
    """`-` is standard input, under the name `stdin` or another."""
    assert open_archives(source) == [StandardInput(name, "-")]


def test_standard_input_is_given_once() -> None:
    """Standard input can't be two archives."""
    with pytest.raises(ArchiveError, match="standard input can be read only once"):
        open_archives(["a=-", "b=-"])


def test_two_archives_of_one_name_are_refused(write_document: Write) -> None:
    """Two folders of one name can't be told apart, and the message says how to mend it."""
    one = write_document("a.md", archive="x/news")
    other = write_document("a.md", archive="y/news")
    with pytest.raises(ArchiveError, match=r"two archives are called news.*NAME=PATH"):
        open_archives([one, other])


def test_missing_archive_is_refused(tmp_path: Path) -> None:
    """A folder that is not there is no archive."""
    with pytest.raises(ArchiveError, match=r"no such archive, got '.*gone'"):
        open_archives([tmp_path / "gone"])


def test_document_is_no_archive(write_document: Write) -> None:
    """A file that is a document itself is refused, and the message says what to give instead."""
    root = write_document("a.md")
    with pytest.raises(ArchiveError, match=r"a document is no archive.*give the folder it is in"):
        open_archives([root / "a.md"])


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A file of another kind is refused, and the message names the kinds there are."""
    (tmp_path / "a.rar").touch()
    with pytest.raises(ArchiveError, match=r"got 'a\.rar'; valid: ") as caught:
        open_archives(tmp_path / "a.rar")
    assert {"a folder", ".zip", ".tar.gz", ".jsonl"} <= set(str(caught.value).split(", "))


def test_named_pipe_is_refused(tmp_path: Path) -> None:
    """A named pipe keeps nobody waiting."""
    os.mkfifo(tmp_path / "a.tar")
    with pytest.raises(ArchiveError, match="a folder or a regular file"):
        open_archives(tmp_path / "a.tar")


def test_name_without_a_path_is_refused(
    write_document: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`NAME=` names no folder, and not the working folder."""
    monkeypatch.chdir(write_document("a.md"))
    with pytest.raises(ArchiveError, match="NAME=PATH"):
        open_archives(["news="])


def test_no_archive_is_refused() -> None:
    """There is nothing to load without an archive."""
    with pytest.raises(ArchiveError, match="no archive to load"):
        open_archives([])
