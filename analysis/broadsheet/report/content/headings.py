"""A page's contents: its headings, each with an anchor."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Heading", "with_anchors"]

_HEADING = re.compile(r"<h(?P<level>[23])>(?P<content>.*?)</h(?P=level)>", re.DOTALL)
_NOTE = re.compile(r"<(sup|span) class=\"foot.*?</\1>", re.DOTALL)
_BETWEEN_WORDS = re.compile(r"\W+")


@dataclass(frozen=True)
class Heading:
    """A heading of the text: its level, 2 or 3, its words and its anchor, unique in the page."""

    level: int
    text: str
    anchor: str


def with_anchors(body: Markup) -> tuple[Markup, list[Heading]]:
    """Give each heading of a text an anchor: its words, numbered where they come again.

    Returns:
        The text, and its headings in order.
    """
    headings: list[Heading] = []
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        words = Markup(_NOTE.sub("", match["content"])).striptags()  # noqa: S704 - stripped
        anchor = _unused(_BETWEEN_WORDS.sub("-", words.lower()).strip("-") or "section", taken)
        headings.append(Heading(int(match["level"]), words, anchor))
        return f'<h{match["level"]} id="{anchor}">{match["content"]}</h{match["level"]}>'

    return Markup(_HEADING.sub(anchored, str(body))), headings  # noqa: S704 - escaped before


def _unused(wanted: str, taken: set[str]) -> str:
    """A name that is not taken, and now is; no figure bears such a one."""
    number, name = 1, f"s-{wanted}"
    while name in taken:
        number += 1
        name = f"s-{wanted}-{number}"
    taken.add(name)
    return name
