"""Front matter that YAML refuses, and how much of it can be kept.

Lines are quoted when YAML fails on them. Torn documents (cut off, or two run together) are kept
up to the last whole field. A line that holds a payload is never touched nor repeated.
"""

from __future__ import annotations

import re

from broadsheet.documents.faults import Fault, UnreadableError, is_secret
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.documents.payload import holds_payload
from broadsheet.documents.plain_text import is_misread, quoted, unquoted
from broadsheet.schema import TABLES

__all__ = [
    "before_second_document",
    "before_tear",
    "quote_failing_lines",
]

_MOST_REPAIRS = 50
_MOST_READ = 2_000_000  # characters that all repairs of a document read at most
_FIELD_LINE = re.compile(
    r"(?P<start>[ \t]*(?:-[ \t]+)?[A-Za-z][\w-]*:[ \t]+)(?P<value>[^\s\"|>\[{].*)"
)
_ITEM_LINE = re.compile(r"(?P<start>[ \t]*-[ \t]+)(?P<value>[^\s\"|>\[{].*)")

_TOP_LINE = re.compile(r"^(?P<key>[^\s:#]+)(?P<colon>:?)", re.MULTILINE)
_NAMING_KEYS = ("title", "originalUrl", "webUrl")
_HEAD_KEYS = frozenset({"category", "title", "excerpt", "publishedDateTime", "type"})


def quote_failing_lines(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """Quote the plain scalars on which YAML fails, one after another.

    Returns:
        Text that can be read with care, and a fault for each line that was quoted.

    Raises:
        UnreadableError: The text is invalid for another reason, or too often.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    most = _most_repairs(text)
    while True:
        try:
            read_with_locations("\n".join(lines), first_line)
        except UnreadableError as error:
            line = error.fault.line
            hopeless = error.fault.code != "yaml-syntax" or len(faults) == most
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
    seen: set[str] = set()
    repeated: list[int] = []
    for place, match in enumerate(lines):
        if match["key"] in seen:
            repeated.append(place)
        seen.add(match["key"])
    keys = {lines[place]["key"] for place in repeated}
    if len(keys) < 2 or lines[repeated[0]]["key"] not in _HEAD_KEYS:
        return None
    last_whole = lines[repeated[0] - 1]
    return text[: last_whole.start()], _torn(text, last_whole, first_line, "")


def _most_repairs(text: str) -> int:
    """How often a text may be read again: a long one less often."""
    return max(1, min(_MOST_REPAIRS, _MOST_READ // (len(text) + 1)))


def _places_of_tear(text: str, *, closed: bool) -> list[re.Match[str]]:
    """The lines that a torn document may be cut before, last first; none if it is not torn."""
    lines = list(_TOP_LINE.finditer(text))
    keys = [match["key"] for match in lines if match["colon"]]
    if not closed or len(set(keys)) < len(keys):
        return lines[: -_most_repairs(text) - 1 : -1]
    return lines[-1:] if keys and is_secret(lines[-1]["key"]) else []


def _torn(text: str, match: re.Match[str], first_line: int, reason: str) -> Fault:
    """The fault of a tear. A name that no field has is not repeated: it may be of the payload."""
    field = match["key"] if match["key"] in TABLES["articles"].fields else None
    line = text.count("\n", 0, match.start()) + first_line
    message = f"breaks off in {field or 'this line'}; the fields before it are kept{reason}"
    return Fault("torn", message, line=line, column=1, field=field)


def _quote_line(lines: list[str], index: int, faults: list[Fault], line: int) -> bool:
    """Quote the plain scalar of a line, or of the nearest one above that opens a `'`."""
    for at in range(min(index, len(lines) - 1), -1, -1):
        match = _FIELD_LINE.fullmatch(lines[at]) or _ITEM_LINE.fullmatch(lines[at])
        if match is None or holds_payload(lines[at]):
            continue
        value = match["value"].rstrip()
        if at == index or (value.startswith("'") and is_misread(value, is_name=True)):
            ending = lines[at][match.start("value") + len(value) :]
            lines[at] = f"{match['start']}{quoted(value)}{ending}"
            column = match.start("value") + 1
            faults.append(unquoted(match["start"], line - index + at, column))
            return True
    return False
