"""Documents of a taxonomy to the rows of their table: providers, and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.documents.cleaning import clean_row
from broadsheet.documents.parsed import GAP, Parsed, TaxonomyRows
from broadsheet.documents.taxonomy import ORGANIZATION
from broadsheet.documents.topics import topics_of
from broadsheet.schema import EXTRA, TABLES, Conversion

if TYPE_CHECKING:
    from broadsheet.documents.front_matter import FrontMatter
    from broadsheet.documents.location import Place
    from broadsheet.documents.values import Values

__all__ = ["read_taxonomy"]


def read_taxonomy(taxonomy: str, front_matter: FrontMatter, values: Values) -> Parsed:
    """The rows of a document of a taxonomy, without its body and its faults.

    Args:
        taxonomy: The document's taxonomy.
        front_matter: Its fields and its body.
        values: Converts single values, and collects the faults.
    """
    read = _profile if taxonomy == ORGANIZATION else _topics
    return read(front_matter, values)


def _profile(front_matter: FrontMatter, values: Values) -> Parsed:
    """A document that describes a provider: one row, and its images."""
    table = TABLES["provider_profiles"]
    row, unknown = clean_row(front_matter.fields, table, values, ())
    lists: dict[str, Any] = {}
    for column in table.read_columns:
        if column.conversion is Conversion.COUNT:
            entries = row[column.name] or []
            lists[column.sources[0]] = entries
            row[column.name] = sum(entry is not GAP for entry in entries)
        elif column.conversion is Conversion.TEXTS:
            row[column.name] = row[column.name] or []
    row |= {"body": front_matter.body, EXTRA: unknown.joined()}
    rows = TaxonomyRows(table.name, [row], frozenset(unknown.kinds("")))
    return Parsed(lists, taxonomy=rows)


def _topics(front_matter: FrontMatter, values: Values) -> Parsed:
    """A document that orders topics: a row a topic; a body is in the first one's extra."""
    rows: list[dict[str, Any]] = []
    kinds: set[tuple[str, str]] = set()
    for position, topic in enumerate(topics_of(front_matter.fields, values), start=1):
        unknown = topic.unknown.joined()
        if position == 1 and front_matter.body is not None:
            unknown = {"body": front_matter.body} | unknown
        rows.append(topic.row | {"position": position, "depth": topic.depth, EXTRA: unknown})
        kinds |= topic.unknown.kinds(_where(topic.place))
    return Parsed({}, taxonomy=TaxonomyRows("topic_tree", rows, frozenset(kinds)))


def _where(place: Place) -> str:
    """What a topic's place is called in the names of its fields."""
    return "".join(f"{part}." for part in place if isinstance(part, str))
