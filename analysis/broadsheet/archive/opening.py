"""From what a user names to the archive it is: `PATH` or `NAME=PATH`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from broadsheet.archive.entry import shown
from broadsheet.archive.kind import Source
from broadsheet.archive.selection import EVERYTHING, Selection
from broadsheet.documents.document import SUFFIXES
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.archive.base import Archive
    from broadsheet.archive.kind import Kind

__all__ = ["open_archives"]


def open_archives(
    sources: str | Path | Sequence[str | Path],
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Archive]:
    """The archives that sources name, each as `PATH` or `NAME=PATH`; `-` is standard input.

    Nothing of them is read yet.

    Raises:
        ArchiveError: There is no such archive, it is of no known kind, or two share a name.
    """
    if isinstance(sources, str | Path):
        sources = [sources]
    if not sources:
        raise ArchiveError("no archive to load", hint="give a folder of documents")
    archives: dict[str, Archive] = {}
    for source in sources:
        archive = _open(_source(source, selection, limits))
        if archive.name in archives:
            raise ArchiveError(
                f"two archives are called {archive.name}",
                received=str(source),
                hint="give one another name: load NAME=PATH",
            )
        archives[archive.name] = archive
    if sum(archive.is_read_once for archive in archives.values()) > 1:
        raise ArchiveError("standard input can be read only once", hint="give - only once")
    return list(archives.values())


@cache
def _kinds() -> tuple[Kind, ...]:
    """Every kind of archive: the `KIND` of each module or package beside this one that has one."""
    folder = str(Path(__file__).parent)
    found = (import_module(f"{__package__}.{name}") for _, name, _ in iter_modules([folder]))
    return tuple(module.KIND for module in found if hasattr(module, "KIND"))


def _source(given: str | Path, selection: Selection, limits: Limits) -> Source:
    """A source as given; `NAME=` is a name unless there is a file of the whole text."""
    text, is_path = str(given), isinstance(given, Path)
    name, equals, place = text.partition("=")
    if is_path or not equals or not name or "/" in name or Path(text).exists():
        return Source(text, None, selection, limits, is_path)
    return Source(place, name, selection, limits, is_path)


def _open(source: Source) -> Archive:
    if not source.place:
        raise ArchiveError("an archive's name needs a path: NAME=PATH", received=f"{source.name}=")
    kind = max(_kinds(), key=lambda each: each.claim(source))
    if kind.claim(source):
        archive = kind.open(source)
        return replace(archive, name=shown(archive.name), is_named=source.name is not None)
    raise _refusal(source)


def _refusal(source: Source) -> ArchiveError:
    """Why a source is no archive of any kind."""
    path = source.path
    if not path.exists():
        hint = "give a folder of documents, or a file that holds them"
        return ArchiveError("no such archive", received=source.place, hint=hint)
    if not path.is_file():
        problem = "an archive is a folder or a regular file"
        return ArchiveError(problem, received=source.place, hint="pipe it in, as -")
    file = path.resolve()
    if file.name.lower().endswith(SUFFIXES):
        hint = "give the folder it is in"
        return ArchiveError("a document is no archive", received=str(file), hint=hint)
    valid = ", ".join(words for kind in _kinds() for words in kind.accepts)
    return ArchiveError("not a kind of archive", received=file.name, hint=f"valid: {valid}")
