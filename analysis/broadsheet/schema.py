"""The data dictionary: every table, its grain and its columns.

The names are the query interface. `docs/reference/tables.md`, the Parquet files and
`broadsheet tables` all derive from this module.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

__all__ = ["DERIVED", "DIMENSIONS", "PARTITION", "TABLES", "Column", "Table"]

PARTITION = "published_month"
"""The partition key of the document tables: `YYYY-MM` in UTC, or `undated`."""

_TEXT = pa.string()
_INTEGER = pa.int64()
_COUNT = pa.int32()
_BOOLEAN = pa.bool_()
_MOMENT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True)
class Column:
    """A column: its name, its Arrow type and what it means."""

    name: str
    type: pa.DataType
    meaning: str


@dataclass(frozen=True)
class Table:
    """A table: its name, what one row stands for and its columns in order.

    A partitioned table is kept in one file a month of its document's publication.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    partitioned: bool = True

    @property
    def schema(self) -> pa.Schema:
        """The columns as stored in Parquet."""
        return pa.schema([(column.name, column.type) for column in self.columns])

    @property
    def row_schema(self) -> pa.Schema:
        """The columns as flattened: a partitioned table carries its partition key last."""
        if not self.partitioned:
            return self.schema
        return self.schema.append(pa.field(PARTITION, _TEXT))


_ARTICLE_ID = Column("article_id", _INTEGER, "stable hash of archive name and path; joins tables")
_POSITION = Column("position", _COUNT, "place in document order, from 1")
_PUBLISHED_AT = Column("published_at", _MOMENT, "publication time in UTC")
_AMP = (
    Column("amp_web_url", _TEXT, "AMP page, as given"),
    Column("cdn_amp_web_url", _TEXT, "AMP page on a cache, as given"),
)
_URL = Column("url", _TEXT, "the item's identity: original_url, else web_url, made canonical")
_PROVIDER = (
    Column("provider_name", _TEXT, "provider as the document names it"),
    Column("provider_domain", _TEXT, "the provider's key, lower case"),
)
_IMAGE_COUNT = Column("image_count", _COUNT, "images of the item")
_EXTRA = Column("extra", _TEXT, "JSON of every field without a column; null when there is none")
_ARCHIVE = Column("archive", _TEXT, "name of the archive the document came from")
_PATH = Column("path", _TEXT, "path within the archive, with forward slashes")

_ARTICLES = Table(
    "articles",
    "one row per document",
    (
        _ARTICLE_ID,
        _ARCHIVE,
        _PATH,
        Column("category", _TEXT, "category, such as news"),
        Column("type", _TEXT, "kind of document, such as article or video"),
        Column("title", _TEXT, "title as written"),
        Column("excerpt", _TEXT, "excerpt as written"),
        _PUBLISHED_AT,
        Column("original_url", _TEXT, "first address, as given"),
        Column("web_url", _TEXT, "web address, as given"),
        *_AMP,
        _URL,
        Column("quality", _INTEGER, "quality score as given; not a percentage"),
        Column("heat", _INTEGER, "heat as given; -1 is not the head of its story"),
        Column("published", _BOOLEAN, "whether it was published; null when not yet scored"),
        *_PROVIDER,
        Column("topics", pa.list_(_TEXT), "topics in document order"),
        _IMAGE_COUNT,
        Column("related_count", _COUNT, "related items of the document"),
        Column("body", _TEXT, "text after the front matter"),
        Column("secured_bytes", _COUNT, "size of the encrypted payload, which is never stored"),
        _EXTRA,
    ),
)

_RELATED = Table(
    "related",
    "one row per related item of a document",
    (
        _ARTICLE_ID,
        _POSITION,
        Column("title", _TEXT, "title as written"),
        Column("excerpt", _TEXT, "excerpt as written"),
        _PUBLISHED_AT,
        Column("web_url", _TEXT, "web address, as given"),
        *_AMP,
        _URL,
        Column("type", _TEXT, "kind of item"),
        Column("quality", _INTEGER, "quality score as given"),
        *_PROVIDER,
        _IMAGE_COUNT,
        _EXTRA,
    ),
)

_IMAGES = Table(
    "images",
    "one row per image of a document or of a related item",
    (
        _ARTICLE_ID,
        Column("related_position", _COUNT, "the related item; null: the document's own"),
        _POSITION,
        Column("url", _TEXT, "address as given"),
        Column("width", _INTEGER, "width in pixels"),
        Column("height", _INTEGER, "height in pixels"),
        Column("is_cached", _BOOLEAN, "whether the archive holds a copy"),
        Column("title", _TEXT, "title as written"),
        _EXTRA,
    ),
)

_ARTICLE_TOPICS = Table(
    "article_topics",
    "one row per topic of a document",
    (_ARTICLE_ID, _POSITION, Column("topic", _TEXT, "topic as written")),
)

_PROVIDER_PROFILES = Table(
    "provider_profiles",
    "one row per document that describes a provider, of taxonomy organization",
    (
        _ARTICLE_ID,
        _ARCHIVE,
        _PATH,
        Column("provider_domain", _TEXT, "the provider's key, lower case; its _id, id or domain"),
        Column("name", _TEXT, "name, or title, as written"),
        Column("other_names", pa.list_(_TEXT), "other names in document order"),
        Column("description", _TEXT, "description as written"),
        _IMAGE_COUNT,
        Column("body", _TEXT, "text after the front matter"),
        _EXTRA,
    ),
)

_TOPIC_TREE = Table(
    "topic_tree",
    "one row per topic of a document that orders topics, of taxonomy topic",
    (
        _ARTICLE_ID,
        _ARCHIVE,
        _PATH,
        _POSITION,
        Column("depth", _COUNT, "how deep it is nested in its document, from 0"),
        Column("topic", _TEXT, "the topic's key: its _id or id, else its name"),
        Column("name", _TEXT, "name, or title, as written"),
        Column("parent", _TEXT, "parent as given, else the key of the topic it is nested in"),
        _EXTRA,
    ),
)

_DOCUMENTS = Table(
    "documents",
    "one row per file seen in an archive",
    (
        _ARCHIVE,
        _PATH,
        _ARTICLE_ID,
        Column("bytes", _INTEGER, "size of the file"),
        Column("fingerprint", _TEXT, "BLAKE2b-128 of the file's bytes, in hexadecimal"),
        Column("content_fingerprint", _TEXT, "the same of what it says: payload, line ends aside"),
        Column("published_month", _TEXT, "month its rows are kept under; null when not loaded"),
        Column("status", _TEXT, "loaded, quarantined or skipped"),
        Column("reason", _TEXT, "why it was quarantined or skipped; null when loaded"),
    ),
    partitioned=False,
)

_PROBLEMS = Table(
    "problems",
    "one row per fault found in a document",
    (
        _ARCHIVE,
        _PATH,
        Column("line", _COUNT, "line in the file, from 1"),
        Column("column", _COUNT, "column in the line, from 1"),
        Column("field", _TEXT, "field, such as related[2].quality"),
        Column("code", _TEXT, "kind of fault; docs/reference/problems.md lists them"),
        Column("severity", _TEXT, "error: data is missing; warning: data was mended; note"),
        Column("message", _TEXT, "the fault in a sentence"),
        Column("value", _TEXT, "the value as written, up to 500 characters"),
    ),
    partitioned=False,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(_ARTICLES, _RELATED, _IMAGES, _ARTICLE_TOPICS),
        *(_PROVIDER_PROFILES, _TOPIC_TREE),
        *(_DOCUMENTS, _PROBLEMS),
    )
}
"""All tables by name."""

DIMENSIONS = (_PROVIDER_PROFILES.name, _TOPIC_TREE.name)
"""Tables of documents that are no articles; these have no date and are kept as undated."""

_ITEM_ID = Column("item_id", _INTEGER, "the item, numbered within the version; joins tables")
_OWN_ARTICLE_ID = Column(
    "article_id", _INTEGER, "its own document, the lowest; null where it has none"
)
_STORY_ID = Column("story_id", _INTEGER, "the story: its lowest item_id")

_ITEMS = Table(
    "items",
    "one row per distinct item, article or related, by url",
    (
        _ITEM_ID,
        _OWN_ARTICLE_ID,
        _URL,
        Column("category", _TEXT, "category of its own document, else of one that lists it"),
        Column("type", _TEXT, "kind of item"),
        Column("title", _TEXT, "title, as its own document has it, else one that lists it"),
        Column("provider_domain", _TEXT, "the provider's key, from the same document"),
        Column("provider_name", _TEXT, "provider as that document names it"),
        Column("published_at", _MOMENT, "publication time in UTC, from the same document"),
        Column("quality", _INTEGER, "the best quality known of it"),
        Column("in_articles", _INTEGER, "documents that it stands in"),
        Column("as_lead", _INTEGER, "documents whose own item it is"),
        Column("as_related", _INTEGER, "documents that list it as related"),
    ),
    partitioned=False,
)

_MENTIONS = Table(
    "mentions",
    "one row per mention of an item in a document",
    (
        _ARTICLE_ID,
        Column("position", _COUNT, "place in the list of related; 0: the document's own item"),
        _ITEM_ID,
    ),
    partitioned=False,
)

_STORY_ITEMS = Table(
    "story_items",
    "one row per item, with the story it is in",
    (
        _STORY_ID,
        _ITEM_ID,
        Column("rank", _INTEGER, "place in the story by quality; 1 is the head"),
        _OWN_ARTICLE_ID,
        Column("provider_domain", _TEXT, "the item's provider"),
        Column("published_at", _MOMENT, "the item's publication time in UTC"),
        Column("quality", _INTEGER, "the best quality known of the item"),
    ),
    partitioned=False,
)

_STORIES = Table(
    "stories",
    "one row per story: items that belong together",
    (
        _STORY_ID,
        Column("head_item_id", _INTEGER, "its best item"),
        Column("title", _TEXT, "its head's title"),
        Column("items", _INTEGER, "distinct items"),
        Column("documents", _INTEGER, "items that have a document of their own"),
        Column("providers", _INTEGER, "distinct providers of its items"),
        Column("quality", _INTEGER, "its head's quality, the best"),
        Column("first_published_at", _MOMENT, "publication of its first item, in UTC"),
        Column("last_published_at", _MOMENT, "publication of its last item, in UTC"),
        Column("span_hours", pa.float64(), "hours from the first to the last"),
    ),
    partitioned=False,
)

_PROVIDERS = Table(
    "providers",
    "one row per provider, by domain",
    (
        Column("provider_domain", _TEXT, "the provider's key"),
        Column("name", _TEXT, "the name it is most often given; of equals the first"),
        Column("label", _TEXT, "that name, with the domain behind it where others share the name"),
        Column("names", _INTEGER, "different names that it is given"),
        Column("articles", _INTEGER, "documents of its own"),
        Column("items", _INTEGER, "distinct items"),
        Column("first_seen", _MOMENT, "earliest publication of one, in UTC"),
        Column("last_seen", _MOMENT, "latest publication of one, in UTC"),
    ),
    partitioned=False,
)

DERIVED: dict[str, Table] = {
    table.name: table for table in (_ITEMS, _MENTIONS, _STORY_ITEMS, _STORIES, _PROVIDERS)
}
"""The tables that a load derives from the others, by name."""
