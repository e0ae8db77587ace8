"""Parts that reports share: `{% include "parts/head.md" %}` on a line of its own.

A part stands in the text as if it were written there, SQL fences too. Each line keeps the file and
the line that it comes from, so that errors name those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Line", "parts_of", "with_parts"]

_INCLUDE = re.compile(r"\s*\{%-?\s*include\s+(?P<quote>[\"'])(?P<name>.+?)(?P=quote)\s*-?%\}\s*")
_DEEPEST = 8


class Line(NamedTuple):
    """A line of a report, with the file and the line, from 1, where it is written."""

    text: str
    path: Path
    number: int


def with_parts(text: str, path: Path, folder: Path) -> list[Line]:
    """The lines of a text, with those of its parts in place.

    Args:
        text: The text, as long as the file it is from.
        path: That file.
        folder: What parts are named from, and may not lie out of.

    Raises:
        ReportError: A part can't be read, lies elsewhere, or includes itself.
    """
    return list(_lines(text, path, folder.resolve(), (path,)))


def parts_of(lines: list[Line]) -> tuple[Path, ...]:
    """The files that lines come from."""
    return tuple(dict.fromkeys(line.path for line in lines))


def _lines(text: str, path: Path, folder: Path, within: tuple[Path, ...]) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        match = _INCLUDE.fullmatch(line)
        if match is None:
            yield Line(line, path, number)
            continue
        place = f"{path.name}:{number}"
        part = (folder / match["name"]).resolve()
        if not part.is_relative_to(folder):
            problem = f"{place}: a part must lie in the report's folder"
            raise ReportError(problem, received=match["name"])
        if part in within or len(within) > _DEEPEST:
            raise ReportError(f"{place}: a part includes itself", received=match["name"])
        yield from _lines(_read(part, place), part, folder, (*within, part))


def _read(part: Path, place: str) -> str:
    try:
        return part.read_text("utf-8").replace("\r\n", "\n").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(f"{place}: can't read the part {part.name}: {reason}") from error
