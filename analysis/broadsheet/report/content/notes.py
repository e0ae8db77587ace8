"""Notes, `[^name]` and `^[in place]`: after the text on screen, at the page's foot in print."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

__all__ = ["notes_plugin"]

_DROPPED = ("footnote_anchor", "paragraph_close", "footnote_close", "footnote_block_close")


def notes_plugin(markdown: MarkdownIt, *, in_print: bool) -> None:
    """Add notes to Markdown.

    Args:
        markdown: The parser.
        in_print: Whether each note is placed where it is called, for the page's style to float it
            to the foot; else the notes are a section at the end of the text.
    """
    footnote_plugin(markdown)
    markdown.add_render_rule("footnote_caption", _number)
    markdown.add_render_rule("footnote_block_open", _open)
    if in_print:
        markdown.core.ruler.push("notes_in_place", _in_place)


def _number(_: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    return str(int(tokens[at].meta["id"]) + 1)


def _open(*_: object) -> str:
    return '<section class="notes" aria-label="Notes">\n<ol>\n'


def _in_place(state: StateCore) -> None:
    """Move each note from the section at the end to its first call; others get its number."""
    types = [token.type for token in state.tokens]
    if "footnote_block_open" not in types:
        return
    end = types.index("footnote_block_open")
    notes = _notes(state.tokens[end:])
    state.tokens = state.tokens[:end]
    for token in state.tokens:
        if token.children:
            called = (_called(child, notes) for child in token.children)
            token.children = list(chain.from_iterable(called))


def _notes(section: Sequence[Token]) -> dict[int, list[Token]]:
    """The content of each note, as inline tokens, by the note's number."""
    notes: dict[int, list[Token]] = {}
    note: list[Token] = []
    for token in section[1:]:
        if token.type == "footnote_open":
            note = notes[token.meta["id"]] = []
        elif token.type == "paragraph_open":
            note += [Token("text", "", 0, content=" ")] if note and not token.hidden else []
        elif token.type == "inline":
            note += token.children or []
        elif token.type not in _DROPPED:
            note.append(token)
    return notes


def _called(token: Token, notes: dict[int, list[Token]]) -> list[Token]:
    """A token of the text; the note itself in place of its first call.

    Args:
        token: The token.
        notes: Notes that were not called before, by number; the one that is called is taken out.
    """
    if token.type != "footnote_ref":
        return [token]
    note = notes.pop(token.meta["id"], None)
    if note is None:
        opening = Token("again_open", "span", 1, attrs={"class": "footnote-again"})
        number = Token("text", "", 0, content=str(token.meta["id"] + 1))
        return [opening, number, Token("again_close", "span", -1)]
    opening = Token("note_open", "span", 1, attrs={"class": "footnote"})
    return [opening, *note, Token("note_close", "span", -1)]
