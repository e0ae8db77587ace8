"""Placeholders: they keep what a template prints out of Markdown's reach.

The template prints a placeholder for each value, Markdown is rendered, and then each placeholder
becomes its value, escaped. A title that holds `<script>`, `**` or `{{ }}` prints as that text.
"""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import StrictUndefined
from markupsafe import Markup

from broadsheet.errors import ReportError
from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.values import text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NOTHING", "Noted", "Placeholders"]

NOTHING = Markup("")
"""What a call or a sentence is that prints nothing, not even an empty paragraph."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_BLOCK = re.compile(r"\s*<(?:figure|div|aside|section|article)\b")
_FIGURE = re.compile(r'<figure id="([\w-]+)"')


class Noted(NamedTuple):
    """A value with its origins: texts that may name the results that it is made from."""

    value: object
    origins: tuple[str, ...]


class Placeholders:
    """The values of a page, each under a placeholder that no data can guess."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._origins: list[set[str]] = []
        self._placed: set[int] = set()
        self._open = f"{_OPEN}{secrets.token_hex(8)}-"
        one = f"{self._open}(\\d+){_CLOSE}"
        self._pattern = re.compile(f'<p( id="[^"]+")?>((?:{one}\\s*)+)</p>|{one}')
        self._one = re.compile(one)

    def put_aside(self, value: object) -> str:
        """A placeholder for a value; the output of a macro has its own, and stays as it is."""
        value, origins = value if isinstance(value, Noted) else (value, ())
        if isinstance(value, StrictUndefined):
            str(value)
        if isinstance(value, Markup) and not value:
            return ""
        if isinstance(value, Markup) and self._one.search(value):
            for index in self._indexes(value):
                self._origins[index].update(origins)
            return str(value)
        self._values.append(value)
        self._origins.append(set(origins))
        return f"{self._open}{len(self._values) - 1}{_CLOSE}"

    def origins_of_words(self, text: str) -> set[str]:
        """The origins of the values in a text, but for those of figures."""
        indexes = [each for each in self._indexes(text) if not self._figures(each)]
        return set().union(*(self._origins[each] for each in indexes))

    def origins_of_figures(self, text: str) -> dict[str, set[str]]:
        """The origins of each figure in a text, by its identifier."""
        return {
            figure: self._origins[index]
            for index in self._indexes(text)
            for figure in self._figures(index)
        }

    def figures_alone(self, text: str) -> list[str]:
        """The placeholders of a text that holds only figures; none where it holds words."""
        found = [match[0] for match in self._one.finditer(text)]
        is_words = self._one.sub("", text).strip()
        return [] if is_words or not all(map(self._is_block, self._indexes(text))) else found

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
        if match[2] is None:
            return self._value(match)
        ident = match[1] or ""
        content = self._one.sub(self._value, match[2])
        block = _BLOCK.match(content)
        return f"{block[0]}{ident}{content[block.end() :]}" if block else f"<p{ident}>{content}</p>"

    def _indexes(self, text: str) -> Iterator[int]:
        return (int(match[1]) for match in self._one.finditer(text))

    def _is_block(self, index: int) -> bool:
        value = self._values[index]
        return isinstance(value, Markup) and _BLOCK.match(value) is not None

    def _figures(self, index: int) -> list[str]:
        value = self._values[index]
        return _FIGURE.findall(value) if isinstance(value, Markup) else []

    def _value(self, match: re.Match[str]) -> str:
        index = int(match[match.lastindex or 0])
        self._placed.add(index)
        value = self._values[index]
        is_data = isinstance(value, date) or type(value) is str
        return str(isolated(text(value) if is_data else value))
