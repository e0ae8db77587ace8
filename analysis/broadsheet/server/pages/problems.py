"""The faults that a load found in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import Shown
from broadsheet.server.rows import listed

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/problems"
TITLE = "Problems"
POSITION = 6


def show(asked: Asked) -> Shown:
    """The problems, filtered and page by page."""
    found = listed(asked, "problems", sort="severity", key="code, archive, path, line, field")
    return Shown(TITLE, "listing.html", found.facts(), {"filters": ("search", "code", "severity")})
