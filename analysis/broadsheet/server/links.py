"""Links from a value to the page of what it names, by the column that it is in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.values import text as plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from broadsheet.server.asked import Asked

_PROSE = frozenset({"title", "excerpt", "name", "label", "provider_name", "message"})
"""Columns of text that may hold HTML entities."""

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
    if column == "url" or column.endswith("_url"):
        return outside(text)
    shown = plain(text) if column in _PROSE else text
    if not asked.is_served:
        return isolated(shown)
    if column == "topics" and text:
        each = ((asked.link("/topic", topic=topic), topic) for topic in _list(text))
        return Markup(", ").join(_to(*topic) for topic in each)
    address = _address(asked, column, text, row)
    return _to(address, shown) if address and text else isolated(shown)


def _address(asked: Asked, column: str, text: str, row: Mapping[str, str]) -> str | None:
    """The page of what a value names; None where there is none."""
    if column in {"title", "path"} and row.get("path") and row.get("archive"):
        return asked.link("/document", archive=row["archive"], path=row["path"])
    if column == "title" and row.get("story_id"):
        return asked.link("/story", story=row["story_id"])
    if column in _ENTITIES:
        path, name = _ENTITIES[column]
        return asked.link(path, **{name: text})
    return None


def outside(address: str) -> Markup:
    """A link to another site, without a referrer; other addresses are text."""
    if not address.lower().startswith(("https://", "http://")):
        return escape(address)
    return Markup('<a href="{0}" rel="noopener noreferrer" class="outside">{0}</a>').format(address)


def _to(address: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, isolated(text))


def _list(text: str) -> list[str]:
    try:
        values = json.loads(text)
    except ValueError:
        return [text]
    return [str(value) for value in values] if isinstance(values, list) else [text]
