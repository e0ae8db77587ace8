"""A document's text to its fields and its body.

The fast reader goes first. What it refuses is read with care, then mended where the fault is a
plain scalar that ought to have been quoted, then, if the document is torn, kept up to the tear.
What is still unreadable is raised with line, column and reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from broadsheet.documents import repair, yaml_reader
from broadsheet.documents.encoding import decode
from broadsheet.documents.faults import Fault
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.payload import holds_payload
from broadsheet.documents.yaml_reader import Marks, Unreadable

if TYPE_CHECKING:
    from broadsheet.documents.document import Document

__all__ = [
    "FrontMatter",
    "NoFrontMatter",
    "Unreadable",
    "is_second_document",
    "read_front_matter",
]

_OPENING = re.compile(r"\s*---[ \t]*\r?\n")
_YAML_OPENING = re.compile(r"(?:[ \t]*(?:[#%][^\n]*)?\r?\n)*---[ \t]*\r?\n")
_CLOSINGS = ("\n---", "\n...")
_REST_OF_CLOSING = re.compile(r"[ \t]*\r?$", re.MULTILINE)
_SECOND_FRONT_MATTER = re.compile(
    r"^---[ \t]*\r?\n(?:[ \t]*\r?\n)*[A-Za-z]\w*:[ \t\r\n]", re.MULTILINE
)
_ANCHORED_SECRET = re.compile(r"secured[\"']?[ \t]*:[ \t\r\n]*(?:![^\s]*[ \t\r\n]*)?[&*]")


# An escape in JSON: a whole one first, or half of a surrogate pair.
_JSON_ESCAPE = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?!u[dD][89a-fA-F]).)"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


class NoFrontMatter(Exception):  # noqa: N818 - a state of the document, not an error
    """A file that is not a news document: it has no front matter."""


@dataclass(frozen=True)
class _Source:
    """A document's two parts, the line on which the YAML begins, and what is no field in it."""

    yaml: str = ""
    first_line: int = 1
    body: str | None = None
    closed: bool = True
    aside: tuple[str, ...] = ()


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
            value, marks, _ = yaml_reader.read_with_marks(source.yaml, source.first_line)
        except Unreadable:
            return replace(self, marks={})
        fields = _without(source.aside, value) if isinstance(value, dict) else {}
        return replace(self, fields=fields, faults=(*self.faults, *quoted), marks=marks)


def read_front_matter(document: Document, limits: Limits = DEFAULT_LIMITS) -> FrontMatter:
    """Read a document's front matter and body.

    Raises:
        NoFrontMatter: The file is empty or has none.
        Unreadable: The front matter can't be read; the fault has line, column and reason.
    """
    text, faults = decode(document.data)
    if document.line:
        faults = [replace(fault, line=document.line) for fault in faults]
        return _read_json(text, faults, document.line, limits)
    source = _split(text, is_yaml=document.is_yaml)
    _check_size(source, limits)
    source, second = _without_second_document(source)
    named = source.yaml.find("secured")
    if named >= 0 and _ANCHORED_SECRET.search(source.yaml, named):
        raise Unreadable(Fault("too-complex", "secured holds an anchor or an alias"))
    faults += second
    if repair.may_hide_text(source.yaml):
        source, quoted = _quoted(source)
        faults += quoted
    try:
        fields = _fields(yaml_reader.read_fast(source.yaml), source)
    except (ValueError, RecursionError):
        return _read_with_care(source, faults)
    return FrontMatter(fields, source.body, (*faults, *_unclosed(source)), source=source)


def _check_size(source: _Source, limits: Limits) -> None:
    """Refuse front matter that would take too much memory once it is read."""
    most = limits.front_matter_bytes
    if 4 * len(source.yaml) > most and len(source.yaml.encode("utf-8", "replace")) > most:
        message = f"front matter over the limit of {limits.front_matter_bytes:,} bytes"
        raise Unreadable(Fault("too-complex", message, line=source.first_line))


def _read_json(text: str, faults: list[Fault], line: int, limits: Limits) -> FrontMatter:
    """Read a line of JSON: the fields of a front matter, and perhaps `body` and `path`."""
    text, mended = _without_half_characters(text, line)
    source = _Source(text, line)
    _check_size(source, limits)
    marks: Marks | None = None
    found: list[Fault] = []
    try:
        value = json.loads(text, object_pairs_hook=_unique_fields)
    except json.JSONDecodeError as error:
        fault = Fault("json-syntax", error.msg, line=line, column=error.colno)
        raise Unreadable(fault) from error
    except RecursionError as error:
        raise Unreadable(Fault("too-complex", "too many levels", line=line)) from error
    except ValueError:  # a field stands twice, or a number has thousands of digits
        value, marks, found = yaml_reader.read_with_marks(text, line)
    fields = _fields(value, source)
    aside = tuple(name for name in ("body", "path") if isinstance(fields.get(name), str | None))
    body = (fields.get("body") or "") if "body" in aside else ""
    body = body.replace("\r\n", "\n").strip()
    source, second = _without_second_document(replace(source, body=body or None, aside=aside))
    told = (*faults, *mended, *found, *second)
    return FrontMatter(_without(aside, fields), source.body, told, marks, source)


def _without_half_characters(text: str, line: int) -> tuple[str, list[Fault]]:
    """JSON without escapes of half a character, which no text can hold."""
    mended = _JSON_ESCAPE.sub(lambda match: match[1] or "\\ufffd", text)
    if mended == text:
        return text, []
    return mended, [Fault("broken-encoding", "half a character; replaced", line=line)]


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field stands twice")
    return fields


def _without(names: tuple[str, ...], fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key not in names} if names else fields


def _quoted(source: _Source) -> tuple[_Source, list[Fault]]:
    """The source with names, domains and topics quoted where YAML would misread them."""
    yaml, quoted = repair.quote_plain_text(source.yaml, source.first_line)
    return replace(source, yaml=yaml), quoted


def _split(text: str, *, is_yaml: bool) -> _Source:
    opening = (_YAML_OPENING if is_yaml else _OPENING).match(text)
    if opening is None and not (is_yaml and text.strip()):
        raise NoFrontMatter("no front matter" if text.strip() else "empty file")
    start = opening.end() if opening else 0
    first_line = text.count("\n", 0, start) + 1
    end, body_start = _closing(text, max(start - 1, 0))
    if body_start < 0:
        return _Source(text[start:], first_line, None, closed=is_yaml)
    body = text[body_start:].replace("\r\n", "\n").strip()
    return _Source(text[start : end + 1], first_line, body or None, closed=True)


def _closing(text: str, start: int) -> tuple[int, int]:
    """Where the line that closes the front matter begins, and where it ends; -1 if none does."""
    closing, end = len(text), -1
    for fence in _CLOSINGS:
        at = text.find(fence, start, closing)
        while at >= 0:
            rest = _REST_OF_CLOSING.match(text, at + len(fence))
            if rest:
                closing, end = at, rest.end()
                break
            at = text.find(fence, at + 1, closing)
    return closing, end


def is_second_document(body: str) -> bool:
    """Whether a body is, or holds, another document."""
    return bool(_SECOND_FRONT_MATTER.search(f"---\n{body}")) or holds_payload(body)


def _without_second_document(source: _Source) -> tuple[_Source, list[Fault]]:
    """Leave out a body that is, or holds, another document: its payload would show."""
    if source.body is None:
        return source, []
    if not is_second_document(source.body):
        return source, []
    line = source.first_line + source.yaml.count("\n")
    message = "another document follows the front matter; left out"
    return replace(source, body=None), [Fault("second-document", message, line=line)]


def _read_with_care(source: _Source, faults: list[Fault]) -> FrontMatter:
    source, quoted = _quoted(source)
    source, mended = _mended(source)
    mended += quoted
    value, marks, found = yaml_reader.read_with_marks(source.yaml, source.first_line)
    torn = repair.before_second_document(source.yaml, source.first_line) if found else None
    if torn:
        source = replace(source, yaml=torn[0], closed=True)
        mended = [*mended, torn[1]]
        value, marks, found = yaml_reader.read_with_marks(source.yaml, source.first_line)
    fields = _fields(value, source)
    return FrontMatter(fields, source.body, (*faults, *mended, *found), marks, source)


def _mended(source: _Source) -> tuple[_Source, list[Fault]]:
    """The source as far as it can be read, and what was done to it."""
    try:
        yaml, mended = repair.quote_failing_lines(source.yaml, source.first_line)
        return replace(source, yaml=yaml), mended + _unclosed(source)
    except Unreadable as error:
        torn = repair.before_tear(source.yaml, source.first_line, error, closed=source.closed)
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
