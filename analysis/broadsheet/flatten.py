"""Documents to Arrow tables: pure, from bytes to rows.

A document is flattened on the fast reader's plain values. Only when a value is not what its field
wants is the document read again with marks, so that the row in `problems` has the line and the text
as written, and a provider called `1843` is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.document import Document, article_id
from broadsheet.extra import extra_json, unknown_fields
from broadsheet.faults import Fault
from broadsheet.fields import ARTICLE_FIELDS, IMAGE_FIELDS, PROVIDER_FIELDS, RELATED_FIELDS
from broadsheet.frontmatter import FrontMatter, NoFrontMatter, Unreadable, read_front_matter
from broadsheet.payload import is_suspect, withhold
from broadsheet.rows import Rows
from broadsheet.urls import canonical_url
from broadsheet.values import NeedsMarks, Values, utc_month

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

__all__ = ["flatten", "flatten_document"]

Fields = dict[str, Any]


def flatten(documents: Iterable[Document]) -> dict[str, pa.Table]:
    """Flatten documents into one Arrow table a name; every document gets a row in `documents`."""
    rows = Rows()
    for document in documents:
        rows.extend(flatten_document(document))
    return rows.tables()


def flatten_document(document: Document) -> Rows:
    """Flatten one document; never fails, whatever the bytes hold, and never shows its payload."""
    rows = _flatten(document)
    if is_suspect(document.data):
        rows.change_texts(withhold)
    return rows


def _flatten(document: Document) -> Rows:
    rows = Rows()
    try:
        front_matter = read_front_matter(document)
    except NoFrontMatter as reason:
        rows.add_document(document, "skipped", reason=str(reason))
        return rows
    except Unreadable as error:
        return _quarantined(document, error.fault)
    try:
        rows = _flatten_fields(document, front_matter)
    except NeedsMarks:
        rows = _flatten_fields(document, front_matter.marked())
    except RecursionError:
        return _quarantined(document, Fault("too-complex", "too many levels"))
    rows.add_document(document, "loaded")
    return rows


def _quarantined(document: Document, fault: Fault) -> Rows:
    rows = Rows()
    rows.add_document(document, "quarantined", reason=f"{fault.code}: {fault.message}")
    rows.add_problem(document, fault)
    return rows


def _flatten_fields(document: Document, front_matter: FrontMatter) -> Rows:
    values = Values(front_matter.marks)
    flattener = _Flattener(article_id(document.archive, document.path), values)
    flattener.article(document, front_matter)
    faults = (*front_matter.faults, *values.faults)
    for fault in sorted(faults, key=lambda fault: fault.line or 0):
        flattener.rows.add_problem(document, fault)
    return flattener.rows


class _Flattener:
    """Flattens one article's fields into rows under its id and month."""

    def __init__(self, ident: int, values: Values) -> None:
        self.rows = Rows()
        self._id = ident
        self._values = values
        self._month = ""

    def article(self, document: Document, front_matter: FrontMatter) -> None:
        fields, values = front_matter.fields, self._values
        published_at = values.moment(fields, "publishedDateTime", ())
        self._month = utc_month(published_at)
        original_url = values.text(fields, "originalUrl", ())
        web_url = values.text(fields, "webUrl", ())
        name, domain, extra = self._provider(fields, (), ARTICLE_FIELDS)
        topics = values.texts(fields, "topics", ())
        self.rows.articles.append(
            (
                self._id,
                document.archive,
                document.path,
                values.text(fields, "category", ()),
                values.text(fields, "type", ()),
                values.text(fields, "title", ()),
                values.text(fields, "excerpt", ()),
                published_at,
                original_url,
                web_url,
                values.text(fields, "ampWebUrl", ()),
                values.text(fields, "cdnAmpWebUrl", ()),
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
                extra_json(extra),
                self._month,
            )
        )
        for position, topic in enumerate(topics, start=1):
            self.rows.article_topics.append((self._id, position, topic, self._month))

    def _related(self, fields: Fields) -> int:
        count = 0
        for index, item in self._values.mappings(fields, "related", ()):
            self._related_item(item, index)
            count += 1
        return count

    def _related_item(self, item: Fields, index: int) -> None:
        values, place = self._values, ("related", index)
        web_url = values.text(item, "webUrl", place)
        name, domain, extra = self._provider(item, place, RELATED_FIELDS)
        self.rows.related.append(
            (
                self._id,
                index + 1,
                values.text(item, "title", place),
                values.text(item, "excerpt", place),
                values.moment(item, "publishedDateTime", place),
                web_url,
                values.text(item, "ampWebUrl", place),
                values.text(item, "cdnAmpWebUrl", place),
                _identity(web_url),
                values.text(item, "type", place),
                values.integer(item, "quality", place),
                name,
                domain,
                self._images(item, place, index + 1),
                extra_json(extra),
                self._month,
            )
        )

    def _images(self, item: Fields, place: tuple[str | int, ...], related: int | None) -> int:
        values, count = self._values, 0
        for index, image in values.mappings(item, "images", place):
            here = (*place, "images", index)
            self.rows.images.append(
                (
                    self._id,
                    related,
                    index + 1,
                    values.text(image, "url", here),
                    values.integer(image, "width", here),
                    values.integer(image, "height", here),
                    values.boolean(image, "isCached", here),
                    values.text(image, "title", here),
                    extra_json(unknown_fields(image, IMAGE_FIELDS)),
                    self._month,
                )
            )
            count += 1
        return count

    def _provider(
        self, item: Fields, place: tuple[str | int, ...], known: frozenset[str]
    ) -> tuple[str | None, str | None, Fields]:
        """The provider's name and domain, and every unknown field of the item and its provider."""
        extra = unknown_fields(item, known)
        provider = self._values.mapping(item, "provider", place)
        if not provider:
            return None, None, extra
        here = (*place, "provider")
        unknown = unknown_fields(provider, PROVIDER_FIELDS)
        if unknown:
            extra["provider"] = unknown
        domain = self._values.text(provider, "domain", here)
        return self._values.text(provider, "name", here), domain and domain.lower(), extra


def _identity(url: str | None) -> str | None:
    return canonical_url(url) if url else None
