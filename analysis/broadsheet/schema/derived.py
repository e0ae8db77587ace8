"""The tables that a load derives from those of documents, in SQL."""

from __future__ import annotations

from broadsheet.schema.declaration import COUNT, INTEGER, MOMENT, TEXT, Column, Table
from broadsheet.schema.documents import ARTICLE_ID, URL
from broadsheet.schema.types import Type

__all__ = ["DERIVED"]

_ITEM_ID = Column("item_id", INTEGER, "the item, the same in every version; joins tables")
_OWN_ARTICLE_ID = Column(
    "article_id", INTEGER, "its own document, of several the first; null: none"
)
_STORY_ID = Column("story_id", INTEGER, "the story, in later versions too: an item_id of its items")

_ITEMS = Table(
    "items",
    "one row per distinct item, article or related, by url",
    (
        _ITEM_ID,
        _OWN_ARTICLE_ID,
        URL,
        Column("category", TEXT, "category of its own document, else of one that lists it"),
        Column("type", TEXT, "kind of item"),
        Column("title", TEXT, "title, as its own document has it, else one that lists it"),
        Column("provider_domain", TEXT, "the provider's key, from the same document"),
        Column("provider_name", TEXT, "provider as that document names it"),
        Column("published_at", MOMENT, "publication time in UTC, from the same document"),
        Column("quality", INTEGER, "the best quality known of it"),
        Column("in_articles", INTEGER, "documents that it is in"),
        Column("as_lead", INTEGER, "documents whose own item it is"),
        Column("as_related", INTEGER, "documents that list it as related"),
    ),
    partitioned=False,
)

_MENTIONS = Table(
    "mentions",
    "one row per mention of an item in a document",
    (
        ARTICLE_ID,
        Column("position", COUNT, "place in the list of related; 0: the document's own item"),
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
        Column("rank", INTEGER, "place in the story by quality; 1 is the head"),
        _OWN_ARTICLE_ID,
        Column("provider_domain", TEXT, "the item's provider"),
        Column("published_at", MOMENT, "the item's publication time in UTC"),
        Column("quality", INTEGER, "the best quality known of the item"),
    ),
    partitioned=False,
)

_STORIES = Table(
    "stories",
    "one row per story: items that belong together",
    (
        _STORY_ID,
        Column("head_item_id", INTEGER, "its best item"),
        Column("title", TEXT, "its head's title"),
        Column("items", INTEGER, "distinct items"),
        Column("documents", INTEGER, "items that have a document of their own"),
        Column("providers", INTEGER, "distinct providers of its items"),
        Column("quality", INTEGER, "its head's quality, the best"),
        Column("first_published_at", MOMENT, "publication of its first item, in UTC"),
        Column("last_published_at", MOMENT, "publication of its last item, in UTC"),
        Column("span_hours", Type.NUMBER, "hours from the first to the last"),
    ),
    partitioned=False,
)

_PROVIDERS = Table(
    "providers",
    "one row per provider, by domain",
    (
        Column("provider_domain", TEXT, "the provider's key"),
        Column("name", TEXT, "the name it is most often given; of equals the first"),
        Column("label", TEXT, "that name, with the domain behind it where others share the name"),
        Column("names", INTEGER, "different names that it is given"),
        Column("articles", INTEGER, "documents of its own"),
        Column("items", INTEGER, "distinct items"),
        Column("first_seen", MOMENT, "earliest publication of one, in UTC"),
        Column("last_seen", MOMENT, "latest publication of one, in UTC"),
    ),
    partitioned=False,
)

DERIVED: dict[str, Table] = {
    table.name: table for table in (_ITEMS, _MENTIONS, _STORY_ITEMS, _STORIES, _PROVIDERS)
}
"""The tables that a load derives from the others, by name."""
