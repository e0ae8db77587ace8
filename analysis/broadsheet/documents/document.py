"""A document: a file of an archive, and its identity."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

__all__ = ["SUFFIXES", "Document", "Fingerprints", "article_id", "fingerprints"]

SUFFIXES = (".md", ".markdown", ".txt", ".yaml", ".yml")
"""Endings of the files that are read as documents."""

_YAML_SUFFIXES = (".yaml", ".yml")
_POSITIVE_INT64 = (1 << 63) - 1
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PAYLOAD_FIELD = b'\nsecured: "'
_PAYLOAD = re.compile(rb"[A-Za-z0-9+/]+={0,2};[A-Za-z0-9+/]{22}==(?=\"[ \t]*\n---[ \t]*(?:\n|\Z))")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's bytes under its archive's name and its path within, with forward slashes.

    A document that is one line of a JSON Lines file has its line there, counted from 1.
    """

    archive: str
    path: str
    data: bytes
    line: int = 0

    @property
    def is_yaml(self) -> bool:
        """Whether the whole file is YAML, so that `---` fences are optional."""
        return not self.line and self.path.lower().endswith(_YAML_SUFFIXES)


def article_id(archive: str, path: str) -> int:
    """A stable id for a document: 63 bits of BLAKE2b over archive name and path.

    The sign bit stays clear: the id is positive wherever it is shown.
    """
    digest = blake2b(f"{archive}\0{path}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & _POSITIVE_INT64


class Fingerprints(NamedTuple):
    """Hashes of a document: BLAKE2b-128 in hexadecimal, 32 characters each.

    `whole` is the hash of a file's bytes. `content` is the content hash: it stays the same when
    line ends change, or the payload for another of the same length.
    """

    whole: str
    content: str


def fingerprints(data: bytes) -> Fingerprints:
    """The hashes of a document's bytes."""
    has_line_ends = b"\r" in data and not data.startswith(_UTF16)
    plain = data.replace(b"\r\n", b"\n") if has_line_ends else data
    start, end = _payload_span(plain)
    head = blake2b(plain[:start], digest_size=16)
    rest = head.copy()
    rest.update(plain[end:])
    place = b"%d %d" % (start, end)
    content = blake2b(rest.digest() + place, digest_size=16).hexdigest()
    if has_line_ends:
        return Fingerprints(blake2b(data, digest_size=16).hexdigest(), content)
    head.update(plain[start:])
    return Fingerprints(head.hexdigest(), content)


def _payload_span(data: bytes) -> tuple[int, int]:
    """Where the payload is, if it is the front matter's last field; else nowhere, at the end."""
    at = data.rfind(_PAYLOAD_FIELD)
    payload = _PAYLOAD.match(data, at + len(_PAYLOAD_FIELD)) if at >= 0 else None
    if payload is None or b"secured" in payload[0]:
        return len(data), len(data)
    return payload.span()
