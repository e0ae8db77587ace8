"""The text of a notebook: its Markdown, and what its code cells gave, without scripts.

What a cell shows is its author's, but rows of a lake come from documents, so HTML is cleaned to
elements that hold text, tables and pictures within the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from broadsheet.errors import ReportError
from broadsheet.report.content.headings import headings_plugin
from broadsheet.report.content.markdown import Text
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
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PLACE = "\ue000cell-{}\ue001"
_PLACED = re.compile(r"<p>\ue000cell-(\d+)\ue001</p>")
_PICTURE = "image/png"
# fmt: off
_TAGS = frozenset(
    {
        "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt",
        "em", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small",
        "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "u", "ul",
    }
)
# fmt: on
_CELL = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": _CELL, "th": _CELL}


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
        made = () if _NO_OUTPUT & cell.tags else map(_output, given)
        shown[at] = Markup("").join([code, *made])
        parts.append(_PLACE.format(at))
    headings: list[Heading] = []
    markdown = (
        MarkdownIt("commonmark", {"typographer": True, "html": False})
        .enable(["table", "smartquotes", "replacements"])
        .disable("image")
        .use(headings_plugin, headings, lambda html: Markup(html).striptags())  # noqa: S704
    )
    html = _cleaned(markdown.render("\n\n".join(parts)), ids=True)
    placed = _PLACED.sub(lambda match: str(shown[int(match[1])]), html)
    return Text(Markup(placed), tuple(headings))  # noqa: S704 - cleaned above


def _code(source: str, choice: str, *, in_print: bool) -> Markup:
    if choice == "hide" or (choice == "fold" and in_print):
        return Markup("")
    code = Markup("<pre><code>{}</code></pre>").format(source)
    if choice == "show":
        return code
    return Markup('<details class="source"><summary>Code</summary>{}</details>').format(code)


def _output(output: Output) -> Markup:
    """What a cell gave, in the richest form that a page without scripts can hold."""
    if output["output_type"] == "stream":
        return _plain(output["text"]) if output["name"] == "stdout" else Markup("")
    data = output.get("data", {})
    if _PICTURE in data:
        picture = "".join(data[_PICTURE].split())
        words = data.get("text/plain", "")
        return Markup('<figure><img src="data:image/png;base64,{}" alt="{}"></figure>').format(
            picture, words
        )
    if "text/html" in data:
        cleaned = _cleaned(data["text/html"])
        return Markup("<figure>{}</figure>").format(Markup(cleaned))  # noqa: S704 - cleaned
    return _plain(data["text/plain"]) if "text/plain" in data else Markup("")


def _plain(text: str) -> Markup:
    return Markup("<pre>{}</pre>").format(escape(_ANSI.sub("", text)))


def _cleaned(html: str, *, ids: bool = False) -> str:
    """HTML with elements that hold text, tables and pictures; no script, style or request."""
    try:
        import nh3
    except ImportError as error:
        hint = "install it with: pip install 'broadsheet[notebook]'"
        raise ReportError("a notebook needs nh3", hint=hint) from error
    heads = {"h2": {"id"}, "h3": {"id"}} if ids else {}
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES | heads,
        attribute_filter=_within_the_page,
        url_schemes={"data", "http", "https", "mailto"},
    )


def _within_the_page(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; none for a picture that is not in the page itself."""
    is_data = value.strip().lower().startswith("data:")
    if tag == "img" and name == "src":
        return value if is_data and value.strip().lower().startswith("data:image/") else None
    return None if is_data else value
