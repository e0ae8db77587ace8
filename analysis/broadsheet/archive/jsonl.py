"""JSON Lines: files that hold a document, a JSON object, in each line."""

from __future__ import annotations

import codecs
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.archive.compression.unpacking import Pieces, Torn, stream
from broadsheet.archive.entry import Entry, RestEntry
from broadsheet.archive.file_archive import (
    CHANGED,
    REST,
    FileArchive,
    SliceEntry,
    file_kind,
    version_of,
)
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

__all__ = ["BREAKS_OFF", "KIND", "Line", "LinePaths", "LinesArchive", "lines", "not_lines"]

BREAKS_OFF = Fault("unreadable", "the last line breaks off")

_BOM = b"\xef\xbb\xbf"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD = 4096
_PIECE = 1 << 17
_LONGEST_PATH = 4096


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't blank.

    Attributes:
        number: Its number, counted from 1, blank lines counted too.
        offset: Where it begins, in bytes.
        size: Its length without the line's end.
        data: Its bytes without the line's end; none if it is too long.
        is_ended: Whether it has the line's end, which a file that breaks off lacks.
    """

    number: int
    offset: int
    size: int
    data: bytes | None
    is_ended: bool = True

    @property
    def is_torn(self) -> bool:
        """Whether it is the last line of a file that breaks off within it."""
        return not self.is_ended and self.data is not None and _breaks_off(self.data)


@dataclass(frozen=True)
class LinesArchive(FileArchive):
    """A JSON Lines file; each line is read from it by the process that parses it.

    Lines that are added during a load are for the next one: lines are listed as far as the file
    went when it was opened, and read if they still are what was listed.
    """

    def entries(self) -> Iterator[Entry]:
        """The lines that aren't blank, in the file's order, under the paths that `LinePaths` gives.

        Raises:
            ArchiveError: The file can't be read at all.
        """
        paths = LinePaths()
        with self.opened() as (file, found):
            version = version_of(found)
            pieces = Pieces(lambda size: file.read(min(size, found.st_size - pieces.count)))
            try:
                source = stream(pieces)
                fault = not_lines(source.peek(_HEAD))
                if fault:
                    yield RestEntry(self.name, REST, fault=fault)
                    return
                for line in lines(source, self.limits.document_bytes):
                    path = paths.of(line)
                    if line.is_torn:
                        yield RestEntry(self.name, path, fault=BREAKS_OFF)
                    elif self.selection.matches(path):
                        yield SliceEntry(
                            self.name, path, line.size, "",
                            self.location, version, line.offset, line.number,
                            zlib.crc32(line.data or b""),
                        )  # fmt: skip
            except Torn as torn:
                yield RestEntry(self.name, REST, fault=torn.fault)
            if pieces.count < found.st_size:
                yield RestEntry(self.name, REST, fault=CHANGED)


def not_lines(head: bytes) -> Fault | None:
    """The fault of a file that holds JSON, but not a text in each line; None where it may.

    It is one fault of the whole file: each of its lines would have one, and none says what is
    wrong.

    Args:
        head: The file's first bytes.
    """
    if head.startswith(_UTF16) or b"\0" in head[:2]:
        return Fault("json-syntax", "UTF-16, not JSON Lines: convert it to UTF-8", line=1)
    text = head.removeprefix(_BOM).lstrip()
    if text.startswith(b"["):
        message = "one JSON array, not JSON Lines: the name of such a file ends in .json"
        return Fault("json-syntax", message, line=1)
    first, _, rest = text.partition(b"\n")
    goes_on = first.startswith(b"{") and first.rstrip().endswith((b"{", b"[", b","))
    if goes_on and rest.lstrip() and not rest.lstrip().startswith(b"{"):
        message = "one JSON text over several lines, not JSON Lines: `jq -c .` gives one line"
        return Fault("json-syntax", message, line=1)
    return None


class LinePaths:
    """Assigns paths to lines, each path once.

    The path of a line is its own `path` if that is text, or else `line-17`. A later line with the
    same path gets ` (line 17)` after it: no line is lost.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, line: Line) -> str:
        """The path of the next line."""
        path = _stated_path(line.data or b"") or f"line-{line.number}"
        while path in self._given:
            path = f"{path} (line {line.number})"
        self._given.add(path)
        return path


def lines(source: io.BufferedReader, longest: int) -> Iterator[Line]:
    """The lines of a stream that aren't blank, without a byte order mark at the start."""
    offset = number = 0
    if source.peek(len(_BOM)).startswith(_BOM):
        offset += len(source.read(len(_BOM)))
    while data := source.readline(longest + 2):
        number += 1
        read = len(data)
        text = _without_end(data)
        if len(text) <= longest:
            if not text.isspace() and text:
                yield Line(number, offset, len(text), text, data.endswith(b"\n"))
        else:
            end = piece = data
            while not piece.endswith(b"\n") and (piece := source.readline(_PIECE)):
                read += len(piece)
                end = end[-1:] + piece
            size = read - len(end) + len(_without_end(end))
            yield Line(number, offset, size, None)
        offset += read


def _without_end(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r")


def _breaks_off(data: bytes) -> bool:
    """Whether a line is the beginning of a JSON object and no more."""
    text = data.decode("utf-8", "replace").strip()
    if not text.startswith("{"):
        return False
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text) or not text.endswith("}")
    except (ValueError, RecursionError):
        pass
    return False


def _stated_path(data: bytes) -> str:
    """The top-level `path` of a line, if it is one; a lone surrogate in it becomes an escape."""
    if b'"path"' not in data:
        return ""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    path = value.get("path") if isinstance(value, dict) else None
    if not isinstance(path, str) or not path.strip() or len(path) > _LONGEST_PATH:
        return ""
    return path.encode("utf-8", "surrogatepass").decode("utf-8", "backslashreplace")


KIND = file_kind(LinesArchive, ".jsonl", ".ndjson")
