"""Front matter that YAML misreads or refuses, and how much of it can be kept.

Archives write provider names, domains and topics as plain scalars, whatever they hold: `CNN: X`,
`@Work`, `'Tis the Season`, `News #1`. Taken as YAML these fail or lose their end, so such lines are
quoted. Torn documents (cut off, or two run together) are kept up to the last whole field.
"""

from __future__ import annotations

import json
import re

from broadsheet.faults import Fault
from broadsheet.yamlread import Unreadable, read_with_marks

__all__ = ["before_tear", "quote_hashes", "quote_misread_text"]

_MOST_REPAIRS = 50

_FIELD = r"[ \t]*(?:-[ \t]+)?[A-Za-z][\w-]*:[ \t]+"
_ITEM = r"[ \t]*-[ \t]+"
_VALUE = r"(?P<value>[^\s\"|>\[{][^\r\n]*?)(?P<end>[ \t]*\r?)"
_FIELD_LINE = re.compile(rf"(?P<start>{_FIELD}){_VALUE}")
_ITEM_LINE = re.compile(rf"(?P<start>{_ITEM}){_VALUE}")
_HASHED_LINE = re.compile(
    r"^(?P<start>[ \t]*(?:name|domain):[ \t]+|[ \t]*-[ \t]+(?![\w-]+:\s))"
    r"(?P<value>[^\s\"'#&*!|>\[{][^\r\n]*?[ \t]#[^\r\n]*?)(?P<end>[ \t]*)(?=\r?$)",
    re.MULTILINE,
)
_TOP_LEVEL_KEY = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)
_NAMING_KEYS = ("title", "originalUrl", "webUrl")


def quote_hashes(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """Quote names, domains and topics that hold ` #`, which YAML would cut off as a comment."""
    if " #" not in text and "\t#" not in text:
        return text, []
    faults: list[Fault] = []

    def quote(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + first_line
        faults.append(_unquoted(match, line))
        return f"{match['start']}{json.dumps(match['value'], ensure_ascii=False)}{match['end']}"

    return _HASHED_LINE.sub(quote, text), faults


def quote_misread_text(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """Quote the plain scalars that make YAML invalid, one after another.

    Returns:
        Text that can be read with care, and a fault for each line that was quoted.

    Raises:
        Unreadable: The text is invalid for another reason.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    for _ in range(_MOST_REPAIRS):
        try:
            read_with_marks("\n".join(lines), first_line)
        except Unreadable as error:
            line = error.fault.line
            if line is None or not _quote_line(lines, line - first_line, faults, line):
                raise
        else:
            return "\n".join(lines), faults
    raise Unreadable(Fault("yaml-syntax", f"more than {_MOST_REPAIRS} lines are not valid YAML"))


def before_tear(text: str, first_line: int, *, closed: bool) -> tuple[str, Fault] | None:
    """The whole fields before the tear of a torn document.

    A document is torn when its front matter is never closed or when a top-level field stands
    twice in it. What is kept must at least name the article.

    Returns:
        The readable start and the fault to report, or None where the document is not torn or
        nothing worth keeping is left.
    """
    keys = list(_TOP_LEVEL_KEY.finditer(text))
    names = [match[1] for match in keys]
    if closed and len(set(names)) == len(names):
        return None
    for match in reversed(keys[-_MOST_REPAIRS:]):
        kept = text[: match.start()]
        try:
            value, _, _ = read_with_marks(kept, first_line)
        except Unreadable:
            continue
        if isinstance(value, dict) and any(value.get(key) for key in _NAMING_KEYS):
            line = text.count("\n", 0, match.start()) + first_line
            message = f"breaks off in {match[1]}; the fields before it are kept"
            return kept, Fault("torn", message, line=line, column=1, field=match[1])
        return None
    return None


def _quote_line(lines: list[str], index: int, faults: list[Fault], line: int) -> bool:
    """Quote the plain scalar of a line, or of the nearest one above that opens a `'`."""
    for at in range(min(index, len(lines) - 1), -1, -1):
        match = _FIELD_LINE.fullmatch(lines[at]) or _ITEM_LINE.fullmatch(lines[at])
        if match and (at == index or _opens_a_quote(match["value"])):
            quoted = json.dumps(match["value"], ensure_ascii=False)
            lines[at] = f"{match['start']}{quoted}{match['end']}"
            faults.append(_unquoted(match, line - index + at))
            return True
    return False


def _opens_a_quote(value: str) -> bool:
    return value.startswith("'") and not (len(value) > 1 and value.endswith("'"))


def _unquoted(match: re.Match[str], line: int) -> Fault:
    key = match["start"].strip(" \t-:") or None
    value = None if key == "secured" else match["value"]
    message = "YAML would misread this; taken as text"
    return Fault("unquoted-text", message, line=line, field=key, value=value)
