"""What archives that are a single file have in common."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.archive.base import Archive
from broadsheet.archive.entry import Entry, EntryRefused, check_size
from broadsheet.archive.folder import file_mark
from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CHANGED",
    "REST",
    "Allowance",
    "PackedArchive",
    "SliceEntry",
    "reading",
    "stamp_of",
    "too_large",
]

REST = "(rest of the archive)"
"""The path of the entry that stands for what an archive that breaks off has lost."""

CHANGED = Fault("unreadable", "the archive was changed meanwhile")

_GIBIBYTE = 1 << 30
_BUFFER = 1 << 17


@dataclass(frozen=True)
class PackedArchive(Archive):
    """A file that holds documents; its location is the file's absolute path.

    Attributes:
        limits: What is taken of it at most.
    """

    limits: Limits = DEFAULT_LIMITS

    @property
    def mark(self) -> str:
        """The file's size, times and number; empty where they can't tell that it is as it was."""
        try:
            return file_mark(os.stat(self.location))  # noqa: PTH116 - as folders do
        except OSError:
            return ""

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
    """A document that is a stretch of its archive's file.

    Attributes:
        file: The file.
        stamp: The file's stamp when the document was listed.
        offset: Where in the file it begins.
        line: The line it is, counted from 1, or 0.
    """

    file: str = ""
    stamp: str = ""
    offset: int = 0
    line: int = 0

    def unread(self) -> Document:
        """The document without its bytes."""
        return Document(self.archive, self.path, b"", self.line)

    def read(self, limits: Limits) -> Document:
        """Read the stretch.

        Raises:
            EntryRefused: It is too large or can't be read.
        """
        check_size(self.size, limits)
        with reading(self.file, self.stamp) as stream:
            stream.seek(self.offset)
            data = stream.read(self.size)
        if len(data) < self.size:
            raise EntryRefused(Fault("unreadable", "breaks off"))
        return Document(self.archive, self.path, data, self.line)


def stamp_of(found: os.stat_result) -> str:
    """What tells within a load that an archive's file is still the one that was listed.

    Unlike a mark it is never empty, and a link to the file or another mode leave it as it is.
    """
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}"


@contextmanager
def reading(file: str, stamp: str) -> Iterator[BinaryIO]:
    """An archive's file for reading one of its entries.

    Raises:
        EntryRefused: It can't be read, or is another one than when it was listed.
    """
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - a third of Path's time
            if stamp_of(os.fstat(stream.fileno())) != stamp:
                raise EntryRefused(CHANGED)
            yield stream
    except OSError as error:
        raise EntryRefused(Fault("unreadable", error.strerror or str(error))) from error


class Allowance:
    """How much an archive may unpack to, so that a small file can't fill memory or disk."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self._limits = limits
        self._left = self.most(packed, limits)

    @staticmethod
    def most(packed: int, limits: Limits) -> int:
        """How many bytes may come of so many packed ones."""
        return _GIBIBYTE + limits.expansion * packed

    def refusal(self, size: int) -> Fault | None:
        """Why a document of this size isn't taken, if it isn't; if it is, it is counted."""
        if fault := too_large(size, self._limits):
            return fault
        if size > self._left:
            return Fault("too-large", "the archive unpacks to far more than its size")
        self._left -= size
        return None


def too_large(size: int, limits: Limits) -> Fault | None:
    """The fault of a document that is too large, if it is."""
    try:
        check_size(size, limits)
    except EntryRefused as refused:
        return refused.fault
    return None
