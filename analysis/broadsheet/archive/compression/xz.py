"""xz streams read in order, in bounded memory.

Python's `LZMAFile` takes no bound, and a stream may ask for a dictionary of gigabytes.
"""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io

__all__ = ["XzReader"]

_MOST_MEMORY = 192 << 20
"""Bytes; the largest preset, `xz -9`, asks for 65 MiB."""

_PIECE = 1 << 16


class XzReader:
    """Unpacks xz, several streams in a row as one.

    Args:
        packed: The compressed bytes.
    """

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = packed
        self._lzma = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)

    def read(self, size: int) -> bytes:
        """At most so many bytes, and none at the end.

        Raises:
            EOFError: The stream breaks off.
            LZMAError: It is damaged or needs too much memory.
        """
        data = b""
        while not data:
            more = b""
            if self._lzma.eof:
                more = self._next_stream()
                if not more:
                    break
            elif self._lzma.needs_input:
                more = self._packed.read(_PIECE)
                if not more:
                    raise EOFError
            data = self._lzma.decompress(more, size)
        return data

    def _next_stream(self) -> bytes:
        """The beginning of the next stream, behind padding of NULs, if there is one."""
        more = self._lzma.unused_data.lstrip(b"\0")
        while not more:
            piece = self._packed.read(_PIECE)
            if not piece:
                return b""
            more = piece.lstrip(b"\0")
        self._lzma = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)
        return more
