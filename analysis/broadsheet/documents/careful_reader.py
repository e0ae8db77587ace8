"""Any document, read with care: what does not fit a column becomes a fault, with line and text.

A value that fits needs no location, so a document is read with locations only once one is needed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from broadsheet.documents.cleaning import clean_item
from broadsheet.documents.faults import Fault
from broadsheet.documents.front_matter import FrontMatter, read_front_matter
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.mapping import BODY, NO_MAPPING, FieldMapping, moved
from broadsheet.documents.parsed import NotLoaded, Parsed
from broadsheet.documents.taxonomy import is_data, is_untitled, taxonomy_of
from broadsheet.documents.taxonomy_rows import read_taxonomy
from broadsheet.documents.values import Values
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from broadsheet.documents.document import Document

__all__ = ["TOO_DEEP", "read_with_care"]

TOO_DEEP = Fault("too-complex", "too many levels")
"""The fault of a document that nests deeper than Python recurses."""


def read_with_care(
    document: Document, limits: Limits = DEFAULT_LIMITS, mapping: FieldMapping = NO_MAPPING
) -> Parsed | NotLoaded:
    """Read a document; never fails, whatever its bytes are.

    Args:
        document: The document.
        limits: What is taken at most.
        mapping: Which of its fields are read as which of ours.
    """
    front_matter = read_front_matter(document, limits)
    if isinstance(front_matter, NotLoaded):
        return front_matter
    if document.is_yaml and is_data(front_matter.fields):
        return NotLoaded("skipped", "configuration or data, no document", front_matter.faults)
    try:
        parsed, needs_locations = _parsed(_mapped(front_matter, mapping, document.path), limits)
        if needs_locations:
            located = front_matter.located()
            parsed, _ = _parsed(_mapped(located, mapping, document.path), limits)
    except RecursionError:
        return NotLoaded.quarantined(TOO_DEEP)
    return parsed


def _mapped(front_matter: FrontMatter, mapping: FieldMapping, path: str) -> FrontMatter:
    """The front matter under our names; a text that is mapped is the body of one without."""
    if not mapping:
        return front_matter
    fields, origins = mapping.applied(front_matter.fields, path)
    body = front_matter.body
    if isinstance(fields.get(BODY), str) and BODY in mapping.all_fields:
        body = body or fields.pop(BODY).replace("\r\n", "\n").strip() or None
    locations = moved(front_matter.locations, origins)
    return replace(front_matter, fields=fields, body=body, locations=locations)


def _parsed(front_matter: FrontMatter, limits: Limits) -> tuple[Parsed, bool]:
    """The document as its columns take it, and whether that needs locations it does not have."""
    values = Values(front_matter.locations, limits.related)
    taxonomy = taxonomy_of(front_matter.fields)
    parsed = (
        _article(front_matter.fields, values)
        if taxonomy is None
        else read_taxonomy(taxonomy, front_matter, values)
    )
    faults = sorted((*front_matter.faults, *values.faults), key=lambda fault: fault.line or 0)
    parsed = parsed._replace(body=front_matter.body, faults=tuple(faults))
    return parsed, values.needs_locations


def _article(fields: dict[str, Any], values: Values) -> Parsed:
    table = TABLES["articles"]
    if is_untitled(fields):
        title = values.text(fields["name"], ("name",))
        fields = {key: value for key, value in fields.items() if key != "name"} | {"title": title}
    cleaned = clean_item(fields, table, values)
    secured = cleaned.pop("secured", None)
    return Parsed(cleaned, None if secured is None else len(secured.strip().encode()))
