"""Documents to Arrow tables: pure, from bytes to rows.

A document is flattened on the fast reader's plain values. Only when a value is not what its field
wants is the document read again with marks, so that the row in `problems` has the line and the text
as written, and a provider called `1843` is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.documents.document import Document, article_id
from broadsheet.documents.faults import Fault
from broadsheet.documents.fields import (
    ARTICLE_FIELDS,
    IMAGE_FIELDS,
    PROVIDER_FIELDS,
    RELATED_FIELDS,
)
from broadsheet.documents.front_matter import (
    FrontMatter,
    NoFrontMatter,
    Unreadable,
    read_front_matter,
)
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.payload import is_suspect, withhold
from broadsheet.documents.taxonomy import ORGANIZATION, is_untitled, taxonomy_of
from broadsheet.tables.extra import extra_json, noted_fields
from broadsheet.tables.rows import Rows
from broadsheet.tables.topics import first_text, topics_of
from broadsheet.tables.urls import canonical_url
from broadsheet.tables.values import NeedsMarks, Values, utc_month

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from broadsheet.documents.yaml_reader import Place

__all__ = ["flatten", "flatten_document"]

Fields = dict[str, Any]

_ARTICLE_TEXTS = (
    "category",
    "type",
    "title",
    "excerpt",
    "originalUrl",
    "webUrl",
    "ampWebUrl",
    "cdnAmpWebUrl",
)
_RELATED_TEXTS = ("title", "excerpt", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "type")
_IMAGE_TEXTS = ("url", "title")
_PROVIDER_TEXTS = ("name", "domain")
_PROFILE_KEYS = ("_id", "id", "domain")
_PROFILE_NAMES = ("name", "title")
_PROFILE_FIELDS = frozenset({"taxonomy", "otherNames", "description", "images", "secured"})
_UNTITLED_FIELDS = ARTICLE_FIELDS | {"name"}
_UNDATED = utc_month(None)
_AS_LISTS = {"related": "related[]", "images": "images[]"}


def flatten(documents: Iterable[Document]) -> dict[str, pa.Table]:
    """Flatten documents into one Arrow table a name; every document gets a row in `documents`."""
    rows = Rows()
    for document in documents:
        rows.extend(flatten_document(document))
    return rows.tables()


def flatten_document(document: Document, limits: Limits = DEFAULT_LIMITS) -> Rows:
    """Flatten one document; never fails, whatever the bytes hold, and never shows its payload."""
    rows = _flatten(document, limits)
    if is_suspect(document.data, is_json=document.line > 0):
        rows.change_texts(withhold)
    return rows


def _flatten(document: Document, limits: Limits) -> Rows:
    rows = Rows()
    try:
        front_matter = read_front_matter(document, limits)
    except NoFrontMatter as reason:
        rows.add_document(document, "skipped", str(reason))
        return rows
    except Unreadable as error:
        return _quarantined(document, error.fault)
    try:
        rows = _flatten_fields(document, front_matter, limits)
    except NeedsMarks:
        rows = _flatten_fields(document, front_matter.marked(), limits)
    except RecursionError:
        return _quarantined(document, Fault("too-complex", "too many levels"))
    return rows


def _quarantined(document: Document, fault: Fault) -> Rows:
    rows = Rows()
    rows.add_document(document, "quarantined", f"{fault.code}: {fault.message}")
    rows.add_problem(document, fault)
    return rows


def _flatten_fields(document: Document, front_matter: FrontMatter, limits: Limits) -> Rows:
    values = Values(front_matter.marks, limits.related)
    flattener = _Flattener(article_id(document.archive, document.path), values)
    taxonomy = taxonomy_of(front_matter.fields)
    if taxonomy is None:
        flattener.article(document, front_matter)
    elif taxonomy == ORGANIZATION:
        flattener.profile(document, front_matter)
    else:
        flattener.topics(document, front_matter)
    faults = (*front_matter.faults, *values.faults)
    for fault in sorted(faults, key=lambda fault: fault.line or 0):
        flattener.rows.add_problem(document, fault)
    flattener.rows.add_document(document, "loaded", article=(flattener.ident, flattener.month))
    return flattener.rows


class _Flattener:
    """Flattens one document's fields into rows under its id and month."""

    def __init__(self, ident: int, values: Values) -> None:
        self.rows = Rows()
        self.ident = ident
        self._values = values
        self.month = _UNDATED

    def article(self, document: Document, front_matter: FrontMatter) -> None:
        fields, values = front_matter.fields, self._values
        published_at = values.moment(fields, "publishedDateTime", ())
        self.month = utc_month(published_at)
        texts = values.texts(fields, _ARTICLE_TEXTS, ())
        category, kind, title, excerpt, original_url, web_url, amp_url, cdn_url = texts
        known = ARTICLE_FIELDS
        if is_untitled(fields):
            title, known = values.text(fields, "name", ()), _UNTITLED_FIELDS
        name, domain, extra = self._provider(fields, (), known)
        topics = values.text_list(fields, "topics", ())
        self.rows.articles.append(
            (
                self.ident,
                document.archive,
                document.path,
                category,
                kind,
                title,
                excerpt,
                published_at,
                original_url,
                web_url,
                amp_url,
                cdn_url,
                _identity(original_url or web_url),
                values.integer(fields, "quality", ()),
                values.integer(fields, "heat", ()),
                values.boolean(fields, "published", ()),
                name,
                domain,
                topics,
                self._images(fields, (), None),
                self._related(fields),
                front_matter.body,
                values.size(fields, "secured", ()),
                extra,
                self.month,
            )
        )
        for position, topic in enumerate(topics, start=1):
            self.rows.article_topics.append((self.ident, position, topic, self.month))

    def profile(self, document: Document, front_matter: FrontMatter) -> None:
        """Flatten a document that describes a provider."""
        fields, values = front_matter.fields, self._values
        domain, key = first_text(fields, _PROFILE_KEYS, values, ())
        name, named = first_text(fields, _PROFILE_NAMES, values, ())
        known = _PROFILE_FIELDS | {field for field in (key, named) if field}
        self.rows.provider_profiles.append(
            (
                self.ident,
                document.archive,
                document.path,
                domain and domain.lower(),
                name,
                values.text_list(fields, "otherNames", ()),
                values.text(fields, "description", ()),
                self._images(fields, (), None),
                front_matter.body,
                extra_json(self._unknown(fields, known, ())),
                self.month,
            )
        )

    def topics(self, document: Document, front_matter: FrontMatter) -> None:
        """Flatten a document that orders topics; a body stands in the first one's extra."""
        own = {} if front_matter.body is None else {"body": front_matter.body}
        topics = topics_of(front_matter.fields, self._values)
        for position, topic in enumerate(topics, start=1):
            unknown = self._unknown(topic.fields, topic.known, topic.place)
            self.rows.topic_tree.append(
                (
                    self.ident,
                    document.archive,
                    document.path,
                    position,
                    topic.depth,
                    topic.topic,
                    topic.name,
                    topic.parent,
                    extra_json(own | unknown if position == 1 else unknown),
                    self.month,
                )
            )

    def _related(self, fields: Fields) -> int:
        count = 0
        for index, item in self._values.mappings(fields, "related", ()):
            self._related_item(item, index)
            count += 1
        return count

    def _related_item(self, item: Fields, index: int) -> None:
        values, place = self._values, ("related", index)
        texts = values.texts(item, _RELATED_TEXTS, place)
        title, excerpt, web_url, amp_url, cdn_url, kind = texts
        name, domain, extra = self._provider(item, place, RELATED_FIELDS)
        self.rows.related.append(
            (
                self.ident,
                index + 1,
                title,
                excerpt,
                values.moment(item, "publishedDateTime", place),
                web_url,
                amp_url,
                cdn_url,
                _identity(web_url),
                kind,
                values.integer(item, "quality", place),
                name,
                domain,
                self._images(item, place, index + 1),
                extra,
                self.month,
            )
        )

    def _images(self, item: Fields, place: Place, related: int | None) -> int:
        if "images" not in item:
            return 0
        values, count = self._values, 0
        for index, image in values.mappings(item, "images", place):
            here = (*place, "images", index)
            url, title = values.texts(image, _IMAGE_TEXTS, here)
            known = IMAGE_FIELDS.issuperset(image)
            extra = None if known else extra_json(self._unknown(image, IMAGE_FIELDS, here))
            self.rows.images.append(
                (
                    self.ident,
                    related,
                    index + 1,
                    url,
                    values.integer(image, "width", here),
                    values.integer(image, "height", here),
                    values.boolean(image, "isCached", here),
                    title,
                    extra,
                    self.month,
                )
            )
            count += 1
        return count

    def _provider(
        self, item: Fields, place: Place, known: frozenset[str]
    ) -> tuple[str | None, str | None, str | None]:
        """The provider's name and domain, and the unknown fields of the item and its provider."""
        unknown = {} if known.issuperset(item) else self._unknown(item, known, place)
        provider = self._values.mapping(item, "provider", place)
        if not provider:
            return None, None, extra_json(unknown)
        here = (*place, "provider")
        if not PROVIDER_FIELDS.issuperset(provider):
            unknown["provider"] = self._unknown(provider, PROVIDER_FIELDS, here)
        name, domain = self._values.texts(provider, _PROVIDER_TEXTS, here)
        return name, domain and domain.lower(), extra_json(unknown) if unknown else None

    def _unknown(self, item: Fields, known: frozenset[str], place: Place) -> Fields:
        names = (part for part in place if isinstance(part, str))
        where = "".join(f"{_AS_LISTS.get(name, name)}." for name in names)
        return noted_fields(item, known, where, self.rows.unknown)


def _identity(url: str | None) -> str | None:
    return canonical_url(url) if url else None
