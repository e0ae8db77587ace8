"""An entry: a file of an archive that has been listed but not yet read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from broadsheet.document import Document
from broadsheet.faults import Fault

__all__ = ["LARGEST_DOCUMENT", "Entry", "EntryRefused"]

LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Documents over this size in bytes are quarantined unread."""


class EntryRefused(Exception):  # noqa: N818 - a state of the entry, told as a fault
    """An entry that won't be read, with the fault to report."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below an archive's root folder, and its size in bytes when it was listed."""

    archive: str
    root: str
    file: str
    size: int = 0

    @property
    def path(self) -> str:
        r"""The path within the archive as text.

        Bytes that are not UTF-8 become `\xe9`, and a backslash `\\`, so that no two names agree.
        """
        relative = Path(self.file).relative_to(self.root).as_posix().replace("\\", "\\\\")
        return os.fsencode(relative).decode("utf-8", "backslashreplace")

    def unread(self) -> Document:
        """The document without its bytes, for an entry that was refused."""
        return Document(self.archive, self.path, b"")

    def read(self) -> Document:
        """Read the document.

        Raises:
            EntryRefused: It is no regular file, too large, leads out of the archive or can't be
                read.
        """
        try:
            self._check()
            return Document(self.archive, self.path, Path(self.file).read_bytes())
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "a link that leads to itself"
            raise EntryRefused(Fault("unreadable", reason)) from error

    def _check(self) -> None:
        """Refuse what is no regular file of the archive, or too large."""
        found = os.lstat(self.file)
        if stat.S_ISLNK(found.st_mode):
            real = Path(self.file).resolve(strict=True)
            if not real.is_relative_to(self.root):
                raise EntryRefused(Fault("outside-archive", "a link that leads out of the archive"))
            found = real.stat()
        if stat.S_ISDIR(found.st_mode):
            raise EntryRefused(Fault("unreadable", "a folder that can't be listed"))
        if not stat.S_ISREG(found.st_mode):
            raise EntryRefused(Fault("unreadable", "not a regular file"))
        if found.st_size > LARGEST_DOCUMENT:
            message = f"{found.st_size:,} bytes, over the limit of {LARGEST_DOCUMENT:,}"
            raise EntryRefused(Fault("too-large", message))
