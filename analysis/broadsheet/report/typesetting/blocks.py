"""Blocks: the words of a text and the figures that they are about, set beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.content.nodes import NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.report.content.nodes import Node

__all__ = ["Block", "blocks_of"]

_BOTH = Markup(
    '<div class="{}">\n<div class="words">\n{}</div>\n<div class="figures">\n{}</div>\n</div>\n'
)
_ONE = Markup('<div class="{}">\n{}</div>\n')


@dataclass(frozen=True)
class Block:
    """Words, and the figures that follow them; or one element with the whole width.

    Attributes:
        words: Paragraphs, lists and subheadings.
        figures: Charts, tables and cards.
        alone: The heading of a section, a strip of numbers, or the like.
    """

    words: tuple[Markup, ...] = ()
    figures: tuple[Markup, ...] = ()
    alone: Markup | None = None

    def html(self, kind: str = "block") -> Markup:
        """The block, with words and figures as elements of their own in one of a kind."""
        if self.alone is not None:
            return self.alone
        words, figures = (Markup("").join(each) for each in (self.words, self.figures))
        if words and figures:
            return _BOTH.format(kind, words, figures)
        return _ONE.format("words" if words else "figures", words or figures)


def blocks_of(nodes: Sequence[Node]) -> Iterator[Block]:
    """The blocks of a text: figures end the words before them, and new words begin a block."""
    words: list[Markup] = []
    figures: list[Markup] = []

    def ended() -> Iterator[Block]:
        if words or figures:
            yield Block(tuple(words), tuple(figures))
        words.clear()
        figures.clear()

    for node in nodes:
        if node.kind is NodeKind.FIGURE:
            figures.append(node.html)
            continue
        if figures or node.kind is not NodeKind.WORDS:
            yield from ended()
        if node.kind in {NodeKind.HEADING, NodeKind.ALONE}:
            yield Block(alone=node.html)
        else:
            words.append(node.html)
    yield from ended()
