"""The members of a tar, one after another.

Python's `tarfile` is not used: it reads a header that claims gigabytes wholly into memory, keeps
every header, takes a damaged one for the end, and goes back where a size is negative.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from broadsheet.archive.compression.unpacking import Torn
from broadsheet.archive.tar.headers import (
    BLOCK,
    DEVICES,
    FILES,
    FOLDER,
    GLOBAL,
    HARD_LINK,
    LINK,
    LONG_LINK,
    LONG_NAME,
    PAX,
    SPARSE,
    Header,
    parse_header,
    pax_records,
    pax_size,
    until_nul,
)
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Member", "NotATar", "TarReader"]

_PIECE = 1 << 17
_LARGEST_HEADER = 1 << 20
_WITHOUT_DATA = (HARD_LINK, LINK, FOLDER, *DEVICES)
_MAGIC = slice(257, 262)
_AFTER_ITS_END = Fault("unreadable", "damaged: members follow its end mark")
_EXTENSIONS = (LONG_NAME, LONG_LINK, *PAX, GLOBAL)


class NotATar(Exception):  # noqa: N818 - a state of the archive
    """A stream that doesn't begin as a tar does."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a tar.

    Attributes:
        name: Its name, as the tar has it.
        kind: What it is: a constant of `headers`, or any other for a file.
        target: Where it leads, if it is a link.
        offset: Where in the tar its bytes begin.
        size: How many bytes there are.
        is_sparse: Whether these are only the blocks of the file that aren't empty.
    """

    name: bytes
    kind: bytes
    target: bytes
    offset: int
    size: int
    is_sparse: bool


class TarReader:
    """Reads a tar in order.

    Args:
        tar: The tar, from its beginning.
        length: Its length, if it is a file in which bytes can be skipped without reading them.
    """

    def __init__(self, tar: BinaryIO, length: int | None = None) -> None:
        self._tar = tar
        self._length = length
        self._place = 0
        self._is_broken = False  # what gives the bytes has failed

    def members(self) -> Iterator[Member]:
        """The members in the tar's order; read the bytes of one before the next is requested.

        Where a header is damaged, the next whole one is sought, so that the damage costs no more
        than what it covers. Only then it is reported. A tar is read to its end, which also compares
        the checksum of a compressed one.

        Raises:
            NotATar: It is no tar.
            Torn: It breaks off or is damaged.
        """
        damage: Torn | None = None
        header = self._first()
        while header:
            torn: Torn | None = None
            try:
                yield from self._members_from(header)
            except Torn as error:
                torn = error
            header = None if self._is_broken else self._sought()
            damage = damage or torn or (Torn(_AFTER_ITS_END) if header else None)
        if damage:
            raise damage

    def _members_from(self, header: Header | None) -> Iterator[Member]:
        """The members from a header to the end mark."""
        overrides: dict[bytes, bytes] = {}
        while header:
            if header.kind in _EXTENSIONS:
                overrides |= self._extension(header)
            else:
                member = self._member(header, overrides)
                yield member
                self.skip(member.offset + member.size)
                overrides = {}
            self.skip(-(-self._place // BLOCK) * BLOCK)
            header = parse_header(self._read(BLOCK))

    def _sought(self) -> Header | None:
        """The next whole header; None where none follows."""
        self.skip(-(-self._place // BLOCK) * BLOCK)
        while block := self._read(BLOCK):
            if block[_MAGIC] == b"ustar":
                with suppress(Torn):
                    return parse_header(block)
        return None

    def data(self, member: Member) -> bytes:
        """The bytes of the member that was listed last.

        Raises:
            Torn: The tar breaks off within them.
        """
        data = self._read(member.size)
        if len(data) < member.size:
            raise Torn(Fault("unreadable", "breaks off"))
        return data

    def skip(self, place: int) -> None:
        """Move on to a later place; stay where the place is already passed.

        Raises:
            Torn: The tar breaks off before it.
        """
        if self._length is not None and self._place < place <= self._length:
            self._tar.seek(place)
            self._place = place
        while self._place < place:
            if self._length is not None or not self._read(min(_PIECE, place - self._place)):
                raise Torn(Fault("unreadable", "breaks off"))

    def _first(self) -> Header | None:
        try:
            return parse_header(self._read(BLOCK))
        except Torn as torn:
            raise NotATar(torn.fault.message) from torn

    def _member(self, header: Header, overrides: dict[bytes, bytes]) -> Member:
        """A member: its header, and the extension headers before it."""
        goes_on = header.goes_on
        while goes_on:
            more = self._read(BLOCK)
            goes_on = len(more) == BLOCK and more[504] > 0
        name = overrides.get(b"GNU.sparse.name", overrides.get(b"path", header.name))
        kind = FOLDER if header.kind in FILES and name.endswith(b"/") else header.kind
        size = pax_size(overrides[b"size"]) if b"size" in overrides else header.size
        return Member(
            name,
            kind,
            overrides.get(b"linkpath", header.target),
            self._place,
            0 if kind in _WITHOUT_DATA else size,
            kind == SPARSE or any(key.startswith(b"GNU.sparse.") for key in overrides),
        )

    def _extension(self, header: Header) -> dict[bytes, bytes]:
        """What an extension header says about the next member; one for all members is skipped.

        Raises:
            Torn: It is larger than any name is.
        """
        if header.kind == GLOBAL:
            self.skip(self._place + header.size)
            return {}
        if header.size > _LARGEST_HEADER:
            raise Torn(Fault("unreadable", f"damaged: a header of {header.size:,} bytes"))
        data = self._read(header.size)
        if header.kind in PAX:
            return pax_records(data)
        return {b"path" if header.kind == LONG_NAME else b"linkpath": until_nul(data)}

    def _read(self, size: int) -> bytes:
        try:
            data = self._tar.read(size)
        except Torn:
            self._is_broken = True
            raise
        except OSError as error:
            self._is_broken = True
            raise Torn(Fault("unreadable", error.strerror or str(error))) from error
        self._place += len(data)
        return data
