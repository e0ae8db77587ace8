"""Names, topics and titles that YAML would misread, quoted so that they are text as written.

Archives write provider names, domains and topics as plain scalars, whatever they hold: `QNN: X`,
`@Work`, `'Tis the Season`, `News #1`; writers do so with titles. Taken as YAML these fail or lose a
part. One pass over the lines finds them by the fields that they are in, so that a line within
a longer text is no field. A line that holds a payload is never touched nor repeated.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from broadsheet.documents.faults import Fault
from broadsheet.documents.payload import holds_payload
from broadsheet.documents.within_text import (
    DOUBLE_QUOTED,
    ESCAPED,
    FIELD_LINE,
    SINGLE_QUOTED,
    WithinText,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_misread", "may_hide_text", "quote_plain_text", "quoted", "unquoted"]

_COMMENT = re.compile(r"#(?<=[ \t].)")
_OPENS_QUOTED = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[\w-]+:[ \t]+)?\"")
_QUOTED_FIRST = 200  # characters that a line's key takes at most, with dashes
_NULL = ("- Null", ": Null")

_TAXONOMY = re.compile(r"^taxonomy:", re.MULTILINE)
_ANCHOR = re.compile(r"(?<![\w&*])([&*])([\w.-]+)")
_TITLES = frozenset({"title", "excerpt"})
_ITEMS = frozenset({"related", "images"})
_NAMES = frozenset({"name", "domain"})

_MISREAD_START = tuple("!&*@`%#|>?,]}")
_BLOCK = re.compile(r"[|>][-+1-9]{0,2}(?:[ \t]+#.*)?")
_END = re.compile(r"[ \t]*(?:(?<=[ \t])#.*)?")


def may_hide_text(text: str) -> bool:
    """Whether YAML may take the end of a plain text for a comment, or a name for nothing."""
    if any(null in text for null in _NULL):
        return True
    if "#" not in text:
        return False
    start = seen = 0
    for match in _COMMENT.finditer(text):
        start = text.rfind("\n", seen, match.start()) + 1 or start
        seen = match.start()
        if not _OPENS_QUOTED.match(text, start, min(match.start(), start + _QUOTED_FIRST)):
            return True
    return False


def quote_plain_text(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """Quote the names, domains, topics and titles that YAML would misread.

    Returns:
        The text with as many lines as before, and a fault for each that was quoted.
    """
    lines = text.split("\n")
    anchored = _anchored(text)
    faults: list[Fault] = []
    has_topics = _TAXONOMY.search(text) is None
    for found in _texts(lines, has_topics=has_topics):
        if not is_misread(found.value, is_name=found.is_name) or found.word in anchored:
            continue
        if holds_payload(found.value) or _goes_on(lines, found):
            continue
        line = lines[found.index]
        end = found.start + len(found.value)
        lines[found.index] = f"{line[: found.start]}{quoted(found.value)}{line[end:]}"
        fault = unquoted(line[: found.start], found.index + first_line, found.start + 1)
        faults.append(replace(fault, value=found.value))
    return ("\n".join(lines) if faults else text), faults


def is_misread(value: str, *, is_name: bool) -> bool:
    """Whether YAML would take a text on one line for something else than its text.

    Args:
        value: The text, without surrounding blanks.
        is_name: Whether a single quote may be an apostrophe, as in `'Tis`: a title may go on in
            the next line.
    """
    if value.startswith('"'):
        return _ends_early(value, DOUBLE_QUOTED) and ESCAPED.sub("", value).count('"') % 2 == 0
    if value.startswith("'"):
        is_closed = SINGLE_QUOTED.match(value) is not None
        return _ends_early(value, SINGLE_QUOTED) if is_closed else is_name
    if value.startswith(("|", ">")):
        return _BLOCK.fullmatch(value) is None
    if value.startswith(("[", "{", *_MISREAD_START)) or value == "Null" or value.endswith(":"):
        return True
    return ": " in value or " #" in value or "\t#" in value


def quoted(value: str) -> str:
    """A text in YAML's double quotes."""
    return json.dumps(value, ensure_ascii=False)


def unquoted(start: str, line: int, column: int) -> Fault:
    """The fault of a text that is quoted.

    Args:
        start: The line before it.
        line: The line's number in the file.
        column: The column at which it begins.
    """
    field = start.strip(" \t-:") or None
    message = "YAML would misread this; taken as text, as written"
    return Fault("unquoted-text", message, line=line, column=column, field=field)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in a line.

    Attributes:
        index: The line's index.
        start: Where the text begins in it.
        column: Where its field begins, or the dash of a text without: what is indented more
            belongs to it.
        value: The text without surrounding blanks.
        is_name: Whether it is a name, a domain or a topic, and no title.
    """

    index: int
    start: int
    column: int
    value: str
    is_name: bool

    @property
    def word(self) -> str:
        """Its first word."""
        return self.value.split(maxsplit=1)[0]


def _texts(lines: list[str], *, has_topics: bool) -> Iterator[_Text]:
    """The texts of names, topics and titles that begin in the line of their field."""
    fields: list[tuple[int, str]] = []  # those that the line is in, with their columns
    within = WithinText()
    for index, line in enumerate(lines):
        if not line or line.isspace() or within.holds(line):
            continue
        match = FIELD_LINE.match(line)
        if match is None or line.lstrip(" \t").startswith("#"):
            continue
        first = match.start("dashes")
        column = match.end("dashes")
        while fields and (fields[-1][0] > first or (fields[-1][0] == first and first == column)):
            fields.pop()
        place = tuple(name for _, name in fields)
        is_topic = bool(match["dashes"]) and place == ("topics",)
        start = column if is_topic and (has_topics or not match["key"]) else match.end()
        if match["key"] and start != column:
            fields.append((column, match["key"]))
            place = (*place, match["key"])
        value = line[start:].strip()
        if not value:
            continue
        belongs_to = first if start == column else column
        text = _Text(index, start, belongs_to, value, not _is_title(place))
        within.begin(value, text.column)
        if is_topic or (match["key"] and (_is_title(place) or _is_name(place))):
            yield text


def _is_title(place: tuple[str, ...]) -> bool:
    return bool(place) and place[-1] in _TITLES and _ITEMS.issuperset(place[:-1])


def _is_name(place: tuple[str, ...]) -> bool:
    return len(place) > 1 and place[-1] in _NAMES and place[-2] == "provider"


def _ends_early(value: str, quotes: re.Pattern[str]) -> bool:
    """Whether a quoted text ends before its line does, with something else than a comment."""
    match = quotes.match(value)
    return match is not None and _END.fullmatch(value, match.end()) is None


def _anchored(text: str) -> frozenset[str]:
    """The anchors and aliases that refer to each other, with their signs."""
    found: dict[str, set[str]] = {"&": set(), "*": set()}
    for match in _ANCHOR.finditer(text):
        found[match[1]].add(match[2])
    both = found["&"] & found["*"]
    return frozenset(sign + name for sign in "&*" for name in both)


def _goes_on(lines: list[str], text: _Text) -> bool:
    """Whether the next line that is not blank is indented more: the text is of several lines."""
    for index in range(text.index + 1, len(lines)):
        line = lines[index]
        if line and not line.isspace():
            return len(line) - len(line.lstrip(" \t")) > text.column
    return False
