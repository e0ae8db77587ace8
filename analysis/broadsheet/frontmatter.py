"""A document's text to its fields and its body.

The fast reader goes first. What it refuses is read with care, then mended where the fault is a
plain scalar that ought to have been quoted, then, if the document is torn, kept up to the tear.
What is still unreadable is raised with line, column and reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from broadsheet import mending, yamlread
from broadsheet.encoding import decode
from broadsheet.faults import Fault
from broadsheet.payload import holds_payload
from broadsheet.yamlread import Marks, Unreadable

if TYPE_CHECKING:
    from broadsheet.document import Document

__all__ = ["FrontMatter", "NoFrontMatter", "Unreadable", "read_front_matter"]

_OPENING = re.compile(r"\s*---[ \t]*\r?\n")
_YAML_OPENING = re.compile(r"(?:[ \t]*(?:[#%][^\n]*)?\n)*---[ \t]*\r?\n")
_CLOSINGS = (
    re.compile(r"\n---[ \t]*\r?$", re.MULTILINE),
    re.compile(r"\n\.\.\.[ \t]*\r?$", re.MULTILINE),
)
_SECOND_FRONT_MATTER = re.compile(
    r"^---[ \t]*\r?\n(?:[ \t]*\r?\n)*[A-Za-z]\w*:[ \t\r\n]", re.MULTILINE
)
_ANCHORED_SECRET = re.compile(r"secured[\"']?[ \t]*:[ \t\r\n]*(?:![^\s]*[ \t\r\n]*)?[&*]")


class NoFrontMatter(Exception):  # noqa: N818 - a state of the document, not an error
    """A file that is not a news document: it has no front matter."""


@dataclass(frozen=True)
class _Source:
    """A document's two parts, and the line on which the YAML begins."""

    yaml: str = ""
    first_line: int = 1
    body: str | None = None
    closed: bool = True


@dataclass(frozen=True)
class FrontMatter:
    """What a document says: its fields, its body and the faults found while reading.

    `marks` tells each value's place and text; it is None until asked for, since most documents
    never need it (see `marked`).
    """

    fields: dict[str, Any]
    body: str | None
    faults: tuple[Fault, ...] = ()
    marks: Marks | None = None
    source: _Source = field(default_factory=_Source, repr=False)

    def marked(self) -> FrontMatter:
        """The same front matter with marks; without any if only the fast reader can take it."""
        source, quoted = _quoted(self.source)
        try:
            value, marks, _ = yamlread.read_with_marks(source.yaml, source.first_line)
        except Unreadable:
            return replace(self, marks={})
        fields = value if isinstance(value, dict) else {}
        return replace(self, fields=fields, faults=(*self.faults, *quoted), marks=marks)


def read_front_matter(document: Document) -> FrontMatter:
    """Read a document's front matter and body.

    Raises:
        NoFrontMatter: The file is empty or has none.
        Unreadable: The front matter can't be read; the fault has line, column and reason.
    """
    text, faults = decode(document.data)
    source = _split(text, is_yaml=document.is_yaml)
    source, second = _without_second_document(source)
    if _ANCHORED_SECRET.search(source.yaml):
        raise Unreadable(Fault("too-complex", "secured holds an anchor or an alias"))
    faults += second
    if mending.may_hide_text(source.yaml):
        source, quoted = _quoted(source)
        faults += quoted
    try:
        fields = _fields(yamlread.read_fast(source.yaml), source)
    except (ValueError, RecursionError):
        return _read_with_care(source, faults)
    return FrontMatter(fields, source.body, (*faults, *_unclosed(source)), source=source)


def _quoted(source: _Source) -> tuple[_Source, list[Fault]]:
    """The source with names, domains and topics quoted where YAML would misread them."""
    yaml, quoted = mending.quote_plain_text(source.yaml, source.first_line)
    return replace(source, yaml=yaml), quoted


def _split(text: str, *, is_yaml: bool) -> _Source:
    opening = (_YAML_OPENING if is_yaml else _OPENING).match(text)
    if opening is None and not (is_yaml and text.strip()):
        raise NoFrontMatter("no front matter" if text.strip() else "empty file")
    start = opening.end() if opening else 0
    first_line = text.count("\n", 0, start) + 1
    found = (closing.search(text, max(start - 1, 0)) for closing in _CLOSINGS)
    closing = min(filter(None, found), key=lambda match: match.start(), default=None)
    if closing is None:
        return _Source(text[start:], first_line, None, closed=is_yaml)
    body = text[closing.end() :].replace("\r\n", "\n").strip()
    yaml = text[start : closing.start() + 1]
    return _Source(yaml, first_line, body or None, closed=True)


def _without_second_document(source: _Source) -> tuple[_Source, list[Fault]]:
    """Leave out a body that is, or holds, another document: its payload would show."""
    if source.body is None:
        return source, []
    if not _SECOND_FRONT_MATTER.search(f"---\n{source.body}") and not holds_payload(source.body):
        return source, []
    line = source.first_line + source.yaml.count("\n")
    message = "another document follows the front matter; left out"
    return replace(source, body=None), [Fault("second-document", message, line=line)]


def _read_with_care(source: _Source, faults: list[Fault]) -> FrontMatter:
    source, quoted = _quoted(source)
    source, mended = _mended(source)
    mended += quoted
    value, marks, found = yamlread.read_with_marks(source.yaml, source.first_line)
    torn = mending.before_second_document(source.yaml, source.first_line) if found else None
    if torn:
        source = replace(source, yaml=torn[0], closed=True)
        mended = [*mended, torn[1]]
        value, marks, found = yamlread.read_with_marks(source.yaml, source.first_line)
    fields = _fields(value, source)
    return FrontMatter(fields, source.body, (*faults, *mended, *found), marks, source)


def _mended(source: _Source) -> tuple[_Source, list[Fault]]:
    """The source as far as it can be read, and what was done to it."""
    try:
        yaml, mended = mending.quote_failing_lines(source.yaml, source.first_line)
        return replace(source, yaml=yaml), mended + _unclosed(source)
    except Unreadable as error:
        torn = mending.before_tear(source.yaml, source.first_line, error, closed=source.closed)
        if torn is None:
            raise
        return replace(source, yaml=torn[0], closed=True), [torn[1]]


def _fields(value: object, source: _Source) -> dict[str, Any]:
    if isinstance(value, dict) and value:
        return value
    kind = "nothing" if value is None else f"a {type(value).__name__}"
    message = f"the front matter holds {kind}, not fields"
    raise Unreadable(Fault("not-a-mapping", message, line=source.first_line))


def _unclosed(source: _Source) -> list[Fault]:
    if source.closed:
        return []
    last_line = source.first_line + source.yaml.rstrip().count("\n")
    return [Fault("unclosed", "no closing --- after the front matter", line=last_line)]
