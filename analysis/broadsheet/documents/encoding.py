"""Bytes to text: UTF-8 as a rule, UTF-16 and UTF-32 by their signs, broken bytes replaced."""

from __future__ import annotations

import codecs
import re

from broadsheet.documents.faults import Fault

__all__ = ["decode", "is_allowed"]

# Characters that YAML 1.2 does not allow in a stream (section 5.1), but for surrogates,
# which decoding never yields.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_SUSPECT_BYTES = b"\xc2\xef"  # the first bytes of characters some of which are forbidden
_ALLOWED_BYTES = bytes([9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0x100)])
_HARMLESS_BYTES = _ALLOWED_BYTES.translate(None, _SUSPECT_BYTES)
_C1_CONTROL = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_NO_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
_UNMARKED = {
    encoding: tuple(sign.encode(encoding) for sign in ("---", "+++", '{"', "\n---"))
    for encoding in ("utf-16-le", "utf-16-be")
}
"""How front matter begins in an encoding that no byte order mark names."""
_MARKED = {
    codecs.BOM_UTF8: ("utf-8", "begins with a byte order mark"),
    codecs.BOM_UTF32_LE: ("utf-32-le", "read as UTF-32"),  # before UTF-16, which it begins like
    codecs.BOM_UTF32_BE: ("utf-32-be", "read as UTF-32"),
    codecs.BOM_UTF16_LE: ("utf-16-le", "read as UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16-be", "read as UTF-16"),
}


def decode(data: bytes) -> tuple[str, list[Fault]]:
    """Decode a document, and replace what no YAML reader can take.

    Returns:
        The text without byte order mark, and the faults found on the way.
    """
    text, faults = _decode(data)
    found = None if not faults and is_allowed(data) else _FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = f"character U+{ord(found[0]):04X} is not allowed in YAML; replaced"
        faults.append(Fault("control-character", message, line=line))
        text = _FORBIDDEN.sub("\ufffd", text)
    return text, faults


def is_allowed(data: bytes) -> bool:
    """Whether UTF-8 holds no forbidden character: a quick look at its bytes."""
    rest = data.translate(None, _HARMLESS_BYTES)
    if not rest:
        return True
    if rest.translate(None, _ALLOWED_BYTES):
        return False
    return not (_C1_CONTROL.search(data) or _NO_CHARACTER.search(data))


def _decode(data: bytes) -> tuple[str, list[Fault]]:
    for bom, (encoding, message) in _MARKED.items():
        if data.startswith(bom):
            text, faults = _decode_as(encoding, data[len(bom) :])
            return text, [Fault("encoding", message, line=1), *faults]
    if b"\0" in data[:2]:
        for encoding, beginnings in _UNMARKED.items():
            if data.startswith(beginnings):
                text, faults = _decode_as(encoding, data)
                return text, [Fault("encoding", "read as UTF-16", line=1), *faults]
    return _decode_as("utf-8", data)


def _decode_as(encoding: str, data: bytes) -> tuple[str, list[Fault]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, errors="replace").count("\n") + 1
        message = f"byte 0x{data[error.start]:02X} is not {encoding.upper()}"
        fault = Fault("broken-encoding", message, line=line)
        return data.decode(encoding, errors="replace"), [fault]
