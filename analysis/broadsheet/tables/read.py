"""A document, and what was read of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from broadsheet.documents.document import Document, Fingerprints
    from broadsheet.documents.parsed import NotLoaded, Parsed

__all__ = ["Read", "Unread"]


class Unread(NamedTuple):
    """A document that is still to be read."""

    document: Document
    fingerprints: Fingerprints


class Read(NamedTuple):
    """A document, and what was read of it.

    Attributes:
        document: The document.
        fingerprints: The hashes of its bytes; None where these could not be read.
        result: What was read.
        is_suspect: Whether its payload may be elsewhere than in its field: whatever looks like a
            payload is withheld.
        with_care: Whether it was read with care: then only its depth can make it odd.
    """

    document: Document
    fingerprints: Fingerprints | None
    result: Parsed | NotLoaded
    is_suspect: bool = False
    with_care: bool = True
