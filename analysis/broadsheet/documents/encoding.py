"""Bytes to text: UTF-8 as a rule, UTF-16 and UTF-32 by their signs, broken bytes replaced."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from broadsheet.documents.faults import Fault

__all__ = ["allowed", "decode", "escapes_forbidden", "forbidden_fault", "is_allowed"]

# Characters that YAML 1.2 does not allow in a stream (section 5.1), but for surrogates,
# which decoding never yields.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_SUSPECT_BYTES = b"\xc2\xef"  # the first bytes of characters some of which are forbidden
_ALLOWED_BYTES = bytes([9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0x100)])
_HARMLESS_BYTES = _ALLOWED_BYTES.translate(None, _SUSPECT_BYTES)
_C1_CONTROL = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_NO_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
_ESCAPED = re.compile(
    r"\\(?:[0abefv]|x(?:[01]|7[fF]|[89])|u(?:00(?:[01]|7[fF]|[89])|[fF]{3}[eEfF])"
    r"|U0000(?:00(?:[01]|7[fF]|[89])|[fF]{3}[eEfF]))"
)
"""What may be the escape of a forbidden character, in YAML, JSON or TOML."""
_UNMARKED = {
    "utf-32-le": re.compile(rb"(?:[^\0]\0\0\0){2}"),
    "utf-32-be": re.compile(rb"(?:\0\0\0[^\0]){2}"),
    "utf-16-le": re.compile(rb"(?:[^\0]\0){2}"),
    "utf-16-be": re.compile(rb"(?:\0[^\0]){2}"),
}
"""How ASCII begins in an encoding that no byte order mark names (YAML 1.2, section 5.2)."""
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
        faults.append(replace(forbidden_fault(text), line=line))
    return allowed(text), faults


def allowed(text: str) -> str:
    """The text with each forbidden character replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def escapes_forbidden(text: str) -> bool:
    r"""Whether an escape in it, such as `\u0007`, may stand for a forbidden character."""
    return "\\" in text and _ESCAPED.search(text) is not None


def forbidden_fault(text: str, name: str | None = None) -> Fault:
    """The fault of a text with a forbidden character, which is replaced.

    Args:
        text: The text.
        name: The field that it is of.
    """
    found = _FORBIDDEN.search(text)
    character = f"U+{ord(found[0]):04X}" if found else ""
    field = f"{name}: " if name else ""
    message = f"{field}character {character} is not allowed in YAML; replaced"
    return Fault("control-character", message, field=name)


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
        for encoding, beginning in _UNMARKED.items():
            if beginning.match(data):
                text, faults = _decode_as(encoding, data)
                message = f"read as {encoding[:-3].upper()}"
                return text, [Fault("encoding", message, line=1), *faults]
    return _decode_as("utf-8", data)


def _decode_as(encoding: str, data: bytes) -> tuple[str, list[Fault]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, errors="replace").count("\n") + 1
        message = f"byte 0x{data[error.start]:02X} is not {encoding.upper()}"
        fault = Fault("broken-encoding", message, line=line)
        return data.decode(encoding, errors="replace"), [fault]
