"""The stories: items that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import Shown
from broadsheet.server.rows import listed

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/stories"
TITLE = "Stories"
POSITION = 3


def show(asked: Asked) -> Shown:
    """The stories, filtered and page by page."""
    found = listed(asked, "stories", sort="-last_published_at", key="story_id")
    return Shown(
        TITLE, "listing.html", found.facts(), {"filters": ("search", "period", "provider")}
    )
