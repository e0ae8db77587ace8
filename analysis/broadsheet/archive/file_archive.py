"""Archives that are a single file, and the documents in them."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, check_size
from broadsheet.archive.folder import file_stamp
from broadsheet.archive.kind import Kind, Source
from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CHANGED",
    "REST",
    "FileArchive",
    "SliceEntry",
    "file_kind",
    "reading",
    "version_of",
]

REST = "(rest of the archive)"
"""The path of the entry for all that a damaged archive has lost."""

CHANGED = Fault("unreadable", "the archive was changed meanwhile")

_BUFFER = 1 << 17


@dataclass(frozen=True)
class FileArchive(Archive):
    """A file that holds documents; its location is the file's absolute path.

    Attributes:
        limits: The limits of what is read from it.
    """

    limits: Limits = DEFAULT_LIMITS

    @property
    def stamp(self) -> str:
        """The file's size, times and number; empty where they can't show that it is unchanged."""
        try:
            return file_stamp(os.stat(self.location))  # noqa: PTH116 - as folders do
        except OSError:
            return ""

    @property
    def state(self) -> str:
        """The version of the file."""
        try:
            return version_of(os.stat(self.location))  # noqa: PTH116 - as folders do
        except OSError:
            return "gone"

    @contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, os.stat_result]]:
        """The file for listing, and its state.

        Raises:
            ArchiveError: It can't be opened or read.
        """
        try:
            with open(self.location, "rb", buffering=_BUFFER) as file:  # noqa: PTH123 - as text
                yield file, os.fstat(file.fileno())
        except OSError as error:
            reason = error.strerror or str(error)
            raise ArchiveError(f"can't read: {reason}", received=self.location) from error


@dataclass(frozen=True, slots=True)
class SliceEntry(Entry):
    """A document that is a slice of its archive's file.

    Attributes:
        file: The file.
        version: The file's version when the document was listed.
        offset: Where in the file it begins.
        line: Its line, counted from 1; 0 if it is no line.
        checksum: The CRC-32 of its bytes when it was listed. With it the document is read from a
            file that has changed, as a log does to which lines are added; None if it is not known.
    """

    file: str = ""
    version: str = ""
    offset: int = 0
    line: int = 0
    checksum: int | None = None

    def unread(self) -> Document:
        """The document without its bytes."""
        return Document(self.archive, self.path, b"", self.line)

    def read(self, limits: Limits) -> Document:
        """Read the slice.

        Raises:
            EntryRefused: It is too large, has changed or can't be read.
        """
        check_size(self.size, limits)
        with reading(self.file, self.version if self.checksum is None else None) as stream:
            stream.seek(self.offset)
            data = stream.read(self.size)
        if self.checksum not in {None, zlib.crc32(data)} or len(data) < self.size:
            raise EntryRefused(CHANGED, is_lost=True)
        return Document(self.archive, self.path, data, self.line)


def version_of(found: os.stat_result) -> str:
    """A text that shows within a load that an archive's file is still the one that was listed.

    Unlike `file_stamp` it is never empty. A new link to the file, or another mode, does not change
    it. It names no device: shared storage has another number on each machine.
    """
    return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}"


@contextmanager
def reading(file: str, version: str | None) -> Iterator[BinaryIO]:
    """Open an archive's file to read one of its entries; of any version where None is given.

    Raises:
        EntryRefused: It can't be read, or has changed since it was listed.
    """
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - a third of Path's time
            if version is not None and version_of(os.fstat(stream.fileno())) != version:
                raise EntryRefused(CHANGED, is_lost=True)
            yield stream
    except OSError as error:
        fault = Fault("unreadable", error.strerror or str(error))
        raise EntryRefused(fault, is_lost=True) from error


def file_kind(archive: type[FileArchive], *suffixes: str) -> Kind:
    """The kind of archives that are a file whose name has one of these endings.

    The longest ending that fits decides. An archive is named after its file, without the ending.
    """

    def suffix_of(source: Source) -> str:
        name = source.path.resolve().name.lower()
        return max((end for end in suffixes if name.endswith(end)), key=len, default="")

    def claim(source: Source) -> int:
        return len(suffix_of(source)) if source.path.is_file() else 0

    def open_file(source: Source) -> FileArchive:
        file = source.path.resolve()
        name = source.name or file.name[: -len(suffix_of(source))] or "archive"
        return archive(name, str(file), source.selection, source.limits)

    return Kind(claim, open_file, suffixes)
