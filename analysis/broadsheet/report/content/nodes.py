"""The nodes of a text: its headings, paragraphs and figures, in order, each with what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token
    from markupsafe import Markup

__all__ = ["Node", "NodeKind", "node_of", "top_level"]


class NodeKind(StrEnum):
    """What a node is for the setting of a page."""

    HEADING = "heading"
    """The heading of a section."""
    SUBHEADING = "subheading"
    """The heading of a part of a section."""
    WORDS = "words"
    """A paragraph, a list, or anything else that is read."""
    FIGURE = "figure"
    """A chart, a table or a card, which the words before it are about."""
    ALONE = "alone"
    """What has the whole width: a strip of numbers, the notes, the end of a sheet."""


@dataclass(frozen=True)
class Node:
    """An element at the top of a text, as HTML."""

    kind: NodeKind
    html: Markup


_BEGINNINGS = (
    ("<h2", NodeKind.HEADING),
    ("<h3", NodeKind.SUBHEADING),
    ("<table", NodeKind.FIGURE),
    ("<article", NodeKind.FIGURE),
    ('<div class="columns">', NodeKind.FIGURE),
    ('<div class="page-break">', NodeKind.ALONE),
    ('<section class="notes"', NodeKind.ALONE),
)
_STRIP = '<div class="numbers">'


def node_of(html: Markup) -> Node:
    """The node of an element: all but words is known by the tag that broadsheet begins it with."""
    text = html.lstrip()
    if text.startswith("<figure"):
        is_strip = text.partition(">")[2].lstrip().startswith(_STRIP)
        return Node(NodeKind.ALONE if is_strip else NodeKind.FIGURE, html)
    kinds = (kind for beginning, kind in _BEGINNINGS if text.startswith(beginning))
    return Node(next(kinds, NodeKind.WORDS), html)


def top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each element at the top of a text."""
    node: list[Token] = []
    depth = 0
    for token in tokens:
        node.append(token)
        depth += token.nesting
        if depth == 0:
            yield node
            node = []
