"""Placeholders: they keep what a template prints out of Markdown's reach.

The template prints a placeholder for each value, Markdown is rendered, and then each placeholder
becomes its value, escaped. A title that holds `<script>`, `**` or `{{ }}` prints as that text.
"""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import Any

from jinja2 import StrictUndefined
from markupsafe import Markup

from broadsheet.errors import ReportError
from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.values import text

__all__ = ["NOTHING", "Placeholders"]

NOTHING = Markup("")
"""What a call or a sentence is that prints nothing, not even an empty paragraph."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_BLOCK = re.compile(r"\s*<(?:figure|div|aside|section|article)\b")


class Placeholders:
    """The values of a page, each under a placeholder that no data can guess."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._placed: set[int] = set()
        self._open = f"{_OPEN}{secrets.token_hex(8)}-"
        one = f"{self._open}(\\d+){_CLOSE}"
        self._pattern = re.compile(f"<p>((?:{one}\\s*)+)</p>|{one}")
        self._one = re.compile(one)

    def put_aside(self, value: object) -> str:
        """A placeholder for a value; the output of a macro has its own, and stays as it is."""
        if isinstance(value, StrictUndefined):
            str(value)
        if isinstance(value, Markup) and not value:
            return ""
        if isinstance(value, Markup) and self._one.search(value):
            return str(value)
        self._values.append(value)
        return f"{self._open}{len(self._values) - 1}{_CLOSE}"

    def put_back(self, html: str) -> Markup:
        """The HTML with the value of each placeholder, escaped; a figure alone is no paragraph."""
        return Markup(self._pattern.sub(self._element, html))  # noqa: S704 - all escaped

    def check_all_placed(self) -> None:
        """Check that every value was put back.

        Raises:
            ReportError: A placeholder was lost, because it was in the address of a link.
        """
        if len(self._placed) < len(self._values):
            raise ReportError("an address can't hold a value", hint="use link(text, address)")

    def _element(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return self._value(match)
        content = self._one.sub(self._value, match[1])
        return content if _BLOCK.match(content) else f"<p>{content}</p>"

    def _value(self, match: re.Match[str]) -> str:
        index = int(match[match.lastindex or 0])
        self._placed.add(index)
        value = self._values[index]
        is_data = isinstance(value, date) or type(value) is str
        return str(isolated(text(value) if is_data else value))
