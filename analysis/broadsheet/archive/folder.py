"""Folders of documents, walked in a fixed order and never left."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, check_size, path_text
from broadsheet.archive.kind import Kind, Source
from broadsheet.documents.document import SUFFIXES, Document
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.documents.limits import Limits

__all__ = ["KIND", "FileEntry", "FolderArchive", "file_stamp"]

_SECOND = 1_000_000_000  # in nanoseconds
_TICK = 50_000_000
_READING = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


@dataclass(frozen=True, slots=True)
class FileEntry(Entry):
    """A file below an archive's root folder; whether it was a regular one when it was listed."""

    root: str = ""
    file: str = ""
    is_regular: bool = False

    def read(self, limits: Limits) -> Document:
        """Read the document.

        Raises:
            EntryRefused: It is no regular file, too large, leads out of the archive or can't be
                read.
        """
        try:
            file = self.file if self.is_regular else self._real_file()
            return Document(self.archive, self.path, _bytes_of(file, limits))
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "a link that leads to itself"
            raise EntryRefused(Fault("unreadable", reason)) from error

    def _real_file(self) -> str:
        """The file behind the entry; refused before it is opened if it is not regular."""
        file = self.file
        found = os.lstat(file)
        if stat.S_ISLNK(found.st_mode):
            real = Path(file).resolve(strict=True)
            if not real.is_relative_to(self.root):
                raise EntryRefused(Fault("outside-archive", "a link that leads out of the archive"))
            file, found = str(real), real.stat()
        if stat.S_ISDIR(found.st_mode):
            raise EntryRefused(Fault("unreadable", "a folder that can't be listed"))
        _check_regular(found)
        return file


def _check_regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise EntryRefused(Fault("unreadable", "not a regular file"))


def _bytes_of(file: str, limits: Limits) -> bytes:
    """A file's bytes; it is not followed if it has become a link or a pipe meanwhile."""
    handle = os.open(file, _READING)
    try:
        found = os.fstat(handle)
        _check_regular(found)
        check_size(found.st_size, limits)
        data = os.read(handle, found.st_size + 1)
        while len(data) != found.st_size and (more := os.read(handle, limits.document_bytes)):
            data += more
            check_size(len(data), limits)
        return data
    finally:
        os.close(handle)


@dataclass(frozen=True)
class FolderArchive(Archive):
    """A folder; its location is its absolute path. Links to folders are not entered."""

    def entries(self) -> Iterator[Entry]:
        """The folder's documents by their suffix, sorted by path.

        A subfolder that can't be listed is an entry of its own, which can't be read.
        """
        unlisted: list[OSError] = []
        start = len(self.location.rstrip(os.sep)) + 1
        for folder, subfolders, files in os.walk(self.location, onerror=unlisted.append):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            inside = f"{folder}{os.sep}"[start:]
            for name in sorted(files):
                if name.lower().endswith(SUFFIXES):
                    path = _path_text(inside + name)
                    if self.selection.matches(path):
                        yield self._entry(path, f"{folder}{os.sep}{name}")
        for error in unlisted:
            file = str(error.filename)
            yield FileEntry(self.name, _path_text(file[start:]), root=self.location, file=file)

    def _entry(self, path: str, file: str) -> FileEntry:
        """An entry; without a stamp where the file can't be examined: reading it will show why."""
        try:
            found = os.lstat(file)
        except OSError:
            return FileEntry(self.name, path, root=self.location, file=file)
        stamp = "" if stat.S_ISLNK(found.st_mode) else file_stamp(found)
        is_regular = stat.S_ISREG(found.st_mode)
        return FileEntry(self.name, path, found.st_size, stamp, self.location, file, is_regular)


def file_stamp(found: os.stat_result) -> str:
    """A file's size, times and number: what changes whenever it is written or replaced.

    It is empty while the file is so young that it could be written again within the same tick of
    the disk's clock, which is two seconds where times have no fraction.
    """
    tick = _TICK if found.st_ctime_ns % _SECOND else 2 * _SECOND
    if time.time_ns() - found.st_ctime_ns < tick:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"


def _path_text(path: str) -> str:
    if path.isascii() and "\\" not in path:
        return path
    return path_text(os.fsencode(path.replace(os.sep, "/")))


def _claim(source: Source) -> int:
    return int(source.path.is_dir())


def _open(source: Source) -> FolderArchive:
    root = source.path.resolve()
    return FolderArchive(source.name or root.name or "archive", str(root), source.selection)


KIND = Kind(_claim, _open, ("a folder",))
