"""Links to the web."""

from __future__ import annotations

from markupsafe import Markup

from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.values import text

__all__ = ["link"]


def link(words: str, address: str) -> Markup:
    """A link to a web address; the words alone where the address is any other."""
    if not address.startswith(("https://", "http://")):
        return isolated(text(words))
    return Markup('<a href="{}">{}</a>').format(address, isolated(text(words)))
