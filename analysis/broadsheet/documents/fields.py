"""The names of the fields that have columns, as documents write them."""

from __future__ import annotations

__all__ = ["ARTICLE_FIELDS", "IMAGE_FIELDS", "PROVIDER_FIELDS", "RELATED_FIELDS"]

PROVIDER_FIELDS = frozenset({"name", "domain"})
IMAGE_FIELDS = frozenset({"url", "width", "height", "isCached", "title"})
RELATED_FIELDS = frozenset(
    {
        "title",
        "excerpt",
        "publishedDateTime",
        "webUrl",
        "ampWebUrl",
        "cdnAmpWebUrl",
        "type",
        "quality",
        "provider",
        "images",
    }
)
ARTICLE_FIELDS = RELATED_FIELDS | {
    "category",
    "originalUrl",
    "heat",
    "published",
    "topics",
    "related",
    "secured",
}
