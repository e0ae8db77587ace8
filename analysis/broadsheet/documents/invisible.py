"""Invisible characters where YAML has structure: read as what they look like, and reported.

Editors and web pages leave no-break spaces, zero-width spaces and byte order marks in indentation
and in the names of fields. YAML takes them for letters, so that a field has no column.
"""

from __future__ import annotations

import re

from broadsheet.documents.faults import Fault
from broadsheet.documents.within_text import FIELD_LINE, WithinText

__all__ = [
    "has_invisible",
    "has_odd_name",
    "invisible_fault",
    "plain_name",
    "with_plain_fences",
    "without_invisible",
]

_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_BLANK = re.compile(f"[{_BLANKS}]")
_EMPTY = re.compile(f"[{_NOTHING}]")
_INVISIBLE = re.compile(f"[{_BLANKS}{_NOTHING}]")
_SPACE = rf"[ \t{_BLANKS}{_NOTHING}]"
_STRUCTURE = re.compile(
    rf"{_SPACE}*+(?P<dashes>(?:-{_SPACE}++)*+)"
    rf"(?P<key>[A-Za-z_](?:[\w-]|[{_BLANKS}{_NOTHING}])*:(?:{_SPACE}++|$))?"
)
_FENCE = re.compile(
    rf"^(?P<before>{_SPACE}*)(?P<fence>---|\+\+\+|\.\.\.){_SPACE}*(?=\r?$)", re.MULTILINE
)


def has_invisible(text: str) -> bool:
    """Whether a text holds invisible characters besides blanks, tabs and line ends."""
    return not text.isascii() and _INVISIBLE.search(text) is not None


def plain_name(name: str) -> str:
    r"""A field's name without invisible characters, unless it is of a script that needs them.

    >>> plain_name("quality\u200b"), plain_name("\u0645\u06cc\u200c\u062e").isascii()
    ('quality', False)
    """
    if name.isascii():
        return name
    plain = _as_it_looks(name).strip()
    return plain if plain.isascii() else name


def has_odd_name(value: object) -> bool:
    """Whether a field, at any depth, has a name that is no text, or has invisible characters."""
    if isinstance(value, dict):
        return any(map(_is_odd, value)) or any(map(has_odd_name, value.values()))
    return isinstance(value, list) and any(map(has_odd_name, value))


def with_plain_fences(text: str) -> tuple[str, list[Fault]]:
    """A document's text with plain fences around its front matter, and the fault, if there is one.

    The first two lines that are fences are its own: what follows is its body.
    """
    faults: list[Fault] = []

    def plain(fence: re.Match[str]) -> str:
        if fence[0].isascii():
            return fence[0]
        if fence.start() or fence[0].strip("\ufeff") != fence["fence"]:
            faults.append(invisible_fault(fence[0], text.count("\n", 0, fence.start()) + 1))
        return fence["fence"]

    return _FENCE.sub(plain, text, count=2), faults[:1]


def without_invisible(text: str, first_line: int) -> tuple[str, list[Fault]]:
    """YAML without invisible characters in indentation, after dashes, and around fields' names.

    Texts stay as they are, with whatever they hold.

    Args:
        text: The YAML.
        first_line: The line of the file on which it begins.

    Returns:
        The YAML with as many lines as before, and the fault, if there is one.
    """
    lines = text.split("\n")
    within = WithinText()
    changed: list[tuple[int, str]] = []
    deepest = len(text)
    for index, line in enumerate(lines):
        if not line or (line.isspace() and within.is_open) or within.holds(line):
            continue
        plain = line if line.isascii() else _with_plain_structure(line, deepest)
        if plain != line:
            changed.append((index, line))
            lines[index] = plain
        beginning = FIELD_LINE.match(plain)
        if beginning and plain:
            column = beginning.end("dashes") if beginning["key"] else beginning.start("dashes")
            value = plain[beginning.end() :].strip()
            deepest = column if value else len(text)
            if value:
                within.begin(value, column)
    if not changed:
        return text, []
    index, line = changed[0]
    return "\n".join(lines), [invisible_fault(line, index + first_line, len(changed))]


def invisible_fault(text: str, line: int, lines: int = 1) -> Fault:
    """The fault of an invisible character in a name or an indentation.

    Args:
        text: What it is in.
        line: The line of the file.
        lines: In how many lines there are such characters.
    """
    found = _INVISIBLE.search(text)
    character = f"U+{ord(found[0]):04X}" if found else ""
    where = "" if lines == 1 else f", in {lines:,} lines"
    message = f"invisible character {character} in a name or before it{where}; read without it"
    return Fault("invisible-character", message, line=line)


def _with_plain_structure(line: str, deepest: int) -> str:
    """A line with plain indentation, which is no deeper than fields can be here."""
    structure = _STRUCTURE.match(line)
    if structure is None:
        return line
    end = structure.end()
    is_text = not structure["dashes"] and not structure["key"] and end < len(line)
    if is_text:
        return line
    plain = _as_it_looks(line[:end])
    indentation = len(plain) - len(plain.lstrip(" "))
    return plain[max(indentation - deepest, 0) :] + line[end:]


def _is_odd(name: object) -> bool:
    return not isinstance(name, str) or plain_name(name) != name


def _as_it_looks(text: str) -> str:
    return _EMPTY.sub("", _BLANK.sub(" ", text))
