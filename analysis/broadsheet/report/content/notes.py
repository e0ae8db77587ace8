"""Notes to a text, `[^name]` and `^[in place]`: at the end on screen, at the foot on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["at_foot", "notes_plugin"]

_SECTION = re.compile(r'<section class="notes".*?</section>\n?', re.DOTALL)
_ITEM = re.compile(r'<li id="fn(\d+)" class="footnote-item">(.*?)</li>', re.DOTALL)
_BACK = re.compile(r'\s*<a href="#fnref[^"]*" class="footnote-backref">[^<]*</a>')
_REFERENCE = re.compile(r'<sup class="footnote-ref"><a href="#fn(\d+)"[^>]*>[^<]*</a></sup>')
_PARAGRAPHS = re.compile(r"</p>\s*<p>")
_PARAGRAPH = re.compile(r"</?p>")


def notes_plugin(markdown: MarkdownIt) -> None:
    """Let Markdown have notes, set as a section at the end of the text."""
    footnote_plugin(markdown)
    markdown.add_render_rule("footnote_caption", _number)
    markdown.add_render_rule("footnote_block_open", _open)


def at_foot(html: str) -> str:
    """Rendered Markdown with each note where it is called; paper floats it to the page's foot."""
    section = _SECTION.search(html)
    if section is None:
        return html
    notes = {number: _inline(item) for number, item in _ITEM.findall(section[0])}
    text = html[: section.start()] + html[section.end() :]
    return _REFERENCE.sub(lambda match: f'<span class="footnote">{notes[match[1]]}</span>', text)


def _inline(item: str) -> str:
    """A note's text as one line: its paragraphs run on."""
    text = _PARAGRAPHS.sub(" ", _BACK.sub("", item))
    return _PARAGRAPH.sub("", text).strip()


def _number(_: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    return str(int(tokens[at].meta["id"]) + 1)


def _open(*_: object) -> str:
    return '<section class="notes" aria-label="Notes">\n<ol>\n'
