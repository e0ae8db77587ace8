"""The facts of a delivered report that are kept, to explain later how its numbers changed."""

from __future__ import annotations

from broadsheet.schema.declaration import BOOLEAN, INTEGER, MOMENT, TEXT, TEXTS, Column, Table
from broadsheet.schema.types import Type

__all__ = ["ISSUED"]

ISSUED = Table(
    "issued",
    "one row per article, or story, of a delivered report's period",
    (
        Column("kind", TEXT, "article or story"),
        Column("article_id", INTEGER, "the article; null for a story"),
        Column("archive", TEXT, "name of the archive that the article came from"),
        Column("path", TEXT, "its path within the archive"),
        Column(
            "content_fingerprint", TEXT, "hash of what it says, by which a renamed one is found"
        ),
        Column(
            "published_at", MOMENT, "its publication, or that of the story's first item, in UTC"
        ),
        Column("is_news", BOOLEAN, "whether named queries select it by default"),
        Column("provider_domain", TEXT, "the provider's key"),
        Column("topics", TEXTS, "topics in document order"),
        Column("quality", INTEGER, "quality score"),
        Column("published", BOOLEAN, "whether it was published"),
        Column("item_keys", Type.HASHES, "hashes of the addresses of its item and related"),
    ),
    partitioned=False,
)
"""The table of one delivered report and period."""
