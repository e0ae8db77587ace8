"""Links from a value to the page of what it names, by the column that it is in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.server.asked import Asked

__all__ = ["linked", "outside"]

_ENTITIES = {
    "provider_domain": ("/provider", "provider"),
    "story_id": ("/story", "story"),
    "topic": ("/topic", "topic"),
    "query": ("/query", "name"),
    "category": ("/documents", "category"),
    "status": ("/documents", "status"),
    "code": ("/problems", "code"),
}
"""The page of what a column names, and the parameter of the page."""


def linked(asked: Asked, column: str, text: str, row: Mapping[str, str]) -> Markup:
    """A value of a row, escaped, with a link where a page is about it.

    Args:
        asked: The request.
        column: The value's column.
        text: The value.
        row: The texts of the row by column.
    """
    if not text:
        return Markup("")
    if column == "url" or column.endswith("_url"):
        return outside(text)
    if column == "topics":
        return Markup(", ").join(
            _to(asked.link("/topic", topic=each), each) for each in _list(text)
        )
    if column in {"title", "path"} and row.get("path") and row.get("archive"):
        address = asked.link("/document", archive=row["archive"], path=row["path"])
        return _to(address, text)
    if column == "title" and row.get("story_id"):
        return _to(asked.link("/story", story=row["story_id"]), text)
    if column in _ENTITIES:
        path, name = _ENTITIES[column]
        return _to(asked.link(path, **{name: text}), text)
    return _isolated(text)


def outside(address: str) -> Markup:
    """A link to another site, which is not told of this one; other addresses are text."""
    if not address.lower().startswith(("https://", "http://")):
        return escape(address)
    link = '<a href="{0}" rel="noopener noreferrer" class="outside">{0}</a>'
    return Markup(link).format(address)


def _to(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, _isolated(text))


def _isolated(text: str) -> Markup:
    """A text in an element of its own, so that one from right to left leaves the others in place."""
    return escape(text) if text.isascii() else Markup("<bdi>{}</bdi>").format(text)


def _list(text: str) -> list[str]:
    try:
        values = json.loads(text)
    except ValueError:
        return [text]
    return [str(value) for value in values] if isinstance(values, list) else [text]
