"""Front matter that YAML misreads or refuses, and how much of it can be kept.

Archives write provider names, domains and topics as plain scalars, whatever they hold: `QNN: X`,
`@Work`, `'Tis the Season`, `News #1`. Taken as YAML these fail or lose a part, so they are quoted
first. Other lines are quoted when YAML fails on them. Torn documents (cut off, or two run together)
are kept up to the last whole field. A line that holds a payload is never touched nor repeated.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.documents.faults import Fault, UnreadableError, is_secret
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.documents.payload import holds_payload
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "before_second_document",
    "before_tear",
    "may_hide_text",
    "quote_failing_lines",
    "quote_plain_text",
]

_MOST_REPAIRS = 50
_NEAR = 200
_COMMENT = re.compile(r"#(?<=[ \t].)")

_TOPICS = re.compile(r"^topics:[ \t]*\r?\n(?:[ \t]*-[ \t][^\n]*(?:\n|\Z))+", re.MULTILINE)
_PROVIDER_LINE = re.compile(
    r"^(?P<start>[ \t]+(?:name|domain):[ \t]+)(?P<value>\S.*)$", re.MULTILINE
)
_TOPIC_LINE = re.compile(r"^(?P<start>[ \t]*-[ \t]+)(?P<value>\S.*)$", re.MULTILINE)
_MISREAD_START = tuple("!&*@`%#|>?,]}")
_SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*'(?:[ \t]+#.*)?")
_FIELD_LINE = re.compile(
    r"(?P<start>[ \t]*(?:-[ \t]+)?[A-Za-z][\w-]*:[ \t]+)(?P<value>[^\s\"|>\[{].*)"
)
_ITEM_LINE = re.compile(r"(?P<start>[ \t]*-[ \t]+)(?P<value>[^\s\"|>\[{].*)")

_TOP_LINE = re.compile(r"^(?P<key>[^\s:#]+)(?P<colon>:?)", re.MULTILINE)
_NAMING_KEYS = ("title", "originalUrl", "webUrl")
_HEAD_KEYS = frozenset({"category", "title", "excerpt", "publishedDateTime", "type"})


def may_hide_text(text: str) -> bool:
    """Whether a ` #` outside quotes makes YAML take the end of a text for a comment."""
    if "#" not in text:
        return False
    for match in _COMMENT.finditer(text):
        near = text[max(match.start() - _NEAR, 0) : match.start()].rpartition("\n")[2]
        if '"' not in near:
            return True
    return False


def quote_plain_text(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """Quote the names, domains and topics that YAML would misread.

    Returns:
        The text with as many lines as before, and a fault for each that was quoted.
    """
    edits: list[tuple[int, int, str]] = []
    faults: list[Fault] = []
    for match in _lines_of_names(text):
        value = match["value"].rstrip()
        if not holds_payload(value):
            edits.append((match.start("value"), match.start("value") + len(value), _quoted(value)))
            line = text.count("\n", 0, match.start()) + first_line
            column = match.start("value") - match.start() + 1
            faults.append(replace(_unquoted(match["start"], line, column), value=value))
    for start, end, quoted in sorted(edits, reverse=True):
        text = text[:start] + quoted + text[end:]
    return text, faults


def quote_failing_lines(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """Quote the plain scalars on which YAML fails, one after another.

    Returns:
        Text that can be read with care, and a fault for each line that was quoted.

    Raises:
        UnreadableError: The text is invalid for another reason, or too often.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    while True:
        try:
            read_with_locations("\n".join(lines), first_line)
        except UnreadableError as error:
            line = error.fault.line
            hopeless = error.fault.code != "yaml-syntax" or len(faults) == _MOST_REPAIRS
            if line is None or hopeless or not _quote_line(lines, line - first_line, faults, line):
                raise
        else:
            return "\n".join(lines), faults


def before_tear(
    text: str, first_line: int, error: UnreadableError, *, closed: bool
) -> tuple[str, Fault] | None:
    """The whole fields before the tear of a torn document that YAML refused.

    A document is torn when its front matter is never closed, when a top-level field occurs twice,
    or when it breaks off in `secured`, the last field. What is kept must name the article.

    Returns:
        The readable start and the fault to report; None where the document is not torn, or
        nothing worth keeping is left.
    """
    if error.fault.code != "yaml-syntax":
        return None
    for match in _places_of_tear(text, closed=closed):
        kept = text[: match.start()]
        try:
            value, _, _ = read_with_locations(kept, first_line)
        except UnreadableError:
            continue
        if isinstance(value, dict) and any(value.get(key) for key in _NAMING_KEYS):
            return kept, _torn(text, match, first_line, f": {error}")
        return None
    return None


def before_second_document(text: str, first_line: int) -> tuple[str, Fault] | None:
    """The whole fields of the first of two documents that ran together in one front matter.

    They did when a field that begins a document occurs twice, and another field too. What is right
    before the second is damaged, so the field before it is excluded as well.
    """
    lines = [match for match in _TOP_LINE.finditer(text) if match["colon"]]
    keys = [match["key"] for match in lines]
    repeated = [match for place, match in enumerate(lines) if match["key"] in keys[:place]]
    if len({match["key"] for match in repeated}) < 2 or repeated[0]["key"] not in _HEAD_KEYS:
        return None
    last_whole = lines[lines.index(repeated[0]) - 1]
    return text[: last_whole.start()], _torn(text, last_whole, first_line, "")


def _places_of_tear(text: str, *, closed: bool) -> list[re.Match[str]]:
    """The lines that a torn document may be cut before, last first; none if it is not torn."""
    lines = list(_TOP_LINE.finditer(text))
    keys = [match["key"] for match in lines if match["colon"]]
    if not closed or len(set(keys)) < len(keys):
        return lines[: -_MOST_REPAIRS - 1 : -1]
    return lines[-1:] if keys and is_secret(lines[-1]["key"]) else []


def _torn(text: str, match: re.Match[str], first_line: int, reason: str) -> Fault:
    """The fault of a tear. A name that no field has is not repeated: it may be of the payload."""
    field = match["key"] if match["key"] in TABLES["articles"].fields else None
    line = text.count("\n", 0, match.start()) + first_line
    message = f"breaks off in {field or 'this line'}; the fields before it are kept{reason}"
    return Fault("torn", message, line=line, column=1, field=field)


def _lines_of_names(text: str) -> Iterator[re.Match[str]]:
    """The lines of topics, provider names and domains that YAML would misread."""
    for topics in _TOPICS.finditer(text):
        for match in _TOPIC_LINE.finditer(text, *topics.span()):
            if _is_misread(match["value"].rstrip()):
                yield match
    for match in _PROVIDER_LINE.finditer(text):
        if _is_misread(match["value"].rstrip()) and _is_in_provider(text, match):
            yield match


def _is_in_provider(text: str, match: re.Match[str]) -> bool:
    """Whether the nearest line above with less indentation is `provider:`."""
    indent = len(match["start"]) - len(match["start"].lstrip())
    end = match.start()
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start : end - 1].rstrip()
        if line and len(line) - len(line.lstrip(" \t-")) < indent:
            return line.lstrip(" \t-") == "provider:"
        end = start
    return False


def _is_misread(value: str) -> bool:
    """Whether YAML would take a plain scalar for something else than its text."""
    if value.startswith(('"', "[", "{")):
        return False
    if value.startswith("'"):
        return _SINGLE_QUOTED.fullmatch(value) is None
    misread = value.startswith(_MISREAD_START) or value.endswith(":") or ": " in value
    return misread or " #" in value or "\t#" in value


def _quote_line(lines: list[str], index: int, faults: list[Fault], line: int) -> bool:
    """Quote the plain scalar of a line, or of the nearest one above that opens a `'`."""
    for at in range(min(index, len(lines) - 1), -1, -1):
        match = _FIELD_LINE.fullmatch(lines[at]) or _ITEM_LINE.fullmatch(lines[at])
        if match is None or holds_payload(lines[at]):
            continue
        value = match["value"].rstrip()
        if at == index or (value.startswith("'") and _is_misread(value)):
            ending = lines[at][match.start("value") + len(value) :]
            lines[at] = f"{match['start']}{_quoted(value)}{ending}"
            column = match.start("value") + 1
            faults.append(_unquoted(match["start"], line - index + at, column))
            return True
    return False


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _unquoted(start: str, line: int, column: int) -> Fault:
    field = start.strip(" \t-:") or None
    message = "YAML would misread this; taken as text, as written"
    return Fault("unquoted-text", message, line=line, column=column, field=field)
