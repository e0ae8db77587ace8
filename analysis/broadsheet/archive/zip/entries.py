"""A zip's member, read in place and never beyond the size that the zip's directory states.

Python's `zipfile` reads the directory, once, in `archive.py`. For members it would read the whole
directory again in each process, and it unpacks bzip2 and LZMA without a limit. The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import bz2
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.archive.entry import Entry, EntryRefused, check_size
from broadsheet.archive.file_archive import reading
from broadsheet.documents.document import Document
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.documents.limits import Limits

__all__ = ["ZipEntry"]

_HEADER = b"PK\x03\x04"
_HEADER_SIZE = 30
_OVERHEAD = 1 << 16
_SMALLEST_DICTIONARY = 4096
_LARGEST_LZMA_BYTE = 225
_DAMAGES = (EOFError, OSError, OverflowError, ValueError, zlib.error, lzma.LZMAError)


@dataclass(frozen=True, slots=True)
class ZipEntry(Entry):
    """A member of a zip.

    Attributes:
        file: The zip.
        version: The zip's version when it was listed.
        offset: Where in the zip the member's header begins.
        packed: The size of its bytes in the zip.
        method: How they are compressed, by its number in the format.
        checksum: Their CRC-32, unpacked.
    """

    file: str = ""
    version: str = ""
    offset: int = 0
    packed: int = 0
    method: int = 0
    checksum: int = 0

    def read(self, limits: Limits) -> Document:
        """Unpack the member.

        Raises:
            EntryRefused: It is too large, damaged, or compressed in an unknown way.
        """
        check_size(self.size, limits)
        check_size(self.packed - _OVERHEAD, limits)
        unpack = _METHODS.get(self.method)
        if unpack is None:
            raise _unreadable(f"compressed by {_method_name(self.method)}, which can't be read")
        try:
            data = unpack(self._packed_bytes(), self.size)
        except _DAMAGES as error:
            raise _unreadable("damaged: its compressed bytes can't be unpacked") from error
        if len(data) != self.size:
            raise _unreadable("damaged: its size is not what the directory states")
        if zlib.crc32(data) != self.checksum:
            raise _unreadable("damaged: its checksum is wrong")
        return Document(self.archive, self.path, data)

    def _packed_bytes(self) -> bytes:
        with reading(self.file, self.version) as stream:
            stream.seek(self.offset)
            header = stream.read(_HEADER_SIZE)
            if len(header) < _HEADER_SIZE or not header.startswith(_HEADER):
                raise _unreadable("damaged: its header is not where the directory states")
            name, extra = struct.unpack_from("<HH", header, 26)
            stream.seek(name + extra, 1)
            data = stream.read(self.packed)
        if len(data) < self.packed:
            raise _unreadable("breaks off")
        return data


def _unreadable(reason: str) -> EntryRefused:
    return EntryRefused(Fault("unreadable", reason))


def _stored(data: bytes, size: int) -> bytes:  # noqa: ARG001 - as the others
    return data


def _inflated(data: bytes, size: int) -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size + 1)


def _bunzipped(data: bytes, size: int) -> bytes:
    return bz2.BZ2Decompressor().decompress(data, size + 1)


def _unlzma(data: bytes, size: int) -> bytes:
    """Unpack raw LZMA behind its properties: `lc + 9 * (lp + 5 * pb)` and a dictionary's size.

    The dictionary is no larger than the member, since a header may demand gigabytes.
    """
    settings, dictionary = struct.unpack_from("<BI", data.ljust(9, b"\xff"), 4)
    if data[2:4] != b"\x05\x00" or settings >= _LARGEST_LZMA_BYTE:
        raise ValueError("no LZMA properties")
    rest, lc = divmod(settings, 9)
    pb, lp = divmod(rest, 5)
    dictionary = max(min(dictionary, size), _SMALLEST_DICTIONARY)
    used = {"id": lzma.FILTER_LZMA1, "lc": lc, "lp": lp, "pb": pb, "dict_size": dictionary}
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[used]).decompress(data[9:], size + 1)


_METHODS: dict[int, Callable[[bytes, int], bytes]] = {
    zipfile.ZIP_STORED: _stored,
    zipfile.ZIP_DEFLATED: _inflated,
    zipfile.ZIP_BZIP2: _bunzipped,
    zipfile.ZIP_LZMA: _unlzma,
}
_NAMES = {9: "Deflate64", 93: "Zstandard", 95: "xz", 98: "PPMd"}


def _method_name(method: int) -> str:
    return _NAMES.get(method, f"method {method}")
