"""Addresses: an id for each paragraph, list item and table of a text that prints values of results.

Figures and headings have their ids already. By its address, a block's numbers are traced.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from broadsheet.report.content.placeholders import Placeholders

__all__ = ["Blocks", "NameOf", "addresses_plugin"]

_ELEMENTS: Final = ("heading_open", "paragraph_open", "list_item_open", "table_open")

Blocks = dict[str, set[str]]
"""The names of the results that each block is made from, by its id."""

NameOf = Callable[[str], "str | None"]
"""Gives the name of the result that a text in a template names; None where it names none."""


def addresses_plugin(
    markdown: MarkdownIt, placeholders: Placeholders, name_of: NameOf, blocks: Blocks
) -> None:
    """Give an id to each block of words with values of results.

    Args:
        markdown: The parser; headings have their anchors.
        placeholders: The values, each with its origins.
        name_of: Gives the name of the result that an origin names.
        blocks: Gets the results of each block, and of each figure.
    """

    def addressed(state: StateCore) -> None:
        around: list[Token] = []
        number = 0
        for token in state.tokens:
            if token.nesting > 0:
                around.append(token)
            elif token.nesting < 0:
                around.pop()
            elif token.type == "inline":
                for figure, origins in placeholders.origins_of_figures(token.content).items():
                    blocks.setdefault(figure, set()).update(_names(origins, name_of))
                names = _names(placeholders.origins_of_words(token.content), name_of)
                element = _element(around)
                if names and element is not None:
                    ident = element.attrGet("id")
                    if ident is None:
                        number += 1
                        ident = f"text-{number}"
                        element.attrSet("id", ident)
                    blocks.setdefault(str(ident), set()).update(names)

    markdown.core.ruler.push("addresses", addressed)


def _names(origins: Iterable[str], name_of: NameOf) -> set[str]:
    return {name for name in map(name_of, origins) if name}


def _element(around: list[Token]) -> Token | None:
    """The innermost block that is an element of the page; a paragraph of a tight list is none."""
    found = (token for token in reversed(around) if token.type in _ELEMENTS and not token.hidden)
    return next(found, None)
