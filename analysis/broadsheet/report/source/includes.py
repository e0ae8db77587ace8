"""Includes: files that reports share, by `{% include "parts/head.md" %}` on a line of its own.

The text of an include replaces that line, with its SQL fences. Each line keeps its own file and
line number, for errors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Line", "files_of", "with_includes"]

_INCLUDE = re.compile(r"\s*\{%-?\s*include\s+(?P<quote>[\"'])(?P<name>.+?)(?P=quote)\s*-?%\}\s*")
_DEEPEST = 8


class Line(NamedTuple):
    """A line of a report, with the file and the line, from 1, where it is written."""

    text: str
    path: Path
    number: int


def with_includes(text: str, path: Path, folder: Path) -> list[Line]:
    """The lines of a text, with those of its includes in place.

    Args:
        text: The text, as long as the file it is from.
        path: That file.
        folder: The folder that includes are relative to, and may not leave.

    Raises:
        ReportError: An include can't be read, is outside the folder, or includes itself.
    """
    return list(_lines(text, path, folder.resolve(), (path,)))


def files_of(lines: list[Line]) -> tuple[Path, ...]:
    """The files of the lines, each once."""
    return tuple(dict.fromkeys(line.path for line in lines))


def _lines(text: str, path: Path, folder: Path, within: tuple[Path, ...]) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        match = _INCLUDE.fullmatch(line)
        if match is None:
            yield Line(line, path, number)
            continue
        place = f"{path.name}:{number}"
        included = (folder / match["name"]).resolve()
        if not included.is_relative_to(folder):
            problem = f"{place}: an include must be in the report's folder"
            raise ReportError(problem, received=match["name"])
        if included in within or len(within) > _DEEPEST:
            raise ReportError(f"{place}: an include includes itself", received=match["name"])
        yield from _lines(_read(included, place), included, folder, (*within, included))


def _read(file: Path, place: str) -> str:
    try:
        return file.read_text("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(f"{place}: can't read the include {file.name}: {reason}") from error
