"""Who covers what, counted by distinct items and stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .grouping import by_provider
from .items import last, most_frequent
from .measures import share
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["coverage_by_provider"]


def coverage_by_provider(
    archive: Archive,
    *,
    min_items: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider, most items first."""
    selected = {row["article_id"] for row in select_articles(archive, **selection)}
    mentions = [row for row in archive.mentions if row["article_id"] in selected]
    own = {row["item_id"] for row in mentions if row["position"] == 0}
    covered = [archive.item[number] for number in {row["item_id"] for row in mentions}]
    told = [
        {
            "provider_domain": domain,
            "provider_name": archive.provider[domain]["name"]
            if domain
            else most_frequent(item["provider_name"] for item in items),
            "items": len(items),
            "as_lead": sum(item["item_id"] in own for item in items),
            "only_related": sum(item["item_id"] not in own for item in items),
            "share": share(len(items), len(covered)),
        }
        for domain, items in by_provider(covered).items()
        if len(items) >= min_items
    ]
    return sorted(told, key=lambda row: (-row["items"], *last(row["provider_domain"])))
