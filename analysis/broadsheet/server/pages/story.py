"""One story: its lead, its members and their providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import MissingError, Shown
from broadsheet.server.rows import rows_of

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/story"
TITLE = "Story"
POSITION = 0


def show(asked: Asked) -> Shown:
    """A story by the number `story`.

    Raises:
        MissingError: The version has no such story.
    """
    given = asked.needed("story")
    number = int(given) if given.removeprefix("-").isdecimal() and len(given) < 20 else None
    story = rows_of(asked, "story", story=number)
    if not story.num_rows:
        raise MissingError(f"no such story in {asked.version}", received=given)
    parts = {
        "story": story,
        "members": rows_of(asked, "story_members", story=number),
        "providers": rows_of(asked, "story_providers", story=number),
    }
    title = story.column("title")[0].as_py() or f"Story {given}"
    return Shown(title, "parts.html", parts, {"parts": parts, "as_fields": ("story",)})
