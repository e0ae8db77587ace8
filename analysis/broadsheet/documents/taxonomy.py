"""Kinds of documents by their fields: articles, and those that describe providers or topics."""

from __future__ import annotations

from typing import Any

__all__ = ["ORGANIZATION", "TOPIC", "is_data", "is_untitled", "needs_care", "taxonomy_of"]

_OF_A_DOCUMENT = frozenset(
    {"category", "type", "publishedDateTime", "provider", "originalUrl", "webUrl", "taxonomy"}
    | {"topics", "related", "quality", "secured"}
)

ORGANIZATION = "organization"
"""The taxonomy of documents that describe a provider."""

TOPIC = "topic"
"""The taxonomy of documents that order topics."""


def taxonomy_of(fields: dict[str, Any]) -> str | None:
    """The taxonomy of a document that is no article; None where it is one.

    >>> taxonomy_of({"taxonomy": "Organization"})
    'organization'
    """
    taxonomy = fields.get("taxonomy")
    if not isinstance(taxonomy, str):
        return None
    name = taxonomy.strip().lower()
    return name if name in {ORGANIZATION, TOPIC} else None


def is_untitled(fields: dict[str, Any]) -> bool:
    """Whether a document has a name in place of a title, as people have."""
    title = fields.get("title")
    is_empty = title is None or (isinstance(title, str) and not title.strip())
    return is_empty and isinstance(fields.get("name"), str | int | float)


def needs_care(fields: dict[str, Any]) -> bool:
    """Whether a document may be something else than an article, which the fast reader leaves."""
    return "taxonomy" in fields or is_untitled(fields)


def is_data(fields: dict[str, Any]) -> bool:
    """Whether a YAML file is configuration or data, as sites have them beside their documents.

    Whatever else it has, a document says what it is, of whom, when, where or about what.
    """
    return _OF_A_DOCUMENT.isdisjoint(fields)
