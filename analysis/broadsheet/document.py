"""A document: a file of an archive, and its identity."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath

__all__ = ["SUFFIXES", "Document", "article_id", "fingerprint"]

SUFFIXES = (".md", ".markdown", ".txt", ".yaml", ".yml")
"""Endings of the files that are read as documents."""

_YAML_SUFFIXES = (".yaml", ".yml")
_POSITIVE_INT64 = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file's bytes under its archive's name and its path within, with forward slashes."""

    archive: str
    path: str
    data: bytes

    @property
    def is_yaml(self) -> bool:
        """Whether the whole file is YAML, so that `---` fences are optional."""
        return PurePosixPath(self.path).suffix.lower() in _YAML_SUFFIXES


def article_id(archive: str, path: str) -> int:
    """A stable id for a document: 63 bits of BLAKE2b over archive name and path.

    The sign bit stays clear, so that the id is positive wherever it is shown.
    """
    digest = blake2b(f"{archive}\0{path}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") & _POSITIVE_INT64


def fingerprint(data: bytes) -> str:
    """The content's BLAKE2b-128 in hexadecimal: 32 characters."""
    return blake2b(data, digest_size=16).hexdigest()
