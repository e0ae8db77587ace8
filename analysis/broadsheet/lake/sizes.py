"""How large a lake is on disk, and a version of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["size_of"]


def size_of(folder: Path) -> int:
    """The bytes of all files below a folder; a file with several hard links counts once.

    Versions share their unchanged files by hard links, so a lake is smaller than the sum of its
    versions. A file that is removed meanwhile, by a load or `prune`, counts nothing.
    """
    return sum({(found.st_dev, found.st_ino): found.st_size for found in _files(folder)}.values())


def _files(folder: Path) -> Iterator[os.stat_result]:
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                yield os.lstat(f"{place}{os.sep}{name}")
            except FileNotFoundError:
                continue
