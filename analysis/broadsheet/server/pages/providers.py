"""The providers of articles and related items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import Shown
from broadsheet.server.rows import listed

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/providers"
TITLE = "Providers"
POSITION = 4


def show(asked: Asked) -> Shown:
    """The providers, page by page."""
    found = listed(asked, "providers", sort="-articles", key="provider_domain")
    return Shown(TITLE, "listing.html", found.facts(), {"filters": ("search",)})
