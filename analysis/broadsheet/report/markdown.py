"""A report's text to HTML, in a sandbox.

The template runs first, but what it prints is put aside: the text gets a token in its place. Then
Markdown is rendered, and last each token becomes its value, escaped. So a title that holds
`<script>`, `**` or `{{ }}` prints as the text it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from broadsheet.errors import BroadsheetError, ReportError

if TYPE_CHECKING:
    from types import TracebackType

    from broadsheet.report.document import ReportDocument

__all__ = ["render_text"]

_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_PARAGRAPH = re.compile(f"<p>((?:{_OPEN}\\d+{_CLOSE}\\s*)+)</p>")
_BLOCK = re.compile(r"\s*<(?:figure|div|aside|section)\b")
_TEMPLATE = "<report>"


def render_text(document: ReportDocument, names: dict[str, Any]) -> Markup:
    """Render a report's text to HTML.

    Args:
        document: The report.
        names: The functions and values that its template may use.

    Raises:
        ReportError: The template has a fault; the message has file and line.
    """
    values: list[Any] = []

    def put_aside(value: object) -> str:
        if isinstance(value, StrictUndefined):
            str(value)
        values.append(value)
        return f"{_OPEN}{len(values) - 1}{_CLOSE}"

    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=put_aside,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    source = re.sub(f"[{_OPEN}{_CLOSE}]", "", document.text)
    markdown = _run(sandbox, source, names, document)
    return _put_back(_markdown().render(markdown), values)


def _run(
    sandbox: ImmutableSandboxedEnvironment,
    source: str,
    names: dict[str, Any],
    document: ReportDocument,
) -> str:
    try:
        code = sandbox.compile(source, filename=_TEMPLATE)
        template = sandbox.template_class.from_code(sandbox, code, sandbox.make_globals(names))
        return template.render()
    except TemplateSyntaxError as error:
        raise document.error(error.message or "not a valid template", error.lineno) from error
    except SecurityError as error:
        raise document.error(f"not allowed: {error}", _line(error.__traceback__)) from error
    except ReportError as error:
        raise document.error(str(error), _line(error.__traceback__)) from error
    except BroadsheetError:
        raise
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
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
    return MarkdownIt("commonmark", options).enable(["table", "smartquotes", "replacements"])


def _put_back(html: str, values: list[Any]) -> Markup:
    def value(match: re.Match[str]) -> str:
        return str(escape(values[int(match[1])]))

    def paragraph(match: re.Match[str]) -> str:
        content = _TOKEN.sub(value, match[1])
        return content if _BLOCK.match(content) else f"<p>{content}</p>"

    return Markup(_TOKEN.sub(value, _PARAGRAPH.sub(paragraph, html)))  # noqa: S704 - all escaped
