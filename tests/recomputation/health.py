"""What is missing, and from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .grouping import by_provider
from .items import last, most_frequent
from .measures import share
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["completeness_by_provider"]


def completeness_by_provider(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider, most articles first."""
    told = []
    for domain, rows in by_provider(select_articles(archive, **selection)).items():
        n = len(rows)
        told.append(
            {
                "provider_domain": domain,
                "provider_name": most_frequent(row["provider_name"] for row in rows),
                "articles": n,
                "image_share": share(sum(row["image_count"] > 0 for row in rows), n),
                "amp_share": share(sum(row["amp_web_url"] is not None for row in rows), n),
                "excerpt_share": share(sum(row["excerpt"] is not None for row in rows), n),
                "quality_share": share(sum(row["quality"] is not None for row in rows), n),
                "topic_share": share(sum(bool(row["topics"]) for row in rows), n),
                "original_url_share": share(
                    sum(row["original_url"] is not None for row in rows), n
                ),
            }
        )
    enough = [row for row in told if row["articles"] >= min_articles]
    return sorted(enough, key=lambda row: (-row["articles"], *last(row["provider_domain"])))
