"""A document's text to its fields and its body.

The fast reader goes first. What it refuses is read with care, then repaired where the fault is a
plain scalar that should have been quoted, then, if the document is torn, kept up to the tear.
What is still unreadable is quarantined with line, column and reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from broadsheet.documents import repair
from broadsheet.documents.encoding import decode
from broadsheet.documents.fast_yaml import read_fast
from broadsheet.documents.faults import Fault, UnreadableError
from broadsheet.documents.invisible import (
    has_invisible,
    has_odd_name,
    with_plain_fences,
    without_invisible,
)
from broadsheet.documents.json_lines import read_json_line
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.located_yaml import read_with_locations
from broadsheet.documents.parsed import NotLoaded
from broadsheet.documents.plain_text import may_hide_text, quote_plain_text
from broadsheet.documents.source import Source, split
from broadsheet.documents.toml import read_toml

if TYPE_CHECKING:
    from broadsheet.documents.document import Document
    from broadsheet.documents.location import Locations

__all__ = ["FrontMatter", "read_front_matter"]

_RETURN = re.compile(r"\s*(?:---|\+\+\+)[ \t]*\r(?!\n)")
_LINE_END = re.compile(r"\r\n?")
_SECRET = re.compile(r"secured[\"']?[ \t]*:[ \t\r\n]*(?P<tag>!\S*)?[ \t\r\n]*(?P<sign>[&*])?")


@dataclass(frozen=True)
class FrontMatter:
    """What a document says: its fields, its body and the faults found while reading.

    `locations` has each value's line, column and text. It is None until it is needed, since most
    documents never need it (see `located`).
    """

    fields: dict[str, Any]
    body: str | None
    faults: tuple[Fault, ...] = ()
    locations: Locations | None = None
    source: Source = field(default_factory=Source, repr=False)

    def located(self) -> FrontMatter:
        """The same front matter with locations; with none if only the fast reader can take it."""
        source, quoted = _quoted(self.source)
        try:
            value, locations, _ = read_with_locations(source.yaml, source.first_line)
        except UnreadableError:
            return replace(self, locations={})
        fields = source.without_aside(value) if isinstance(value, dict) else {}
        return replace(self, fields=fields, faults=(*self.faults, *quoted), locations=locations)


def read_front_matter(
    document: Document, limits: Limits = DEFAULT_LIMITS
) -> FrontMatter | NotLoaded:
    """Read a document's front matter and body.

    Returns:
        What it says. A file without front matter is skipped; one that can't be read is
        quarantined, with line, column and reason.
    """
    text, faults = decode(document.data)
    try:
        if document.line:
            return _read_json(text, faults, document.line, limits)
        text = _with_line_feeds(text)
        if has_invisible(text):
            text, found = with_plain_fences(text)
            faults += found
        source = split(text, is_yaml=document.is_yaml)
        if source is None:
            return NotLoaded("skipped", "no front matter" if text.strip() else "empty file")
        return _read_file(source, faults, limits)
    except UnreadableError as error:
        return NotLoaded.quarantined(error.fault)


def _read_json(text: str, faults: list[Fault], line: int, limits: Limits) -> FrontMatter:
    faults = [replace(fault, line=line) for fault in faults]
    fields, source, found, locations = read_json_line(text, line, limits)
    return FrontMatter(fields, source.body, (*faults, *found), locations, source)


def _with_line_feeds(text: str) -> str:
    """The text with line feeds, where its lines end in carriage returns alone."""
    has_returns = "\r" in text and ("\n" not in text or _RETURN.match(text))
    return _LINE_END.sub("\n", text) if has_returns else text


def _read_file(source: Source, faults: list[Fault], limits: Limits) -> FrontMatter:
    source.check_size(limits)
    source, second = source.without_second_document()
    faults = [*faults, *second]
    if source.language == "toml":
        value, found = read_toml(source.yaml, source.first_line)
        faults += [*found, *source.unclosed()]
        return FrontMatter(source.fields_of(value), source.body, tuple(faults), {}, source)
    if source.language == "json":
        source = replace(source, yaml=source.yaml.replace("\t", " "))
    return _read_yaml(source, faults)


def _read_yaml(source: Source, faults: list[Fault]) -> FrontMatter:
    if _is_secret_anchored(source.yaml):
        raise UnreadableError(Fault("too-complex", "secured holds an anchor or an alias"))
    if "\r" in source.yaml:  # ends a line, wherever it is
        source = replace(source, yaml=_LINE_END.sub("\n", source.yaml))
    if has_invisible(source.yaml):
        yaml, found = without_invisible(source.yaml, source.first_line)
        source, faults = replace(source, yaml=yaml), faults + found
    if may_hide_text(source.yaml):
        source, quoted = _quoted(source)
        faults += quoted
    try:
        fields = source.fields_of(read_fast(source.yaml))
        if has_odd_name(fields):
            return _read_with_care(source, faults)
    except (ValueError, RecursionError):
        return _read_with_care(source, faults)
    return FrontMatter(fields, source.body, (*faults, *source.unclosed()), source=source)


def _is_secret_anchored(yaml: str) -> bool:
    """Whether the payload has an anchor or is an alias, by which other fields could show it."""
    found = _SECRET.finditer(yaml) if "secured" in yaml else ()
    return any(match["sign"] or not {"&", "*"}.isdisjoint(match["tag"] or "") for match in found)


def _quoted(source: Source) -> tuple[Source, list[Fault]]:
    """The source with names, domains and topics quoted where YAML would misread them."""
    yaml, quoted = quote_plain_text(source.yaml, source.first_line)
    return replace(source, yaml=yaml), quoted


def _read_with_care(source: Source, faults: list[Fault]) -> FrontMatter:
    source, quoted = _quoted(source)
    source, repaired = _repaired(source)
    repaired += quoted
    if repaired:  # a line that was repaired may have hidden others
        source, quoted = _quoted(source)
        repaired += quoted
    value, locations, found = read_with_locations(source.yaml, source.first_line)
    torn = repair.before_second_document(source.yaml, source.first_line) if found else None
    if torn:
        source = replace(source, yaml=torn[0], closed=True)
        repaired = [*repaired, torn[1]]
        value, locations, found = read_with_locations(source.yaml, source.first_line)
    fields = source.fields_of(value)
    return FrontMatter(fields, source.body, (*faults, *repaired, *found), locations, source)


def _repaired(source: Source) -> tuple[Source, list[Fault]]:
    """The source as far as it can be read, and what was done to it."""
    try:
        yaml, repaired = repair.quote_failing_lines(source.yaml, source.first_line)
        return replace(source, yaml=yaml), repaired + source.unclosed()
    except UnreadableError as error:
        torn = repair.before_tear(source.yaml, source.first_line, error, closed=source.closed)
        if torn is None:
            raise
        return replace(source, yaml=torn[0], closed=True), [torn[1]]
