"""Standard input as an archive: a tar, JSON Lines or a single document, by its first bytes."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.archive.allowance import Allowance, too_large
from broadsheet.archive.base import Archive
from broadsheet.archive.compression.unpacking import Pieces, Torn, is_packed, stream, unpacked
from broadsheet.archive.entry import DataEntry, Entry, RefusedEntry, RestEntry, path_text
from broadsheet.archive.file_archive import REST
from broadsheet.archive.jsonl import BREAKS_OFF, LinePaths, lines, not_lines
from broadsheet.archive.kind import BEFORE_FOLDERS, Kind, Source
from broadsheet.archive.tar.archive import SPARSE
from broadsheet.archive.tar.headers import DEVICES, FOLDER, HARD_LINK, LINK
from broadsheet.archive.tar.reader import Member, TarReader
from broadsheet.archive.tree import IRREGULAR, OUTSIDE, tidy
from broadsheet.documents.document import SUFFIXES
from broadsheet.documents.faults import Fault
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

__all__ = ["KIND", "StandardInput"]

_LINK = Fault("unreadable", "a link in a stream")
_PLACE = "-"
_SINGLE = "stdin.md"
_HEAD = 4096


@dataclass(frozen=True)
class StandardInput(Archive):
    """What comes through standard input, compressed or not; its location is `-`.

    It is read once, in order, with no more than one document in memory. So links in a tar are
    refused. Two members with one path are two documents: the later one has ` (again)` after its
    path.

    Attributes:
        limits: The limits of what is read from it.
    """

    limits: Limits = DEFAULT_LIMITS

    @property
    def is_read_once(self) -> bool:
        """It is gone once it is read."""
        return True

    @property
    def is_streamed(self) -> bool:
        """Entries carry their bytes."""
        return True

    def entries(self) -> Iterator[Entry]:
        """The documents in their order.

        Raises:
            ArchiveError: There is nothing, or nothing that can be read in order.
        """
        source = self._source()
        try:
            head = source.peek(_HEAD)
        except Torn as torn:
            raise ArchiveError(f"can't read standard input: {torn.fault.message}") from torn
        if not head:
            raise ArchiveError("standard input is empty", hint="give documents, or another archive")
        if head.startswith(b"PK\x03\x04"):
            raise ArchiveError(
                "a zip can't be read from standard input",
                hint="a zip keeps its list at its end: give the file",
            )
        try:
            if head[257:262] == b"ustar":
                yield from self._tar(TarReader(source))
            elif _is_json(head):
                yield from self._lines(source)
            else:
                yield from self._single(source)
        except Torn as torn:
            yield RestEntry(self.name, REST, fault=torn.fault)

    def _source(self) -> io.BufferedReader:
        """Standard input, unpacked if it is compressed."""
        if sys.stdin is None:
            raise ArchiveError("there is no standard input")
        given = Pieces(sys.stdin.buffer.read)
        source = stream(given)
        if is_packed(source.peek(_HEAD)):
            return unpacked(source, lambda: Allowance.most(given.count, self.limits))
        return source

    def _tar(self, tar: TarReader) -> Iterator[Entry]:
        given: set[str] = set()
        for member in tar.members():
            path = self._path(member)
            if path:
                while path in given:
                    path += " (again)"
                given.add(path)
                refusal = self._refusal(member)
                if refusal:
                    yield RefusedEntry(self.name, path, member.size, fault=refusal)
                else:
                    yield DataEntry(self.name, path, member.size, data=tar.data(member))

    def _path(self, member: Member) -> str:
        """A member's path if it is a document, or empty."""
        path = tidy(member.name)
        if path is None:
            text = path_text(member.name)
            taken = text.lower().endswith(SUFFIXES) and self.selection.matches(text)
        else:
            text = path_text(path)
            taken = self.selection.takes(text)
        return text if taken and member.kind != FOLDER else ""

    def _refusal(self, member: Member) -> Fault | None:
        if tidy(member.name) is None:
            return OUTSIDE
        if member.kind in {LINK, HARD_LINK}:
            return _LINK
        if member.kind in DEVICES:
            return IRREGULAR
        return SPARSE if member.is_sparse else too_large(member.size, self.limits)

    def _lines(self, source: io.BufferedReader) -> Iterator[Entry]:
        fault = not_lines(source.peek(_HEAD))
        if fault:
            yield RestEntry(self.name, REST, fault=fault)
            return
        paths = LinePaths()
        for line in lines(source, self.limits.document_bytes):
            path = paths.of(line)
            if line.is_torn:
                yield RestEntry(self.name, path, line.size, fault=BREAKS_OFF)
            elif self.selection.matches(path):
                fault = too_large(line.size, self.limits)
                if fault:
                    yield RefusedEntry(self.name, path, line.size, fault=fault)
                else:
                    data = line.data or b""
                    yield DataEntry(self.name, path, line.size, data=data, line=line.number)

    def _single(self, source: io.BufferedReader) -> Iterator[Entry]:
        if not self.selection.matches(_SINGLE):
            return
        try:
            data = source.read(self.limits.document_bytes + 1)
        except Torn as torn:
            yield RestEntry(self.name, _SINGLE, fault=torn.fault)
            return
        yield DataEntry(self.name, _SINGLE, len(data), data=data)


def _is_json(head: bytes) -> bool:
    """Whether standard input begins with an object or an array, in UTF-8 or UTF-16."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head[:2]:
        begin = head.lstrip(b"\xff\xfe\0 \t\r\n")
    return begin.startswith((b"{", b"["))


def _claim(source: Source) -> int:
    return BEFORE_FOLDERS if source.place == _PLACE and not source.is_path else 0


def _open(source: Source) -> StandardInput:
    return StandardInput(source.name or "stdin", _PLACE, source.selection, source.limits)


KIND = Kind(_claim, _open, ("- for standard input",))
