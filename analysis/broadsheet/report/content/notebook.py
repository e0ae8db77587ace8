"""The text of a notebook: its Markdown, and what its code cells gave, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from broadsheet.report.content.cleaning import cleaned
from broadsheet.report.content.headings import headings_plugin
from broadsheet.report.content.markdown import Text
from broadsheet.report.content.notebook_output import outputs_html
from broadsheet.report.source.notebook import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.report.content.headings import Heading
    from broadsheet.report.edition.notebook_run import Output
    from broadsheet.report.source.document import ReportDocument

__all__ = ["notebook_text"]

_NO_CELL = frozenset({"remove-cell", "parameters"})
_NO_OUTPUT = frozenset({"remove-output"})
_NO_CODE = frozenset({"remove-input"})
_PLACE = "\ue000cell-{}\ue001"
_PLACED = re.compile(r"<p>\ue000cell-(\d+)\ue001</p>")


def notebook_text(
    document: ReportDocument, outputs: Sequence[Sequence[Output]], *, in_print: bool
) -> Text:
    """The text of a notebook that was run.

    Code is left out, or folded where the setting `code` is `fold`, or shown; in print, where
    nothing unfolds, folded code is left out. The tags `remove-cell`, `remove-input` and
    `remove-output` leave out a cell or a part of it.

    Args:
        document: The report.
        outputs: The outputs of each cell.
        in_print: Whether the text is for print.
    """
    shown: dict[int, Markup] = {}
    parts = []
    for at, (cell, given) in enumerate(zip(document.cells, outputs, strict=True)):
        if _NO_CELL & cell.tags:
            continue
        if cell.kind is CellKind.MARKDOWN:
            parts.append(cell.source.replace("\ue000", ""))
            continue
        code = "" if _NO_CODE & cell.tags else _code(cell.source, document.code, in_print=in_print)
        made = [] if _NO_OUTPUT & cell.tags else outputs_html(given, at + 1, in_print=in_print)
        shown[at] = Markup("").join([code, *made])
        parts.append(_PLACE.format(at))
    headings: list[Heading] = []
    markdown = (
        MarkdownIt("commonmark", {"typographer": True, "html": False})
        .enable(["table", "smartquotes", "replacements"])
        .disable("image")
        .use(headings_plugin, headings, lambda html: Markup(html).striptags())  # noqa: S704
    )
    html = cleaned(markdown.render("\n\n".join(parts)), ids=True)
    placed = _PLACED.sub(lambda match: str(shown[int(match[1])]), html)
    return Text(Markup(placed), tuple(headings))  # noqa: S704 - cleaned above


def _code(source: str, choice: str, *, in_print: bool) -> Markup:
    if choice == "hide" or (choice == "fold" and in_print):
        return Markup("")
    code = Markup("<pre><code>{}</code></pre>").format(source)
    if choice == "show":
        return code
    return Markup('<details class="source"><summary>Code</summary>{}</details>').format(code)
