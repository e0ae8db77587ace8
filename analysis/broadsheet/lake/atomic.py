"""Files replaced atomically: a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["TEMPORARY", "remove_leftovers", "replaced", "sync"]


TEMPORARY = ".broadsheet-"
"""What the names of files begin with that are being written."""

_SUFFIX = ".new"
_STALE = 3600.0
"""Seconds after which a file that is still being written is a killed writer's."""


@contextmanager
def replaced(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """A path to write to; when the block ends, what is there replaces `path`.

    The new file is written beside the old one, since a rename is atomic only within one file
    system. Its name is new each time, and so is the file: two writers never write into one, and
    none follows a link that somebody has put there. When the block fails, the new file is removed
    and the old one stays. What a killed writer left is removed an hour later.

    Args:
        path: The file to replace or to create, in a folder that exists.
        durable: Whether to sync the file and its folder before and after the rename. After a power
            failure the path then names a whole file, and every file that was synced before.

    Raises:
        OSError: The file can't be written.
    """
    new = path.with_name(f"{TEMPORARY}{token_hex(8)}{_SUFFIX}")
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))  # less the umask
    try:
        yield new
        if durable:
            sync(new)
            sync(path.parent)
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    if durable:
        sync(path.parent)
    remove_leftovers(path.parent, older_than=_STALE)


def remove_leftovers(folder: Path, *, older_than: float = 0) -> None:
    """Remove the files that killed writers have left in a folder, as far as it can be written.

    Args:
        folder: The folder.
        older_than: The age in seconds from which a file is taken for left over.
    """
    for left in folder.glob(f"{TEMPORARY}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime >= older_than:
                left.unlink()


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
