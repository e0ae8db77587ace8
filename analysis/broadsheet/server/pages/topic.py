"""One topic: its numbers, its providers, its place in the tree and its newest documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import MissingError, Shown
from broadsheet.server.rows import listed, rows_of

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/topic"
TITLE = "Topic"
POSITION = 0


def show(asked: Asked) -> Shown:
    """A topic by its name `topic`.

    Raises:
        MissingError: The version has no such topic.
    """
    name = asked.needed("topic")
    topic = rows_of(asked, "topic", topic=name)
    if not topic.num_rows:
        raise MissingError(f"no such topic in {asked.version}", received=name)
    newest = listed(asked, "documents", sort="-published_at", key="archive, path")
    parts = {
        "topic": topic,
        "providers": rows_of(asked, "topic_providers", topic=name),
        "tree": rows_of(asked, "topic_parents", topic=name),
        "documents": newest.rows,
    }
    more = {"documents": asked.link("/documents", topic=name)}
    about = {"parts": parts, "as_fields": ("topic",), "more": more}
    return Shown(name, "parts.html", parts, about)
