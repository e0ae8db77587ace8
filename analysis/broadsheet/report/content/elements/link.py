"""Links to the web."""

from __future__ import annotations

from markupsafe import Markup

from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.values import text

__all__ = ["link"]


def link(words: str, address: str) -> Markup:
    """A link to a web address, without blanks around it; the words alone for any other address."""
    if not address.startswith(("https://", "http://")):
        return isolated(text(words))
    return Markup('<a href="{}">{}</a>').format(address, isolated(text(words).strip()))
