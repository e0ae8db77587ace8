"""Folders of documents, walked in a fixed order and never left."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.archive.entry import Entry
from broadsheet.document import SUFFIXES
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FolderArchive", "open_archives"]


@dataclass(frozen=True)
class FolderArchive:
    """A folder under a name. Hidden folders and links to folders are not entered."""

    name: str
    root: Path

    def entries(self) -> Iterator[Entry]:
        """The folder's documents by their suffix, sorted by path.

        A subfolder that can't be listed stands as an entry of its own, which won't be read.
        """
        unlisted: list[OSError] = []
        for folder, subfolders, files in os.walk(self.root, onerror=unlisted.append):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(files):
                if name.lower().endswith(SUFFIXES):
                    file = os.path.join(folder, name)  # noqa: PTH118 - a tenth of Path's time
                    yield Entry(self.name, str(self.root), file, _size(file))
        for error in unlisted:
            yield Entry(self.name, str(self.root), str(error.filename))


def _size(file: str) -> int:
    """The size of a file, 0 where it can't be had: reading it will tell why."""
    try:
        return os.lstat(file).st_size
    except OSError:
        return 0


def open_archives(sources: str | Path | Sequence[str | Path]) -> list[FolderArchive]:
    """The archives that sources name: a folder, or `NAME=FOLDER` to give it another name.

    Raises:
        ArchiveError: A folder is not there, is none or holds no documents, or two share a name.
    """
    if isinstance(sources, str | Path):
        sources = [sources]
    if not sources:
        raise ArchiveError("no archive to load", hint="give a folder of documents")
    archives: dict[str, FolderArchive] = {}
    for source in sources:
        archive = _open(source)
        if archive.name in archives:
            raise ArchiveError(
                f"two archives are called {archive.name}",
                received=str(source),
                hint="give one another name: load NAME=FOLDER",
            )
        archives[archive.name] = archive
    return list(archives.values())


def _open(source: str | Path) -> FolderArchive:
    name, path = _named(source)
    if name and path == Path():
        raise ArchiveError("an archive's name needs a folder: NAME=FOLDER", received=str(source))
    if not path.exists():
        raise ArchiveError("no such archive", received=str(path), hint="give a folder of documents")
    if not path.is_dir():
        raise ArchiveError("an archive is a folder", received=str(path))
    archive = FolderArchive(name or path.resolve().name or "archive", path.resolve())
    if next(archive.entries(), None) is None:
        raise ArchiveError(
            f"no documents in {path}", hint=f"documents end in {', '.join(SUFFIXES)}"
        )
    return archive


def _named(source: str | Path) -> tuple[str | None, Path]:
    name, equals, path = str(source).partition("=")
    if (
        isinstance(source, str)
        and equals
        and name
        and "/" not in name
        and not Path(source).exists()
    ):
        return name, Path(path)
    return None, Path(source)
