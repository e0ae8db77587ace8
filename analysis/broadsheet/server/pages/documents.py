"""The documents of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import Shown
from broadsheet.server.rows import listed

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/documents"
TITLE = "Documents"
POSITION = 2


def show(asked: Asked) -> Shown:
    """The documents, filtered and page by page."""
    found = listed(asked, "documents", sort="-published_at", key="archive, path")
    return Shown(
        TITLE,
        "listing.html",
        found.facts(),
        {"filters": ("search", "period", "provider", "topic", "category", "status")},
    )
