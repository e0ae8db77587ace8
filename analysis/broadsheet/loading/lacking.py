"""What articles lack: how many have no date, provider or topic, and which fields are near misses.

An archive of another maker loads without a fault, and its articles are in no answer by date or
provider: their fields have other names.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

__all__ = [
    "lacking_articles",
    "lacking_lines",
    "lacking_shares",
    "meant_by",
    "near_fields",
    "nearness",
]

_COLUMNS = {"date": "published_at", "provider": "provider_domain", "topic": "topics"}
"""What an article may lack, each with its column."""

_FIELDS = {"date": "publishedDateTime", "provider": "provider.domain", "topic": "topics"}
"""The fields that these are read from."""

_LACKED = frozenset(name.partition(".")[0] for name in _FIELDS.values())

_OTHER_NAMES = {
    "publishedDateTime": (
        *("date", "datetime", "published", "publishedat", "publishedon", "publisheddate"),
        *("publishdate", "publicationdate", "pubdate", "datepublished", "created", "createdat"),
        *("timestamp", "postdate", "firstpublished"),
    ),
    "topics": ("topic", "tags", "tag", "keywords", "categories", "sections", "subjects"),
    "provider.name": (
        *("source", "source.name", "publisher", "publisher.name", "outlet", "newspaper"),
        *("site", "publication", "feed.title"),
    ),
    "provider.domain": ("domain", "source.domain", "sourcedomain"),
    "excerpt": ("description", "summary", "abstract", "teaser", "lead"),
    "originalUrl": ("url", "link", "permalink", "canonicalurl", "canonical"),
    "title": ("headline",),
    "images": ("image", "imageurl", "urltoimage"),
}
"""Names that archives of other makers give fields that a mapping may fill, as `_plain` has them.

An author is not among those of a provider: it is a person in most archives.
"""

_JOINTS = re.compile(r"[\s_-]+")


def lacking_articles(articles: pa.Table) -> Counter[str]:
    """How many articles lack a date, a provider, a topic.

    Args:
        articles: Rows of the table.
    """
    import pyarrow.compute as pc  # a load of nothing new does without

    found: Counter[str] = Counter()
    for name, column in _COLUMNS.items():
        values = articles[column]
        found[name] = values.null_count
        if name == "topic":
            found[name] += pc.sum(pc.equal(pc.list_value_length(values), 0)).as_py() or 0
    return found


def lacking_shares(records: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """How many articles of archives lack what, and which share of them; nothing where none does.

    Args:
        records: What `load.json` records of each archive.
    """
    records = list(records)
    articles = sum(record["rows"]["articles"] for record in records)
    counts = {
        name: sum(record.get("lacking", {}).get(name, 0) for record in records) for name in _COLUMNS
    }
    return {
        name: {"articles": count, "of": articles, "share": round(count / articles, 4)}
        for name, count in counts.items()
        if count
    }


def near_fields(records: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Fields without a column whose names are near those of known fields, by known field.

    Near is what differs in case, hyphens and underscores; and a name that archives of other makers
    give a date, a provider or topics.
    """
    known = {_plain(name): name for name in TABLES["articles"].fields}
    for name, others in _OTHER_NAMES.items():
        top = name.partition(".")[0]
        known |= dict.fromkeys(others, top) if top in _LACKED else {}
    unknown = {name for record in records for name in record["fields"]} - _named_by_column()
    near: dict[str, list[str]] = {}
    for name in sorted(unknown):
        meant = known.get(_plain(name))
        if meant and meant != name:
            near.setdefault(meant, []).append(name)
    return near


def lacking_lines(
    shares: Mapping[str, Mapping[str, float]], near: Mapping[str, list[str]]
) -> list[str]:
    """What articles lack, in lines for a reader.

    Args:
        shares: What they lack, as `lacking_shares` has it.
        near: Fields that may be meant, as `near_fields` has them.
    """
    lines = []
    rest = dict(near)
    for name, found in shares.items():
        field = _FIELDS[name]
        others = rest.pop(field.partition(".")[0], None)
        hint = f"; fields near it: {', '.join(others)}" if others else ""
        if found["articles"] == found["of"]:
            lines.append(f"no article has a {name} ({field}){hint}")
        else:
            verb = "has" if found["articles"] == 1 else "have"
            count = (
                f"{found['articles']:,} of {found['of']:,} articles ({100 * found['share']:.0f} %)"
            )
            lines.append(f"{count} {verb} no {name} ({field}){hint}")
    misspelled = [
        f"{', '.join(names)}: is {field} meant?"
        for field, names in rest.items()
        if field not in _LACKED
    ]
    if any(found["articles"] == found["of"] for found in shares.values()):
        lines.append("map fields of theirs to ours: broadsheet inspect ARCHIVE proposes how")
    return [*lines, *(f"no column takes {each}" for each in misspelled)]


def meant_by(name: str) -> str | None:
    """The field of ours that a mapping may fill from a field of this name; None for no other."""
    plain = _plain(name)
    return next((field for field, others in _OTHER_NAMES.items() if plain in others), None)


def nearness(name: str) -> int:
    """The place of a field among those that may be meant, the surest first."""
    plain, meant = _plain(name), meant_by(name)
    return _OTHER_NAMES[meant].index(plain) if meant else len(_OTHER_NAMES)


def _plain(name: str) -> str:
    return _JOINTS.sub("", name).casefold()


def _named_by_column() -> frozenset[str]:
    """The names of fields that are those of their columns, as records have them."""
    return frozenset(column.name for column in TABLES["articles"].read_columns)
