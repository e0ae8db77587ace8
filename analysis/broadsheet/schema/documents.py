"""The tables of documents: what a load reads from an archive."""

from __future__ import annotations

from broadsheet.schema.declaration import (
    BOOLEAN,
    COUNT,
    INTEGER,
    MOMENT,
    PARTITION,
    TEXT,
    TEXTS,
    Column,
    Conversion,
    Table,
)

__all__ = [
    "ARTICLE_ID", "DIMENSIONS", "EXTRA", "FIRST_SEEN_AT", "FIRST_VERSION", "OF_LOAD", "TABLES",
    "URL",
]  # fmt: skip

EXTRA = "extra"
"""The column of all fields without a column of their own."""

ARTICLE_ID = Column(
    "article_id", INTEGER, "stable hash of archive name and path; joins tables", derived=True
)
_ARCHIVE = Column(
    "archive", TEXT, "name of the archive the document came from", repeats=True, derived=True
)
_PATH = Column("path", TEXT, "path within the archive, with forward slashes", derived=True)
FIRST_SEEN_AT = Column(
    "first_seen_at",
    MOMENT,
    "when it was first seen: by the commit that first had it, else by the load",
    of_load=True,
)
FIRST_VERSION = Column(
    "first_version",
    TEXT,
    "hash of that commit, or the version of the lake that the load made",
    repeats=True,
    of_load=True,
)
_POSITION = Column("position", COUNT, "place in document order, from 1", derived=True)
_TITLE = Column("title", TEXT, "title as written", "title")
_EXCERPT = Column("excerpt", TEXT, "excerpt as written", "excerpt")
_PUBLISHED_AT = Column("published_at", MOMENT, "publication time in UTC", "publishedDateTime")
_WEB_URLS = (
    Column("web_url", TEXT, "web address, as given", "webUrl"),
    Column("amp_web_url", TEXT, "AMP page, as given", "ampWebUrl"),
    Column("cdn_amp_web_url", TEXT, "AMP page on a cache, as given", "cdnAmpWebUrl"),
)
URL = Column(
    "url",
    TEXT,
    "the item's identity: original_url, else web_url, made canonical",
    derived=True,
)
_PROVIDER = (
    Column(
        "provider_name",
        TEXT,
        "provider as the document names it",
        "provider.name",
        Conversion.KEY,
        repeats=True,
    ),
    Column(
        "provider_domain",
        TEXT,
        "the provider's key, lower case",
        "provider.domain",
        Conversion.LOWER,
        repeats=True,
    ),
)
_IMAGE_COUNT = Column("image_count", COUNT, "images of the item", "images")
_BODY = Column("body", TEXT, "text after the front matter")
_EXTRA = Column(EXTRA, TEXT, "JSON of every field without a column; null when there is none")

_ARTICLES = Table(
    "articles",
    "one row per document",
    (
        ARTICLE_ID,
        _ARCHIVE,
        _PATH,
        Column(
            "category", TEXT, "category, such as news", "category", Conversion.KEY, repeats=True
        ),
        Column(
            *("type", TEXT, "kind of document, such as article or video", "type", Conversion.KEY),
            repeats=True,
        ),
        _TITLE,
        _EXCERPT,
        _PUBLISHED_AT,
        Column("original_url", TEXT, "first address, as given", "originalUrl"),
        *_WEB_URLS,
        URL,
        Column("quality", INTEGER, "quality score as given; not a percentage", "quality"),
        Column("heat", INTEGER, "heat as given; -1 is not the head of its story", "heat"),
        Column(
            "published",
            BOOLEAN,
            "whether it was published; null when not yet scored",
            "published",
        ),
        *_PROVIDER,
        Column("topics", TEXTS, "topics in document order", "topics", repeats=True),
        _IMAGE_COUNT,
        Column("related_count", COUNT, "related items of the document", "related"),
        _BODY,
        Column(
            "secured_bytes",
            COUNT,
            "size of the encrypted payload, which is never stored",
            "secured",
            Conversion.SIZE,
        ),
        _EXTRA,
        FIRST_SEEN_AT,
        FIRST_VERSION,
    ),
)

_RELATED = Table(
    "related",
    "one row per related item of a document",
    (
        ARTICLE_ID,
        _POSITION,
        _TITLE,
        _EXCERPT,
        _PUBLISHED_AT,
        *_WEB_URLS,
        URL,
        Column("type", TEXT, "kind of item", "type", Conversion.KEY, repeats=True),
        Column("quality", INTEGER, "quality score as given", "quality"),
        *_PROVIDER,
        _IMAGE_COUNT,
        _EXTRA,
    ),
    source="related",
)

_IMAGES = Table(
    "images",
    "one row per image of a document or of a related item",
    (
        ARTICLE_ID,
        Column(
            "related_position",
            COUNT,
            "the related item; null: the document's own",
            derived=True,
        ),
        _POSITION,
        Column("url", TEXT, "address as given", "url"),
        Column("width", INTEGER, "width in pixels", "width"),
        Column("height", INTEGER, "height in pixels", "height"),
        Column("is_cached", BOOLEAN, "whether the archive holds a copy", "isCached"),
        _TITLE,
        _EXTRA,
    ),
    source="images",
)

_ARTICLE_TOPICS = Table(
    "article_topics",
    "one row per topic of a document",
    (ARTICLE_ID, _POSITION, Column("topic", TEXT, "topic as written", repeats=True, derived=True)),
    source="topics",
)

_NAME = Column("name", TEXT, "name, or title, as written", ("name", "title"), Conversion.KEY)

_PROVIDER_PROFILES = Table(
    "provider_profiles",
    "one row per document that describes a provider, of taxonomy organization",
    (
        ARTICLE_ID,
        _ARCHIVE,
        _PATH,
        Column(
            "provider_domain",
            TEXT,
            "the provider's key, lower case; its _id, id or domain",
            ("_id", "id", "domain"),
            Conversion.LOWER,
            repeats=True,
        ),
        _NAME,
        Column("other_names", TEXTS, "other names in document order", "otherNames"),
        Column("description", TEXT, "description as written", "description"),
        _IMAGE_COUNT,
        _BODY,
        _EXTRA,
    ),
)

_TOPIC_TREE = Table(
    "topic_tree",
    "one row per topic of a document that orders topics, of taxonomy topic",
    (
        ARTICLE_ID,
        _ARCHIVE,
        _PATH,
        _POSITION,
        Column("depth", COUNT, "how deep it is nested in its document, from 0", derived=True),
        Column(
            "topic",
            TEXT,
            "the topic's key: its _id or id, else its name",
            ("_id", "id"),
            Conversion.KEY,
            repeats=True,
        ),
        _NAME,
        Column(
            "parent",
            TEXT,
            "parent as given, else the key of the topic it is nested in",
            ("parent",),
            Conversion.KEY,
        ),
        _EXTRA,
    ),
)

_DOCUMENTS = Table(
    "documents",
    "one row per file seen in an archive",
    (
        _ARCHIVE,
        _PATH,
        ARTICLE_ID,
        Column("bytes", INTEGER, "size of the file"),
        Column("fingerprint", TEXT, "BLAKE2b-128 of the file's bytes, in hexadecimal"),
        Column("content_fingerprint", TEXT, "the same of what it says: payload, line ends aside"),
        Column(
            PARTITION, TEXT, "month its rows are kept under; null when not loaded", repeats=True
        ),
        Column("status", TEXT, "loaded, quarantined or skipped", repeats=True),
        Column("reason", TEXT, "why it was quarantined or skipped; null when loaded", repeats=True),
        FIRST_SEEN_AT,
        FIRST_VERSION,
    ),
    partitioned=False,
)

_PROBLEMS = Table(
    "problems",
    "one row per fault found in a document",
    (
        _ARCHIVE,
        _PATH,
        Column("line", COUNT, "line in the file, from 1"),
        Column("column", COUNT, "column in the line, from 1"),
        Column("field", TEXT, "field, such as related[2].quality", repeats=True),
        Column("code", TEXT, "kind of fault; docs/reference/problems.md lists them", repeats=True),
        Column(
            "severity",
            TEXT,
            "error: data is missing; warning: data was repaired; note",
            repeats=True,
        ),
        Column("message", TEXT, "the fault in a sentence", repeats=True),
        Column("value", TEXT, "the value as written, up to 500 characters"),
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

OF_LOAD = tuple(column.name for column in _DOCUMENTS.columns if column.of_load)
"""The columns of `documents` and `articles` that the load fills in, for what it has read."""

DIMENSIONS = (_PROVIDER_PROFILES.name, _TOPIC_TREE.name)
"""Tables of the documents of a taxonomy: these have no date and are kept as undated."""
