"""An entry: a document of an archive that has been listed but not yet read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from broadsheet.documents.limits import Limits

__all__ = [
    "DataEntry", "Entry", "EntryRefused", "RefusedEntry", "RestEntry", "check_size", "path_text",
    "shown",
]  # fmt: skip


_UNREADABLE = Fault("unreadable", "can't be read")


class EntryRefused(Exception):  # noqa: N818 - a state of the entry, reported as a fault
    """An entry that won't be read, with the fault to report.

    Args:
        fault: The fault.
        is_lost: Whether the archive has changed or broken off since it was listed, so that this
            says nothing about the document: what is known of it stays.
    """

    def __init__(self, fault: Fault, *, is_lost: bool = False) -> None:
        super().__init__(fault.message)
        self.fault = fault
        self.is_lost = is_lost


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a document before it is read; it can be sent to another process.

    Attributes:
        archive: The archive's name.
        path: The path within the archive, as `path_text` gives it.
        size: Its size in bytes, as far as it is known.
        stamp: Text that changes whenever the document's bytes may have changed, such as a file's
            size and times; empty where only reading can show it.
    """

    archive: str
    path: str
    size: int = 0
    stamp: str = ""

    @property
    def is_far(self) -> bool:
        """Whether reading it is mostly waiting, so that several are read at the same time."""
        return False

    def unread(self) -> Document:
        """The document without its bytes, for an entry that was refused."""
        return Document(self.archive, self.path, b"")

    def read(self, limits: Limits) -> Document:
        """Read the document.

        Raises:
            EntryRefused: It is no regular file, too large, leads out of the archive or can't be
                read.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class DataEntry(Entry):
    """A document that came with its bytes, from an archive that can only be read in order."""

    data: bytes = b""
    line: int = 0

    def read(self, limits: Limits) -> Document:
        """The document, unless it is too large."""
        check_size(len(self.data), limits)
        return Document(self.archive, self.path, self.data, self.line)


@dataclass(frozen=True, slots=True)
class RefusedEntry(Entry):
    """A document that is known to be unreadable before it is read."""

    fault: Fault = _UNREADABLE

    def read(self, limits: Limits) -> Document:  # noqa: ARG002 - the same whatever the limits
        """Refuse it."""
        raise EntryRefused(self.fault)


@dataclass(frozen=True, slots=True)
class RestEntry(RefusedEntry):
    """All that an archive holds from here on, or below a folder, and that can't be listed.

    Attributes:
        prefix: What the paths of these documents begin with.
    """

    prefix: str = ""

    def read(self, limits: Limits) -> Document:  # noqa: ARG002 - the same whatever the limits
        """Refuse it."""
        raise EntryRefused(self.fault, is_lost=True)


def check_size(size: int, limits: Limits) -> None:
    """Refuse a document that is too large.

    Raises:
        EntryRefused: With the fault `too-large`.
    """
    if size > limits.document_bytes:
        message = f"{size:,} bytes, over the limit of {limits.document_bytes:,}"
        raise EntryRefused(Fault("too-large", message))


def shown(name: str) -> str:
    r"""A name as the system has it, as text: bytes that are not UTF-8 become `\xe9`."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def path_text(path: bytes) -> str:
    r"""A path within an archive as text, with forward slashes.

    Bytes that are not UTF-8 become `\xe9`, and a backslash `\\`, so that no two names agree.
    """
    return path.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
