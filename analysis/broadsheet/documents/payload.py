"""The encrypted payload, `secured`: how to find it in torn documents too.

A payload is two base64 parts joined by `;`, the second 16 bytes long. It has its own field on its
own line; a document in which it may be elsewhere is suspect, and whatever looks like a payload
in its rows is withheld.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["SECOND_PART", "WITHHELD", "holds_payload", "is_suspect", "withhold"]

WITHHELD = "(withheld)"

_FIELD = re.compile(
    r"secured[\"']?[ \t]*:[ \t]*"
    r"(?:[\"'|>]|(?=[A-Za-z0-9+/=;]*[0-9])[A-Za-z0-9+/]{12,}|$)",
    re.MULTILINE,
)
_LAST_LINE = re.compile(rb'\nsecured: "[A-Za-z0-9+/=;]*"[ \t]*\r?\n(?:\s*\n)?---[ \t]*\r?(?=\n|\Z)')
_JSON_FIELD = re.compile(rb'"secured"\s*:\s*"[A-Za-z0-9+/=;]*"')
SECOND_PART = re.compile(rb";[A-Za-z0-9+/]{22}==")
"""The end of a payload."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{32,}={0,2}(?:;[A-Za-z0-9+/]{1,22}(?:==)?)?")
_ADDRESS = re.compile(r"https?://[^\s\"';]+")
_KINDS_OF_LETTERS = (re.compile("[A-Z].*[A-Z]"), re.compile("[a-z].*[a-z]"), re.compile("[0-9+]"))


def holds_payload(text: str) -> bool:
    """Whether a `secured` field with something like a payload begins in the text.

    >>> holds_payload('AI secured: "c2VjcmV0'), holds_payload("Deal secured: city wins")
    (True, False)
    """
    return _FIELD.search(text) is not None


def is_suspect(data: bytes, *, is_json: bool = False) -> bool:
    """Whether a document's payload may be elsewhere than in the front matter's last line."""
    named = data.count(b"secured")
    if is_json:
        return named > len(_JSON_FIELD.findall(data)) or len(SECOND_PART.findall(data)) > named
    own = 1 if named and _LAST_LINE.match(data, data.rfind(b"\nsecured")) else 0
    if named > own or data.startswith(_UTF16):
        return True
    return data.count(b"==") > own and len(SECOND_PART.findall(data)) > own


def withhold(text: str) -> str:
    """The text without what looks like a payload: long base64 that is no web address."""
    if _ADDRESS.fullmatch(text):
        return text
    return _BASE64.sub(lambda match: WITHHELD if _is_mixed(match[0]) else match[0], text)


def _is_mixed(run: str) -> bool:
    return all(kind.search(run) for kind in _KINDS_OF_LETTERS)
