"""A report's text to HTML, in a sandbox.

The template runs first, but what it prints is put aside: the text gets a token in its place. Then
Markdown is rendered, and last each token becomes its value, escaped. So a title that holds
`<script>`, `**` or `{{ }}` prints as the text it is.
"""

from __future__ import annotations

import re
import secrets
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from mdit_py_plugins.container import container_plugin

from broadsheet.errors import BroadsheetError, ChartError, ReportError
from broadsheet.report.content import elements
from broadsheet.report.content.notes import at_foot, notes_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, TracebackType

    from jinja2.runtime import Context
    from markdown_it.token import Token

    from broadsheet.report.source.document import ReportDocument

__all__ = ["render_text"]

_OPEN, _CLOSE = "\ue000", "\ue001"
_BLOCK = re.compile(r"\s*<(?:figure|div|aside|section|article)\b")
_PAGE_BREAK = re.compile(r"^---page---[ \t]*$", re.MULTILINE)
_BREAK = Markup('\n<div class="page-break"></div>\n')
_TEMPLATE = "<report>"
_UNSTEADY = ("lipsum", "random")  # they would print something else each time
_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_FAULTS_OF_CALLS = (
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RuntimeError,
)


def render_text(
    document: ReportDocument, names: dict[str, Any], *, on_paper: bool = False
) -> Markup:
    """Render a report's text to HTML.

    Args:
        document: The report.
        names: The functions and values that its template may use.
        on_paper: Whether notes stand at the foot of their page, rather than at the end.

    Raises:
        ReportError: The template has a fault; the message has file and line.
    """
    tokens = _Tokens()
    text = _run(document, names, tokens)
    html = _markdown().render(_PAGE_BREAK.sub(lambda _: tokens.put_aside(_BREAK), text))
    try:
        return tokens.put_back(at_foot(html) if on_paper else html)
    except ReportError as error:
        raise document.error(str(error)) from error


class _Tokens:
    """Values that were put aside, each under a token that no data can guess."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._placed: set[int] = set()
        self._open = f"{_OPEN}{secrets.token_hex(8)}-"
        token = f"{self._open}(\\d+){_CLOSE}"
        self._pattern = re.compile(f"<p>((?:{token}\\s*)+)</p>|{token}")
        self._token = re.compile(token)

    def put_aside(self, value: object) -> str:
        """A token for a value; what a macro made holds tokens already, and stays as it is."""
        if isinstance(value, StrictUndefined):
            str(value)
        if isinstance(value, Markup) and self._token.search(value):
            return str(value)
        self._values.append(value)
        return f"{self._open}{len(self._values) - 1}{_CLOSE}"

    def put_back(self, html: str) -> Markup:
        """The HTML with each token's value, escaped; a figure alone is no paragraph.

        Raises:
            ReportError: A token was lost, because it stood in a link's address.
        """
        placed = self._pattern.sub(self._element, html)
        if len(self._placed) < len(self._values):
            raise ReportError("a value can't stand in an address", hint="use link(text, address)")
        return Markup(placed)  # noqa: S704 - all escaped

    def _element(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return self._value(match)
        content = self._token.sub(self._value, match[1])
        return content if _BLOCK.match(content) else f"<p>{content}</p>"

    def _value(self, match: re.Match[str]) -> str:
        index = int(match[match.lastindex or 0])
        self._placed.add(index)
        value = self._values[index]
        is_data = isinstance(value, date) or type(value) is str
        return str(escape(elements.text(value) if is_data else value))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Where a template runs: it can neither change nor reach what it was not given."""

    def __init__(self, tokens: _Tokens) -> None:
        super().__init__(
            undefined=StrictUndefined,
            finalize=_put_aside,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
        )
        self.tokens = tokens
        for name in _UNSTEADY:
            self.globals.pop(name, None)
            self.filters.pop(name, None)


@pass_context
def _put_aside(context: Context, value: object) -> str:
    """What a template prints: the context keeps a constant from being put aside once for all."""
    return cast("_Sandbox", context.environment).tokens.put_aside(value)


@lru_cache(maxsize=16)
def _compiled(source: str) -> CodeType:
    """The code of a template, the same for all pages of a report."""
    return _Sandbox(_Tokens()).compile(source, filename=_TEMPLATE)


def _run(document: ReportDocument, names: dict[str, Any], tokens: _Tokens) -> str:
    sandbox = _Sandbox(tokens)
    try:
        code = _compiled(document.text)
        template = sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(names))
        return template.render()
    except TemplateSyntaxError as error:
        raise document.error(error.message or "not a valid template", error.lineno) from error
    except SecurityError as error:
        raise document.error(f"not allowed: {error}", _line(error.__traceback__)) from error
    except (ChartError, ReportError) as error:
        raise document.error(str(error), _line(error.__traceback__)) from error
    except BroadsheetError:
        raise
    except UndefinedError as error:
        name = _UNDEFINED.fullmatch(error.message or "")
        told = ReportError("no such name", received=name[1], valid=names) if name else error
        raise document.error(str(told), _line(error.__traceback__)) from error
    except TypeError as error:
        problem = f"a call is used wrongly: {error}; docs/reference/report-calls.md lists the calls"
        raise document.error(problem, _line(error.__traceback__)) from error
    except (TemplateError, *_FAULTS_OF_CALLS) as error:
        raise document.error(str(error), _line(error.__traceback__)) from error


def _line(trace: TracebackType | None) -> int | None:
    """The line of the template in a traceback."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _TEMPLATE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _markdown() -> MarkdownIt:
    options = {"typographer": True, "html": False}
    return (
        MarkdownIt("commonmark", options)
        .enable(["table", "smartquotes", "replacements"])
        .disable("image")
        .use(notes_plugin)
        .use(container_plugin, "columns", render=_columns)
    )


def _columns(_: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    return '<div class="text-columns">\n' if tokens[at].nesting == 1 else "</div>\n"
