"""Which lines of YAML are within a text that began in a line before."""

from __future__ import annotations

import re

__all__ = ["DOUBLE_QUOTED", "ESCAPED", "FIELD_LINE", "SINGLE_QUOTED", "WithinText"]

DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"')
SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*+'")
ESCAPED = re.compile(r"\\.")
FIELD_LINE = re.compile(
    r"[ \t]*(?P<dashes>(?:-[ \t]+)*)"
    r"(?:(?P<key>[A-Za-z_][\w-]*):(?:[ \t]+|(?=\r?\Z)))?"
)
"""The beginning of a line up to its value: indentation, dashes and the name of a field."""


class WithinText:
    """Whether a line is within a text that began in a line before."""

    def __init__(self) -> None:
        self._deeper = -1
        self._quote = ""

    @property
    def is_open(self) -> bool:
        """Whether a text has begun that may go on in the next line."""
        return self._deeper >= 0 or bool(self._quote)

    def begin(self, value: str, column: int) -> None:
        """Note the text that a line begins with, if it goes on.

        Args:
            value: The text without surrounding blanks.
            column: Where its field, or its dash, begins: what is indented more belongs to it.
        """
        closed = {'"': DOUBLE_QUOTED, "'": SINGLE_QUOTED}.get(value[0])
        self._deeper = column if closed is None and value[0] in "|>[{" else -1
        self._quote = value[0] if closed and not closed.match(value) else ""
        if self._quote == "'":
            self._deeper = column

    def holds(self, line: str) -> bool:
        """Whether a line is within it."""
        if self._quote == '"':
            if '"' in ESCAPED.sub("", line):
                self._quote = ""
            return True
        is_deeper = self._deeper >= 0 and len(line) - len(line.lstrip(" \t")) > self._deeper
        if not is_deeper or (self._quote and "'" in line):
            self._deeper, self._quote = -1, ""
        return is_deeper
