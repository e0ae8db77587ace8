"""Files replaced atomically: a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["replaced", "sync"]


@contextmanager
def replaced(path: Path, *, durable: bool = False) -> Iterator[Path]:
    """A path to write to; when the block ends, what is there replaces `path`.

    The new file is written beside the old one, as `NAME.new`, since a rename is atomic only within
    one file system. When the block fails, the new file is removed and the old one stays.

    Args:
        path: The file to replace or to create, in a folder that exists.
        durable: Whether to sync the file and its folder before and after the rename. After a power
            failure the path then names a whole file, and every file that was synced before.

    Raises:
        OSError: The file can't be written.
    """
    new = path.with_name(f"{path.name}.new")
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


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
