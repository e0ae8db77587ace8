"""Callouts: a sentence or two, set off from the text."""

from __future__ import annotations

from markupsafe import Markup, escape

from broadsheet.errors import ReportError
from broadsheet.report.content.values import text

__all__ = ["callout"]

_KINDS = ("note", "warning")


def callout(words: str, *, kind: str = "note") -> Markup:
    """A sentence or two set off from the text: a note, or a warning.

    Raises:
        ReportError: The kind is neither.
    """
    if kind not in _KINDS:
        raise ReportError("no such kind of callout", received=kind, valid=_KINDS)
    body = words if isinstance(words, Markup) else escape(text(words))
    return Markup('<aside class="callout {}"><p>{}</p></aside>').format(kind, body)
