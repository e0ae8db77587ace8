"""The headers of a tar's members: blocks of 512 bytes.

The formats are those of POSIX.1-1988 (ustar), POSIX.1-2001 (pax) and GNU tar:
https://www.gnu.org/software/tar/manual/html_node/Standard.html
"""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.archive.compression.unpacking import Torn
from broadsheet.documents.faults import Fault

__all__ = [
    "BLOCK", "DEVICES", "FILES", "FOLDER", "GLOBAL", "HARD_LINK", "LINK", "LONG_LINK", "LONG_NAME",
    "PAX", "SPARSE", "Header", "parse_header", "pax_records", "pax_size", "until_nul",
]  # fmt: skip

BLOCK = 512

FILES = (b"\0", b"0")
HARD_LINK, LINK, FOLDER, SPARSE = b"1", b"2", b"5", b"S"
DEVICES = (b"3", b"4", b"6")
LONG_NAME, LONG_LINK, PAX, GLOBAL = b"L", b"K", (b"x", b"X"), b"g"

_END = bytes(BLOCK)
_PAX_KEYS = (b"path", b"linkpath", b"size")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header; an extension header in front of it may override them.

    Attributes:
        kind: The kind of the member, one of the constants above; any other is a file.
        name: Its name.
        size: How many bytes follow.
        target: Where it leads, if it is a link.
        goes_on: Whether more blocks of the header follow, as for sparse files.
    """

    kind: bytes
    name: bytes
    size: int
    target: bytes
    goes_on: bool


def parse_header(block: bytes) -> Header | None:
    """The fields of a header; None for the end mark.

    Raises:
        Torn: It is incomplete or damaged.
    """
    if len(block) < BLOCK:
        raise Torn(Fault("unreadable", "breaks off without its end mark"))
    if block == _END:
        return None
    _check(block)
    name = until_nul(block[:100])
    if block[257:263] == b"ustar\0" and block[345]:
        name = until_nul(block[345:500]) + b"/" + name
    kind = block[156:157]
    size = _number(block[124:136])
    return Header(kind, name, size, until_nul(block[157:257]), kind == SPARSE and block[482] > 0)


def pax_records(data: bytes) -> dict[bytes, bytes]:
    """Name, link, size and sparseness from a pax header: records `LENGTH KEY=VALUE` and a newline.

    Raises:
        Torn: It is damaged.
    """
    records = {}
    place = 0
    data = data.rstrip(b"\0")
    while place < len(data):
        digits, space, _ = data[place : place + 20].partition(b" ")
        start, end = place + len(digits) + 1, place + _whole(digits, 10)
        if not space or not start < end <= len(data):
            raise Torn(Fault("unreadable", "damaged: a pax header that can't be read"))
        key, _, value = data[start : end - 1].partition(b"=")
        if key in _PAX_KEYS or key.startswith(b"GNU.sparse."):
            records[key] = until_nul(value)
        place = end
    return records


def pax_size(value: bytes) -> int:
    """The size in a pax header.

    Raises:
        Torn: It is no size.
    """
    return _whole(value, 10)


def until_nul(field: bytes) -> bytes:
    """The text of a field that is filled up with NULs."""
    return field.partition(b"\0")[0]


def _check(block: bytes) -> None:
    """Compare the checksum, which counts itself as spaces; old tars sum signed bytes.

    Raises:
        Torn: It is wrong.
    """
    counted = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(counted)
    signed = unsigned - 256 * sum(byte > 127 for byte in counted)
    if _number(block[148:156]) not in {unsigned, signed}:
        raise Torn(Fault("unreadable", "damaged: a header with a wrong checksum"))


def _number(field: bytes) -> int:
    """A number in octal digits, or in the bytes after a 0x80."""
    return int.from_bytes(field[1:], "big") if field[0] == 0x80 else _whole(until_nul(field), 8)


def _whole(text: bytes, base: int) -> int:
    try:
        number = int(text.strip() or b"0", base)
    except ValueError:
        number = -1
    if number < 0:
        raise Torn(Fault("unreadable", "damaged: a header with a wrong number"))
    return number
