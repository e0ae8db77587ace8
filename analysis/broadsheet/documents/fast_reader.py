"""Plain documents, read fast: front matter as archives write it, where nothing needs care.

A document is plain if it begins and ends with a fence, is UTF-8, can be read by the fast reader,
and has its payload, if it has one, in the front matter's last field and nowhere else; a line of
JSON, if it has no faults. `careful_reader` reads all others, and reads these to the same fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.documents.encoding import is_allowed
from broadsheet.documents.fast_yaml import read_fast
from broadsheet.documents.front_matter import read_front_matter
from broadsheet.documents.parsed import NotLoaded, Parsed
from broadsheet.documents.payload import SECOND_PART, is_suspect
from broadsheet.documents.plain_text import may_hide_text
from broadsheet.documents.second_document import second_document_at
from broadsheet.documents.taxonomy import is_data, needs_care

if TYPE_CHECKING:
    from broadsheet.documents.document import Document
    from broadsheet.documents.limits import Limits

__all__ = ["read_plain"]

_FENCES = (b"---\n", b"---\r\n")
_CLOSING = b"\n---"
_OTHER_CLOSING = b"\n..."
_NO_BODY = (b"", b"\n", b"\r\n")
_PAYLOAD = b"secured"
_LAST_FIELD = re.compile(rb'secured: "(?P<payload>[A-Za-z0-9+/=;]*)"[ \t]*\r?\n---')


def read_plain(document: Document, limits: Limits) -> Parsed | None:
    """Read a plain document; None if it is not plain.

    Its values may still be others than their columns want: tabulating finds that out.
    """
    if document.line:
        return _read_line(document, limits)
    return _read_file(document, limits)


def _read_file(document: Document, limits: Limits) -> Parsed | None:
    data = document.data
    start = next((len(fence) for fence in _FENCES if data.startswith(fence)), 0)
    end = data.find(_CLOSING, start - 1)
    if not start or end < 0 or end + 1 - start > limits.front_matter_bytes:
        return None
    stop, size = _without_payload(data, start, end)
    if stop < start or data.find(_OTHER_CLOSING, start - 1, end) >= 0:
        return None
    if not is_allowed(data) or SECOND_PART.search(data, start, stop):
        return None
    try:
        text = data[start:stop].decode()
        fields = None if may_hide_text(text) else read_fast(text)
        body = _body(data[end + len(_CLOSING) :], is_yaml=document.is_yaml)
    except (ValueError, RecursionError):
        return None
    if type(fields) is not dict or not fields or needs_care(fields):
        return None
    is_none = document.is_yaml and is_data(fields)
    return None if is_none else Parsed(fields, size, body)


def _body(data: bytes, *, is_yaml: bool) -> str | None:
    """The text after the closing fence.

    Raises:
        ValueError: It needs care.
    """
    if data in _NO_BODY:
        return None
    body = data.decode().replace("\r\n", "\n")
    is_odd = not body.startswith("\n") or _PAYLOAD in data or SECOND_PART.search(data)
    body = body.strip()
    if is_odd or second_document_at(body, is_yaml=is_yaml) is not None:
        raise ValueError("left to the careful reader")
    return body or None


def _read_line(document: Document, limits: Limits) -> Parsed | None:
    """Read a line of JSON."""
    if is_suspect(document.data, is_json=True):
        return None
    front_matter = read_front_matter(document, limits)
    if isinstance(front_matter, NotLoaded) or needs_care(front_matter.fields):
        return None
    secured = front_matter.fields.pop("secured", None)
    is_located = front_matter.locations is not None
    if front_matter.faults or is_located or not isinstance(secured, str | None):
        return None
    size = None if secured is None else len(secured.strip().encode())
    return Parsed(front_matter.fields, size, front_matter.body)


def _without_payload(data: bytes, start: int, end: int) -> tuple[int, int | None]:
    """Where the fields before the payload end, and its size; -1 if it is elsewhere."""
    named = data.find(_PAYLOAD, start)
    if named < 0:
        return end + 1, None
    field = _LAST_FIELD.match(data, named)
    if field is None or field.end() != end + len(_CLOSING) or data[named - 1] != ord("\n"):
        return -1, None
    payload = field["payload"]
    is_odd = _PAYLOAD in payload or len(SECOND_PART.findall(payload)) > 1
    return (-1, None) if is_odd else (named, len(payload))
