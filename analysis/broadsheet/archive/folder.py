"""Folders of documents, walked in a fixed order and never left."""

from __future__ import annotations

import errno
import os
import stat
import time
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, RestEntry, check_size, path_text
from broadsheet.archive.handles import forget_folder, opened_folder
from broadsheet.archive.kind import Kind, Source
from broadsheet.documents.document import SUFFIXES, Document
from broadsheet.documents.faults import Fault
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.archive.handles import FolderHandle
    from broadsheet.documents.limits import Limits

__all__ = ["KIND", "FileEntry", "FolderArchive", "file_stamp"]

_SECOND = 1_000_000_000  # in nanoseconds
_TICK = 50_000_000
_LONGEST_PATH = 4096
_TRIES = 3
_MOST_EXAMINED = 1_000_000
"""How many files are not examined again: each takes some 350 bytes until it is listed."""
_WRITTEN = Fault("unreadable", "it was written to while it was read")
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EIO, errno.ESTALE)
"""Why a file that was listed can't be read where its folder or disk was changed meanwhile."""


@dataclass(frozen=True, slots=True)
class FileEntry(Entry):
    """A file below an archive's folder.

    Attributes:
        root: The archive's folder.
        file: The file's path below it, as the system has it.
        is_regular: Whether it was a regular file when it was listed.
    """

    root: str = ""
    file: str = ""
    is_regular: bool = False

    def read(self, limits: Limits) -> Document:
        """Read the document.

        Raises:
            EntryRefused: It is no regular file, too large, leads out of the archive, is being
                written or can't be read.
        """
        try:
            file = self.file if self.is_regular else self._real_file()
            return Document(self.archive, self.path, _bytes_of(self.root, file, limits))
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "a link that leads to itself"
            is_lost = self.is_regular and getattr(error, "errno", 0) in _GONE
            raise EntryRefused(Fault("unreadable", reason), is_lost=is_lost) from error

    def _real_file(self) -> str:
        """The file behind the entry; refused before it is opened if it is not regular."""
        file = Path(self.root, self.file)
        found = file.lstat()
        if stat.S_ISLNK(found.st_mode):
            file = file.resolve(strict=True)
            if not file.is_relative_to(self.root):
                raise EntryRefused(Fault("outside-archive", "a link that leads out of the archive"))
            found = file.stat()
        _check_regular(found)
        return str(file.relative_to(self.root))


class _Examined(NamedTuple):
    """A file as it was when its folder was walked."""

    path: str
    file: str
    size: int
    stamp: str
    is_regular: bool


def _taken_out(examined: list[_Examined]) -> Iterator[_Examined]:
    """All of a list in its order, which frees them one by one."""
    examined.reverse()
    while examined:
        yield examined.pop()


def _is_folder(found: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one."""
    try:
        return found.is_dir()
    except OSError:
        return False  # a link that leads to itself


def _check_regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise EntryRefused(Fault("unreadable", "not a regular file"))


def _bytes_of(root: str, file: str, limits: Limits) -> bytes:
    """A file's bytes, of one moment; it is not followed if it has become a link or a pipe."""
    folder, _, name = file.rpartition(os.sep)
    handle = opened_folder(root, folder).open(name)
    try:
        for _ in range(_TRIES):
            found = os.fstat(handle)
            _check_regular(found)
            data = _read(handle, found.st_size, limits)
            after = os.fstat(handle)
            if (found.st_size, found.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                return data
            os.lseek(handle, 0, os.SEEK_SET)
        raise EntryRefused(_WRITTEN, is_lost=True)
    finally:
        os.close(handle)


def _read(handle: int, size: int, limits: Limits) -> bytes:
    """All bytes of an open file, which has this size or has grown."""
    check_size(size, limits)
    data = os.read(handle, size + 1)
    while len(data) != size and (more := os.read(handle, limits.document_bytes)):
        data += more
        check_size(len(data), limits)
    return data


@dataclass(frozen=True)
class FolderArchive(Archive):
    """A folder; its location is its absolute path. Links to folders are not entered."""

    _examined: list[_Examined] = field(default_factory=list, init=False, repr=False, compare=False)
    """What the stamp was made of, for the entries that are listed next."""

    @property
    def stamp(self) -> str:
        """A hash of the paths and stamps of all documents; empty where one of them has none.

        What a folder has been examined for is not examined again when it is listed next.
        """
        self._examined.clear()
        digest = blake2b(digest_size=16)
        examined: list[_Examined] = []
        count = 0
        is_certain = True
        try:
            for each in self._walk():
                if isinstance(each, RestEntry):
                    return ""
                count += 1
                is_certain = is_certain and bool(each.stamp)
                digest.update(f"{each.path}\0{each.stamp}\n".encode())
                if count <= _MOST_EXAMINED:
                    examined.append(each)
        except ArchiveError:
            return ""
        if count == len(examined):
            self._examined.extend(examined)
        return digest.hexdigest() if is_certain and count else ""

    def entries(self) -> Iterator[Entry]:
        """The folder's documents by their suffix, sorted by path.

        A subfolder that can't be listed is an entry of its own, for all that is below it.

        Raises:
            ArchiveError: The folder itself can't be listed.
        """
        examined = self._examined.copy()
        self._examined.clear()
        for each in _taken_out(examined) if examined else self._walk():
            if isinstance(each, RestEntry):
                yield each
            else:
                path, file, size, stamp, is_regular = each
                yield FileEntry(self.name, path, size, stamp, self.location, file, is_regular)

    def _walk(self) -> Iterator[_Examined | RestEntry]:
        """Its files in the order of entries, and last what can't be listed."""
        forget_folder()
        unlisted: list[RestEntry] = []
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            try:
                handle, files, subfolders = self._listed(folder)
            except OSError as error:
                unlisted.append(self._unlisted(folder, error))
                continue
            now = time.time_ns()
            for name in files:
                path = _path_text(name if not folder else f"{folder}{os.sep}{name}")
                if self.selection.matches(path):
                    yield _examine(path, folder, name, handle, now)
            waiting += [f"{folder}{os.sep}{name}" if folder else name for name in subfolders]
        yield from unlisted

    def _listed(self, folder: str) -> tuple[FolderHandle, list[str], list[str]]:
        """A folder below the root with the documents in it, and its subfolders from the last."""
        if len(os.fsencode(folder)) > _LONGEST_PATH:
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        handle = opened_folder(self.location, folder)
        files, subfolders = [], []
        for found in handle.entries():
            name = found.name
            if name.endswith(SUFFIXES) and found.is_file(follow_symlinks=False):
                files.append(name)
            elif _is_folder(found):
                if not name.startswith(".") and not found.is_symlink():
                    subfolders.append(name)
            elif name.lower().endswith(SUFFIXES):
                files.append(name)
        return handle, sorted(files), sorted(subfolders, reverse=True)

    def _unlisted(self, folder: str, error: OSError) -> RestEntry:
        reason = error.strerror or str(error)
        if not folder:
            raise ArchiveError(f"can't list the folder: {reason}", received=self.location)
        fault = Fault("unreadable", f"a folder that can't be listed: {reason}")
        path = _path_text(folder)
        return RestEntry(self.name, path, fault=fault, prefix=f"{path}/")


def _examine(path: str, folder: str, name: str, handle: FolderHandle, now: int) -> _Examined:
    """A file; without a stamp where it can't be examined: reading it will show why."""
    file = f"{folder}{os.sep}{name}" if folder else name
    try:
        found = handle.stat(name)
    except OSError:
        return _Examined(path, file, 0, "", is_regular=True)
    stamp = "" if stat.S_ISLNK(found.st_mode) else file_stamp(found, now)
    return _Examined(path, file, found.st_size, stamp, stat.S_ISREG(found.st_mode))


def file_stamp(found: os.stat_result, now: int | None = None) -> str:
    """A file's size, times and number: what changes whenever it is written or replaced.

    It is empty while the file is so young that it could be written again within the same tick of
    the disk's clock, which is two seconds where times have no fraction.

    Args:
        found: The file.
        now: A moment before it was examined, in nanoseconds since 1970; by default this one.
    """
    changed = found.st_ctime_ns
    tick = _TICK if changed % _SECOND else 2 * _SECOND
    if (now or time.time_ns()) - changed < tick:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}:{changed}:{found.st_ino}"


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
