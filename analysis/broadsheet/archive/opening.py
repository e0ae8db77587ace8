"""From what a user names to the archive it is: `PATH` or `NAME=PATH`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.archive.folder import FolderArchive
from broadsheet.archive.git.revision import is_bare_repository, open_repository, split_revision
from broadsheet.archive.jsonl import LINES_SUFFIXES, LinesArchive
from broadsheet.archive.selection import EVERYTHING, Selection
from broadsheet.archive.stdin import StandardInput
from broadsheet.archive.tar.archive import TAR_SUFFIXES, TarArchive
from broadsheet.archive.zip.archive import ZipArchive
from broadsheet.documents.document import SUFFIXES
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.archive.base import Archive
    from broadsheet.archive.packed import PackedArchive

__all__ = ["open_archives"]

STANDARD_INPUT = "-"

_KINDS: dict[str, type[PackedArchive]] = {
    ".zip": ZipArchive,
    **dict.fromkeys(TAR_SUFFIXES, TarArchive),
    **dict.fromkeys(LINES_SUFFIXES, LinesArchive),
}
"""The kinds of archives that are files, by suffix."""


def open_archives(
    sources: str | Path | Sequence[str | Path],
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Archive]:
    """The archives that sources name, each as `PATH` or `NAME=PATH`; `-` is standard input.

    Nothing of them is read yet.

    Raises:
        ArchiveError: An archive is not there or is none, or two share a name.
    """
    if isinstance(sources, str | Path):
        sources = [sources]
    if not sources:
        raise ArchiveError("no archive to load", hint="give a folder of documents")
    archives: dict[str, Archive] = {}
    for source in sources:
        archive = _open(source, selection, limits)
        if archive.name in archives:
            raise ArchiveError(
                f"two archives are called {archive.name}",
                received=str(source),
                hint="give one another name: load NAME=PATH",
            )
        archives[archive.name] = archive
    if sum(isinstance(archive, StandardInput) for archive in archives.values()) > 1:
        raise ArchiveError("standard input can be read only once", hint="give - only once")
    return list(archives.values())


def _open(source: str | Path, selection: Selection, limits: Limits) -> Archive:
    name, place = _named(source)
    if not place:
        raise ArchiveError("an archive's name needs a path: NAME=PATH", received=str(source))
    if place == STANDARD_INPUT and isinstance(source, str):
        return StandardInput(name or "stdin", STANDARD_INPUT, selection, limits)
    path = Path(place)
    at_revision = split_revision(place)
    if at_revision:
        return open_repository(name, *at_revision, selection)
    if path.is_dir() and is_bare_repository(path):
        return open_repository(name, path, "HEAD", selection)
    if path.is_dir():
        root = path.resolve()
        return FolderArchive(name or root.name or "archive", str(root), selection)
    if path.is_file():
        return _open_file(name, path.resolve(), selection, limits)
    if path.exists():
        raise ArchiveError(
            "an archive is a folder or a regular file", received=place, hint="pipe it in, as -"
        )
    hint = "give a folder of documents, or a file that holds them"
    raise ArchiveError("no such archive", received=place, hint=hint)


def _open_file(name: str | None, file: Path, selection: Selection, limits: Limits) -> Archive:
    suffix = max((s for s in _KINDS if file.name.lower().endswith(s)), key=len, default="")
    if suffix:
        default = file.name[: -len(suffix)] or "archive"
        return _KINDS[suffix](name or default, str(file), selection, limits)
    if file.name.lower().endswith(SUFFIXES):
        raise ArchiveError(
            "a document is no archive", received=str(file), hint="give the folder it is in"
        )
    hint = f"valid: a folder, {', '.join(_KINDS)}"
    raise ArchiveError("not a kind of archive", received=file.name, hint=hint)


def _named(source: str | Path) -> tuple[str | None, str]:
    """The name that a source gives, if it does, and its path."""
    text = str(source)
    name, equals, path = text.partition("=")
    if isinstance(source, str) and equals and name and "/" not in name and not Path(text).exists():
        return name, path
    return None, text
