"""How large a lake is on disk, and a version of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from broadsheet.errors import LakeError
from broadsheet.lake.snapshot import RECORD, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["size_of_lake", "size_of_version"]


def size_of_version(snapshot: Snapshot) -> int:
    """The bytes of all files of a version."""
    return _size_of(_files(snapshot.path))


def size_of_lake(lake: Path) -> int:
    """The bytes of all files of a lake; a data file that several versions share counts once.

    Of data files, the records of the versions are read: the folders of a thousand versions take
    seconds to list. Those of a version without a record of its files are listed.
    """
    shared: dict[str, int] = {}
    others = list(_files(lake, without="v"))
    for version in versions_of(lake):
        try:
            files = version.files
        except LakeError:
            files = None
        if files is None:
            others.extend(_files(version.path))
        else:
            shared.update((digest, size) for size, digest in files.values())
            others.append((version.path / RECORD).stat())
    return sum(shared.values()) + _size_of(others)


def _size_of(found: Iterable[os.stat_result]) -> int:
    """The bytes of files; one with several hard links counts once."""
    return sum({(each.st_dev, each.st_ino): each.st_size for each in found}.values())


def _files(folder: Path, without: str | None = None) -> Iterator[os.stat_result]:
    """The files below a folder, but in its own folders whose names begin with some letters."""
    for place, folders, names in os.walk(folder):
        if without and place == str(folder):
            folders[:] = [name for name in folders if not name.startswith(without)]
        for name in names:
            try:
                yield os.lstat(f"{place}{os.sep}{name}")
            except FileNotFoundError:  # removed meanwhile, by a load or `prune`
                continue
