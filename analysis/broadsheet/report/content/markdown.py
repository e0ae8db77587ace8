"""A report's text to HTML: its template runs in the sandbox, then its Markdown is rendered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.container import container_plugin

from broadsheet.errors import ReportError
from broadsheet.report.content.addresses import addresses_plugin
from broadsheet.report.content.headings import headings_plugin
from broadsheet.report.content.nodes import Node, node_of, top_level
from broadsheet.report.content.notes import notes_plugin
from broadsheet.report.content.placeholders import Placeholders
from broadsheet.report.content.sandbox import run_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from broadsheet.report.content.addresses import Blocks, NameOf
    from broadsheet.report.content.finding import KeyPoint
    from broadsheet.report.content.headings import Heading
    from broadsheet.report.source.document import ReportDocument

__all__ = ["Text", "render_text"]

_PAGE_BREAK = re.compile(r"^---page---[ \t]*$", re.MULTILINE)
_BREAK = Markup('\n<div class="page-break"></div>\n')


@dataclass(frozen=True)
class Text:
    """A text as HTML.

    Attributes:
        html: The text.
        headings: Its headings in order.
        nodes: The elements that it consists of.
        key_points: The findings at the head of the page.
        blocks: The names of the results that each block is made from, by the block's identifier.
        lacking: The titles of the sections that have too little data.
        carried: What its page carries, so that its numbers can be traced.
    """

    html: Markup
    headings: tuple[Heading, ...] = ()
    nodes: tuple[Node, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    lacking: tuple[str, ...] = ()
    blocks: Blocks = field(default_factory=dict)
    carried: Markup = field(default_factory=Markup)


def render_text(
    document: ReportDocument,
    names: dict[str, Any],
    *,
    in_print: bool = False,
    name_of: NameOf | None = None,
) -> Text:
    """Render a report's text to HTML.

    Args:
        document: The report.
        names: The functions and values that its template may use.
        in_print: Whether notes are set at the foot of their page, rather than at the end.
        name_of: Gives the name of the result that a text in the template names, so that each block
            with values of results gets an address; None for a text without addresses.

    Raises:
        ReportError: The template has a fault; the message has file and line.
    """
    placeholders = Placeholders()
    source = run_template(document, names, placeholders)
    headings: list[Heading] = []
    markdown = (
        MarkdownIt("commonmark", {"typographer": True, "html": False})
        .enable(["table", "smartquotes", "replacements"])
        .disable("image")
        .use(headings_plugin, headings, lambda html: placeholders.put_back(html).striptags())
        .use(notes_plugin, in_print=in_print)
        .use(container_plugin, "columns", render=_columns)
        .use(_figures_plugin, placeholders)
        .use(_alignment_plugin)
    )
    blocks: Blocks = {}
    if name_of is not None:
        markdown.use(addresses_plugin, placeholders, name_of, blocks)
    shared: dict[str, Any] = {}
    tokens = markdown.parse(
        _PAGE_BREAK.sub(lambda _: placeholders.put_aside(_BREAK), source), shared
    )
    nodes = tuple(
        node_of(placeholders.put_back(markdown.renderer.render(each, markdown.options, shared)))
        for each in top_level(tokens)
    )
    try:
        placeholders.check_all_placed()
    except ReportError as error:
        raise document.error(str(error)) from error
    html = Markup("").join(node.html for node in nodes)
    return Text(html, tuple(headings), nodes, blocks=blocks)


def _columns(_: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    return '<div class="text-columns">\n' if tokens[at].nesting == 1 else "</div>\n"


def _figures_plugin(markdown: MarkdownIt, placeholders: Placeholders) -> None:
    """Make figures on lines without a blank line between them paragraphs of their own."""

    def parted(state: StateCore) -> None:
        tokens: list[Token] = []
        for token in state.tokens:
            is_paragraph = bool(tokens) and tokens[-1].type == "paragraph_open"
            figures = placeholders.figures_alone(token.content) if is_paragraph else []
            for figure in figures[:-1]:
                opening = tokens[-1].copy(attrs={})
                closing = opening.copy(type="paragraph_close", nesting=-1)
                tokens += [token.copy(content=figure, children=[]), closing, opening]
            tokens.append(token.copy(content=figures[-1]) if figures else token)
        state.tokens = tokens

    markdown.core.ruler.before("inline", "figures", parted)


def _alignment_plugin(markdown: MarkdownIt) -> None:
    """Write the alignment of table cells as a class: a page's policy bars style attributes."""
    markdown.core.ruler.push("alignment", _aligned)


def _aligned(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"th_open", "td_open"}:
            style = token.attrs.pop("style", None)
            if style:
                token.attrSet("class", str(style).removeprefix("text-align:"))
