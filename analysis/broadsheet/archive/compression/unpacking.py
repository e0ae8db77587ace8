"""Streams that are read in order and unpacked as they come, up to a limit."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING

from broadsheet.archive.compression.xz import XzReader
from broadsheet.documents.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

__all__ = ["Pieces", "Torn", "is_packed", "stream", "unpacked"]

_BUFFER = 1 << 17
_PIECE = 1 << 15
_LONGEST_REASON = 120

_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPED = b"\x2a\x4d\x18"


class Torn(Exception):  # noqa: N818 - a state of the archive, reported as a fault
    """A stream that can't be read on, with the fault to report."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Pieces(io.RawIOBase):
    """A stream of what a function reads, in which every error is `Torn`.

    The bytes before an error are returned before the error is raised.

    Args:
        read: Reads at most so many bytes, and none at the end.
        most: How many bytes may come in all; it is called again for each block.
    """

    def __init__(self, read: Callable[[int], bytes], most: Callable[[], int] | None = None) -> None:
        self.count = 0
        self._read = read
        self._most = most
        self._torn: Fault | None = None

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer wholly, unless the end comes first.

        Raises:
            Torn: The stream can't be read on.
        """
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            piece = self._piece(min(len(view) - filled, _PIECE))
            if not piece:
                break
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        if self._torn and not filled:
            raise Torn(self._torn)
        return filled

    def _piece(self, size: int) -> bytes:
        if self._torn:
            return b""
        try:
            piece = self._read(size)
        except (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError) as error:
            self._torn = Fault("unreadable", _reason(error))
            return b""
        self.count += len(piece)
        if self._most is not None and self.count > self._most():
            self._torn = Fault("too-large", f"unpacks to over {self._most():,} bytes")
            return b""
        return piece


def stream(pieces: Pieces) -> io.BufferedReader:
    """A stream to read, peek into and take lines from."""
    return io.BufferedReader(pieces, _BUFFER)


def is_packed(head: bytes) -> bool:
    """Whether a stream that begins so is compressed, in a way that `unpacked` knows."""
    return _unpacker(head) is not None


def unpacked(packed: io.BufferedReader, most: Callable[[], int]) -> io.BufferedReader:
    """Unpack a compressed stream, or several in a row as one: gzip, bzip2, xz or Zstandard.

    Args:
        packed: The stream, at its beginning.
        most: How many bytes may come from it.
    """
    unpacker = _unpacker(packed.peek(_BUFFER))
    if unpacker is None:
        raise ValueError("not a compressed stream")
    return stream(Pieces(unpacker(packed), most))


def _unpacker(head: bytes) -> Callable[[io.BufferedReader], Callable[[int], bytes]] | None:
    """The unpacker of a stream with these first bytes, if any is known.

    Reading with it returns what there is without waiting for more. Where a stream breaks off,
    everything before the break is returned.
    """
    if head.startswith(b"\x1f\x8b"):
        return lambda packed: gzip.GzipFile(fileobj=packed).read1
    if head.startswith(b"BZh"):
        return lambda packed: bz2.BZ2File(packed).read1
    if head.startswith(b"\xfd7zXZ\0"):
        return lambda packed: XzReader(packed).read
    if head.startswith(_ZSTD) or head[1:4] == _ZSTD_SKIPPED:
        return _zstd
    return None


def _zstd(packed: io.BufferedReader) -> Callable[[int], bytes]:
    import pyarrow as pa

    read: Callable[[int], bytes] = pa.CompressedInputStream(
        pa.PythonFile(packed, mode="r"), "zstd"
    ).read
    return read


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError) or "Truncated" in str(error):
        return "breaks off"
    text = (getattr(error, "strerror", None) or str(error)).partition("\n")[0]
    return f"damaged: {text[:_LONGEST_REASON]}"
