"""Plain documents to Arrow tables, a whole batch at a time and column by column.

Most documents are plain: they have no faults, and every value is what its field wants. These make
the same rows here as in `flatten`, in a third of the time. A document that turns out not to be
plain is left out and told, for `flatten` to take with care.
"""

from __future__ import annotations

import pickle
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.documents.document import Document, Fingerprints, article_id
from broadsheet.documents.fields import (
    ARTICLE_FIELDS,
    IMAGE_FIELDS,
    PROVIDER_FIELDS,
    RELATED_FIELDS,
)
from broadsheet.schema import TABLES
from broadsheet.tables.extra import extra_json, note_fields, unknown_fields
from broadsheet.tables.urls import canonical_urls
from broadsheet.tables.values import INT64, utc_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.documents.fast_reader import PlainFields

__all__ = ["Flattened", "Plain", "flatten_plain"]

Fields = dict[str, Any]

Columns = dict[str, Any]
"""Values by column, as a list or as an Arrow array."""

_MOMENT = pa.timestamp("us", tz="UTC")
_FIRST_YEAR = "0001"
_PLAIN_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z\Z")
_NONE = type(None)
_TEXT: frozenset[type] = frozenset({str, _NONE})
_INTEGER: frozenset[type] = frozenset({int, _NONE})
_BOOLEAN: frozenset[type] = frozenset({bool, _NONE})
_LIST: frozenset[type] = frozenset({list, _NONE})
_MAPPING: frozenset[type] = frozenset({dict, _NONE})


class Plain(NamedTuple):
    """A document that seems plain, with what was read of it."""

    document: Document
    fingerprints: Fingerprints
    read: PlainFields


@dataclass
class Flattened:
    """What came of documents.

    Attributes:
        tables: Rows of the plain ones, by table, in the tables' `row_schema`.
        odd: The places of those that are not plain, of which no row is in the tables.
        unknown: Fields without a column, each with the kind of its value.
    """

    tables: dict[str, pa.Table]
    odd: set[int] = field(default_factory=set)
    unknown: set[tuple[str, str]] = field(default_factory=set)


def flatten_plain(documents: Sequence[Plain], most_related: int) -> Flattened:
    """Flatten the plain ones of documents, each of which has been read without a fault.

    Args:
        documents: The documents.
        most_related: Related items that a plain document has at most.
    """
    flattened = Flattened({})
    columns = _Columns(documents, most_related, flattened)
    tables = columns.tables()
    if flattened.odd:
        odd = [documents[index].document for index in flattened.odd]
        ids = pa.array([article_id(each.archive, each.path) for each in odd], pa.int64())
        for name in tables.keys() - {"problems"}:
            rows = tables[name]
            tables[name] = rows.filter(pc.invert(pc.is_in(rows["article_id"], ids)))
    flattened.tables = tables
    return flattened


class _Items:
    """Mappings of the same kind from all documents, and the columns that their fields make.

    Attributes:
        items: The mappings.
        owners: The place of each one's document.
    """

    def __init__(self, items: list[Fields], owners: list[int], odd: set[int]) -> None:
        self.items = items
        self.owners = owners
        self._odd = odd

    def values(self, key: str, kinds: frozenset[type]) -> list[Any]:
        """A field's values; one of another kind is None, and makes its document odd."""
        column = list(map(dict.get, self.items, repeat(key)))
        if not kinds.issuperset(map(type, column)):
            for index, value in enumerate(column):
                if type(value) not in kinds:
                    self._note_odd(index)
                    column[index] = None
        return column

    def texts(self, key: str) -> pa.Array:
        """Texts without surrounding blanks."""
        trimmed = pc.utf8_trim_whitespace(pa.array(self.values(key, _TEXT), pa.string()))
        is_empty = pc.equal(trimmed, "")
        return pc.if_else(is_empty, None, trimmed) if pc.any(is_empty).as_py() else trimmed

    def integers(self, key: str) -> pa.Array:
        """64-bit whole numbers."""
        column = self.values(key, _INTEGER)
        with suppress(OverflowError):
            return pa.array(column, pa.int64())
        for index, value in enumerate(column):
            if value and value not in INT64:
                self._note_odd(index)
                column[index] = None
        return pa.array(column, pa.int64())

    def moments(self, key: str) -> pa.Array:
        """Points in time in UTC."""
        column = self.values(key, _TEXT)
        texts = pa.array(column, pa.string())
        if min(filter(None, column), default=_FIRST_YEAR) >= _FIRST_YEAR:
            with suppress(pa.ArrowInvalid):
                return texts.cast(_MOMENT)
        moments = [
            None if text is None else self._moment(text, index) for index, text in enumerate(column)
        ]
        return pa.array(moments, _MOMENT)

    def months(self, key: str, moments: pa.Array) -> list[str]:
        """The partition of each point in time: the text's own beginning where that is in UTC."""
        texts: list[Any] = [item.get(key) for item in self.items]
        if all(type(text) is str and _PLAIN_MOMENT.match(text) for text in texts):
            return [text[:7] for text in texts]
        return list(map(utc_month, moments.to_pylist()))

    def mappings(self, key: str) -> _Items:
        """The mapping that each item has in a field; an empty one where it has none."""
        column = [value or {} for value in self.values(key, _MAPPING)]
        return _Items(column, self.owners, self._odd)

    def lists(self, key: str, kind: type, most: int | None = None) -> list[list[Any]]:
        """The list that each item has in a field, all of whose entries are of a kind."""
        column = [value or [] for value in self.values(key, _LIST)]
        for index, entries in enumerate(column):
            if (most and len(entries) > most) or not {kind}.issuperset(map(type, entries)):
                self._note_odd(index)
                column[index] = []
        return column

    def _moment(self, text: str, index: int) -> datetime | None:
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is UTC:
                return moment
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        self._note_odd(index)
        return None

    def extras(self, known: frozenset[str], where: str, noted: set[tuple[str, str]]) -> list[Any]:
        """The JSON of each item's fields without a column, those of its provider among them.

        A provider's logo stands in all its articles, so that most items have the same as another.
        """
        extras: list[str | None] = [None] * len(self.items)
        made: dict[bytes, str | None] = {}
        for index in self._with_more(known):
            try:
                unknown, of_provider = self._unknown(index, known)
                alike = pickle.dumps((unknown, of_provider))
                if alike not in made:
                    note_fields(unknown, where, noted)
                    note_fields(of_provider, f"{where}provider.", noted)
                    fields = {**unknown, "provider": of_provider} if of_provider else unknown
                    made[alike] = extra_json(fields)
                extras[index] = made[alike]
            except RecursionError:
                self._note_odd(index)
        return extras

    def _unknown(self, index: int, known: frozenset[str]) -> tuple[Fields, Fields]:
        """The fields of an item that have no column, and those of its provider."""
        item = self.items[index]
        provider = item.get("provider") if "provider" in known else None
        of_provider = unknown_fields(provider, PROVIDER_FIELDS) if type(provider) is dict else {}
        return unknown_fields(item, known), of_provider

    def _with_more(self, known: frozenset[str]) -> list[int]:
        """The places of the items that have, or whose provider has, fields without a column."""
        more = [index for index, item in enumerate(self.items) if not known.issuperset(item)]
        if "provider" not in known:
            return more
        providers = self.mappings("provider").items
        of_providers = (
            index for index, each in enumerate(providers) if not PROVIDER_FIELDS.issuperset(each)
        )
        return sorted({*more, *of_providers})

    def _note_odd(self, index: int) -> None:
        self._odd.add(self.owners[index])


class _Columns:
    """The columns of all tables."""

    def __init__(self, documents: Sequence[Plain], most_related: int, flattened: Flattened) -> None:
        self._documents = documents
        self._odd = flattened.odd
        self._noted = flattened.unknown
        self._ids = [article_id(each.document.archive, each.document.path) for each in documents]
        fields = [each.read.fields for each in documents]
        self._articles = _Items(fields, list(range(len(fields))), self._odd)
        self._related_lists = self._articles.lists("related", dict, most_related)
        self._related = self._within(self._articles, self._related_lists)
        self._article_images = self._articles.lists("images", dict, most_related)
        self._related_images = self._related.lists("images", dict, most_related)
        self._published = self._articles.moments("publishedDateTime")
        self._months = self._articles.months("publishedDateTime", self._published)

    def tables(self) -> dict[str, pa.Table]:
        """One Arrow table a name, in the tables' `row_schema`."""
        topics = [
            [text for topic in each if (text := topic.strip())]
            for each in self._articles.lists("topics", str)
        ]
        columns: dict[str, Columns] = {
            "articles": self._article_columns(topics),
            "related": self._related_columns(),
            "images": self._image_columns(),
            "article_topics": {
                **self._keys(_owners(topics)),
                "position": _positions(topics),
                "topic": list(chain.from_iterable(topics)),
            },
            "documents": self._document_columns(),
        }
        return {name: _table(name, columns.get(name)) for name in TABLES}

    def _within(self, items: _Items, lists: list[list[Any]]) -> _Items:
        """The entries of lists that items have, under the items' documents."""
        owners = [items.owners[index] for index in _owners(lists)]
        return _Items(list(chain.from_iterable(lists)), owners, self._odd)

    def _keys(self, owners: list[int]) -> Columns:
        """The columns that every table of documents has, for rows of these documents."""
        return {
            "article_id": [self._ids[owner] for owner in owners],
            "published_month": [self._months[owner] for owner in owners],
        }

    def _shared_columns(self, items: _Items, known: frozenset[str], where: str) -> Columns:
        """The columns that articles and related items share."""
        provider = items.mappings("provider")
        return {
            **self._keys(items.owners),
            "title": items.texts("title"),
            "excerpt": items.texts("excerpt"),
            "web_url": items.texts("webUrl"),
            "amp_web_url": items.texts("ampWebUrl"),
            "cdn_amp_web_url": items.texts("cdnAmpWebUrl"),
            "type": items.texts("type"),
            "quality": items.integers("quality"),
            "provider_name": provider.texts("name"),
            "provider_domain": _lower(provider.texts("domain")),
            "extra": items.extras(known, where, self._noted),
        }

    def _article_columns(self, topics: list[list[str]]) -> Columns:
        items = self._articles
        columns = self._shared_columns(items, ARTICLE_FIELDS, "")
        original = items.texts("originalUrl")
        return columns | {
            "archive": [each.document.archive for each in self._documents],
            "path": [each.document.path for each in self._documents],
            "category": items.texts("category"),
            "published_at": self._published,
            "original_url": original,
            "url": canonical_urls(pc.coalesce(original, columns["web_url"])),
            "heat": items.integers("heat"),
            "published": items.values("published", _BOOLEAN),
            "topics": topics,
            "image_count": list(map(len, self._article_images)),
            "related_count": list(map(len, self._related_lists)),
            "body": [each.read.body for each in self._documents],
            "secured_bytes": [each.read.secured_bytes for each in self._documents],
        }

    def _related_columns(self) -> Columns:
        columns = self._shared_columns(self._related, RELATED_FIELDS, "related[].")
        return columns | {
            "position": _positions(self._related_lists),
            "published_at": self._related.moments("publishedDateTime"),
            "url": canonical_urls(columns["web_url"]),
            "image_count": list(map(len, self._related_images)),
        }

    def _image_columns(self) -> Columns:
        """The articles' images, then those of related items."""
        own = self._within(self._articles, self._article_images)
        others = self._within(self._related, self._related_images)
        images = _Items(own.items + others.items, own.owners + others.owners, self._odd)
        places = _positions(self._related_lists)
        related = [places[index] for index in _owners(self._related_images)]
        extras = own.extras(IMAGE_FIELDS, "images[].", self._noted)
        return {
            **self._keys(images.owners),
            "related_position": [None] * len(own.items) + related,
            "position": _positions(self._article_images) + _positions(self._related_images),
            "url": images.texts("url"),
            "width": images.integers("width"),
            "height": images.integers("height"),
            "is_cached": images.values("isCached", _BOOLEAN),
            "title": images.texts("title"),
            "extra": extras + others.extras(IMAGE_FIELDS, "related[].images[].", self._noted),
        }

    def _document_columns(self) -> Columns:
        count = len(self._documents)
        return {
            "archive": [each.document.archive for each in self._documents],
            "path": [each.document.path for each in self._documents],
            "article_id": self._ids,
            "bytes": [len(each.document.data) for each in self._documents],
            "fingerprint": [each.fingerprints.whole for each in self._documents],
            "content_fingerprint": [each.fingerprints.content for each in self._documents],
            "published_month": self._months,
            "status": ["loaded"] * count,
            "reason": [None] * count,
        }


def _owners(lists: list[list[Any]]) -> list[int]:
    """For every entry of lists the place of its list."""
    return [index for index, entries in enumerate(lists) for _ in entries]


def _positions(lists: list[list[Any]]) -> list[int]:
    """For every entry of lists its position in its list, from 1."""
    return [position for entries in lists for position in range(1, len(entries) + 1)]


def _lower(texts: pa.Array) -> pa.Array:
    """Texts in lower case, by Python's rules."""
    if pc.all(pc.string_is_ascii(texts)).as_py():
        return pc.ascii_lower(texts)
    return pa.array([text and text.lower() for text in texts.to_pylist()], pa.string())


def _table(name: str, columns: Columns | None) -> pa.Table:
    schema = TABLES[name].row_schema
    if columns is None:
        return schema.empty_table()
    arrays = [_array(columns[each.name], each.type) for each in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:  # noqa: ANN401 - a list or an array
    return values if isinstance(values, pa.Array) else pa.array(values, kind)
