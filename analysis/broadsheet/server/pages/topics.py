"""The topics of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import Shown
from broadsheet.server.rows import listed

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/topics"
TITLE = "Topics"
POSITION = 5


def show(asked: Asked) -> Shown:
    """The topics, page by page."""
    found = listed(asked, "topics", sort="-articles", key="topic")
    return Shown(TITLE, "listing.html", found.facts(), {"filters": ("search",)})
