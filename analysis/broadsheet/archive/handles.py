"""Folders opened one within the other, each relative to the handle of the one above it.

No link is followed on the way. So a folder that somebody swaps for a link while an archive is read
leads nowhere: what lies outside the archive is neither listed nor read.
"""

from __future__ import annotations

import os
import stat
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FolderHandle", "forget_folder", "opened_folder"]

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | _NO_LINK
_HAS_HANDLES = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
"""Whether the system opens files relative to a folder's handle; Windows does not."""

_LAST = threading.local()
"""The folder that this thread opened last: most entries are in the folder of the one before."""


class FolderHandle:
    """An open folder; without handles it is only a path.

    Args:
        place: Its handle, or its path where the system has no handles.
    """

    def __init__(self, place: int | str) -> None:
        self._place = place

    def __del__(self) -> None:
        """Close the handle."""
        if isinstance(self._place, int):
            os.close(self._place)

    @classmethod
    def of(cls, path: str) -> FolderHandle:
        """The folder at a path, which is no link.

        Raises:
            OSError: It is none, or can't be opened.
        """
        return cls(os.open(path, _FOLDER) if _HAS_HANDLES else path)

    def folder(self, name: str) -> FolderHandle:
        """A folder in it.

        Raises:
            OSError: It is a link or no folder, or can't be opened.
        """
        if isinstance(self._place, int):
            return FolderHandle(os.open(name, _FOLDER, dir_fd=self._place))
        path = os.path.join(self._place, name)  # noqa: PTH118 - names as the system has them
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            raise NotADirectoryError(20, "Not a directory", path)
        return FolderHandle(path)

    def open(self, name: str) -> int:
        """A handle to read a file in it, which is no link.

        Raises:
            OSError: It can't be opened.
        """
        if isinstance(self._place, int):
            return os.open(name, _READING, dir_fd=self._place)
        return os.open(os.path.join(self._place, name), _READING)  # noqa: PTH118

    def stat(self, name: str) -> os.stat_result:
        """What the system knows of a file in it; of a link itself.

        Raises:
            OSError: It can't be examined.
        """
        if isinstance(self._place, int):
            return os.stat(name, dir_fd=self._place, follow_symlinks=False)
        return os.lstat(os.path.join(self._place, name))  # noqa: PTH118

    def entries(self) -> Iterator[os.DirEntry[str]]:
        """What is in it.

        Raises:
            OSError: It can't be listed.
        """
        with os.scandir(self._place) as entries:
            yield from entries


def forget_folder() -> None:
    """Open the next folder by its path: since the last one was opened, another may be there."""
    _LAST.folder = (None, "", None)


def opened_folder(root: str, path: str) -> FolderHandle:
    """A folder below a root, opened without following a link.

    Args:
        root: The root's path.
        path: The folder's path below it, as the system has it; empty for the root itself.

    Raises:
        OSError: There is a link on the way, or no folder, or one can't be opened.
    """
    known_root, known_path, handle = getattr(_LAST, "folder", (None, "", None))
    if known_root != root or not f"{path}{os.sep}".startswith(f"{known_path}{os.sep}"):
        handle, known_path = None, ""
    if handle is None:
        handle = FolderHandle.of(root)
    for name in filter(None, path[len(known_path) :].split(os.sep)):  # noqa: PTH206 - a text
        handle = handle.folder(name)
    _LAST.folder = (root, path, handle)
    return handle
