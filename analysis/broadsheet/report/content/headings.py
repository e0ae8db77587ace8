"""The headings of a text, each with an anchor that links can name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

__all__ = ["Heading", "headings_plugin"]

_LEVELS = {"h2": 2, "h3": 3}
_BETWEEN_WORDS = re.compile(r"\W+")


@dataclass(frozen=True)
class Heading:
    """A heading of the text: its level, 2 or 3, its words and its anchor, unique in the page."""

    level: int
    text: str
    anchor: str


def headings_plugin(
    markdown: MarkdownIt, headings: list[Heading], words_of: Callable[[str], str]
) -> None:
    """Give each heading an anchor: its words, numbered where they occur again.

    `mdit_py_plugins.anchors` sees the text of tokens alone, without the values whose placeholders
    they hold, and joins the lines of a heading without a space.

    Args:
        markdown: The parser.
        headings: The list that the headings are added to, in the order of the text.
        words_of: The words of a heading, from its HTML without notes.
    """

    def anchored(state: StateCore) -> None:
        taken: set[str] = set()
        for opening, content in pairwise(state.tokens):
            if opening.type == "heading_open" and opening.tag in _LEVELS:
                words = words_of(_html(state, content))
                anchor = _unused(_BETWEEN_WORDS.sub("-", words.lower()).strip("-"), taken)
                opening.attrSet("id", anchor)
                headings.append(Heading(_LEVELS[opening.tag], words, anchor))

    markdown.core.ruler.push("headings", anchored)


def _html(state: StateCore, content: Token) -> str:
    """A heading's HTML without the calls of notes."""
    children = [child for child in content.children or [] if child.type != "footnote_ref"]
    return str(state.md.renderer.render(children, state.md.options, state.env))


def _unused(words: str, taken: set[str]) -> str:
    """An anchor that is not taken, and now is; the prefix keeps it apart from those of figures."""
    number, anchor = 1, f"s-{words or 'section'}"
    while anchor in taken:
        number += 1
        anchor = f"s-{words or 'section'}-{number}"
    taken.add(anchor)
    return anchor
