"""One provider: its numbers, its profile, its topics and its newest documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.server.asked import MissingError, Shown
from broadsheet.server.rows import listed, rows_of

if TYPE_CHECKING:
    from broadsheet.server.asked import Asked

__all__ = ["PATH", "POSITION", "TITLE", "show"]

PATH = "/provider"
TITLE = "Provider"
POSITION = 0


def show(asked: Asked) -> Shown:
    """A provider by its domain `provider`.

    Raises:
        MissingError: The version has no such provider.
    """
    domain = asked.needed("provider")
    provider = rows_of(asked, "provider", provider=domain)
    if not provider.num_rows:
        raise MissingError(f"no such provider in {asked.version}", received=domain)
    newest = listed(asked, "documents", sort="-published_at", key="archive, path")
    parts = {
        "provider": provider,
        "profile": rows_of(asked, "provider_profile", provider=domain),
        "topics": rows_of(asked, "provider_topics", provider=domain),
        "documents": newest.rows,
    }
    more = {"documents": asked.link("/documents", provider=domain)}
    title = provider.column("label")[0].as_py() or domain
    about = {"parts": parts, "as_fields": ("provider",), "more": more}
    return Shown(title, "parts.html", parts, about)
