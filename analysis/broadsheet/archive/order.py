"""The order in which every archive lists its documents: that of a folder that is walked."""

from __future__ import annotations

__all__ = ["walk_order"]


def walk_order(path: bytes) -> str:
    """What to sort paths by: the files of a folder by name, and then its subfolders by name.

    A file's name begins with 0 and a folder's with 1, and NUL, which no name holds, stands between
    them, so that text compares as the walk goes.
    """
    folders, slash, name = path.decode("utf-8", "surrogateescape").rpartition("/")
    return "1" + folders.replace("/", "\0001") + "\0000" + name if slash else "0" + name
