"""The sandbox that a report's template runs in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from broadsheet.errors import BroadsheetError, ChartError, ReportError
from broadsheet.report.content.placeholders import Noted, Placeholders
from broadsheet.report.content.provenance import with_origins

if TYPE_CHECKING:
    from types import CodeType, TracebackType

    from jinja2.runtime import Context

    from broadsheet.report.source.document import ReportDocument

__all__ = ["run_template"]

_TEMPLATE = "<report>"
_UNSTEADY = ("lipsum", "random")  # their output differs from run to run
_UNDEFINED = re.compile(r"'(\w+)' is undefined")
_FAULTS_OF_CALLS = (
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RuntimeError,
)


def run_template(
    document: ReportDocument, names: dict[str, Any], placeholders: Placeholders
) -> str:
    """Run a report's template: its Markdown, with a placeholder for each value that it prints.

    Args:
        document: The report.
        names: The functions and values that its template may use.
        placeholders: Where the values are kept.

    Raises:
        ReportError: The template has a fault; the message has file and line.
    """
    sandbox = _Sandbox(placeholders)
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
        found = ReportError("no such name", received=name[1], valid=names) if name else error
        raise document.error(str(found), _line(error.__traceback__)) from error
    except TypeError as error:
        problem = f"a call is used wrongly: {error}; docs/reference/report-calls.md lists the calls"
        raise document.error(problem, _line(error.__traceback__)) from error
    except (TemplateError, *_FAULTS_OF_CALLS) as error:
        raise document.error(str(error), _line(error.__traceback__)) from error


class _Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a template: it neither changes nor reaches what it was not given."""

    def __init__(self, placeholders: Placeholders) -> None:
        super().__init__(
            undefined=StrictUndefined,
            finalize=_put_aside,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
        )
        self.placeholders = placeholders
        for name in _UNSTEADY:
            self.globals.pop(name, None)
            self.filters.pop(name, None)

    @staticmethod
    def noted(value: object, origins: tuple[str, ...]) -> Noted:
        """A value that is printed, with its origins; templates call it where they print."""
        return Noted(value, origins)


@pass_context
def _put_aside(context: Context, value: object) -> str:
    """A placeholder for what a template prints.

    The context keeps Jinja from calling this once for a constant when the template is compiled:
    each page has its own placeholders.
    """
    return cast("_Sandbox", context.environment).placeholders.put_aside(value)


@lru_cache(maxsize=16)
def _compiled(source: str) -> CodeType:
    """The code of a template, the same for all pages of a report."""
    sandbox = _Sandbox(Placeholders())
    return sandbox.compile(with_origins(sandbox.parse(source)), filename=_TEMPLATE)


def _line(trace: TracebackType | None) -> int | None:
    """The line of the template in a traceback."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _TEMPLATE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
