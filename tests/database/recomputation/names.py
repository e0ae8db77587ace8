"""The names that domains are given, and the domains that are given a name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["provider_names"]


def provider_names(
    archive: Archive,
    *,
    only_conflicts: bool = True,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per domain and name that it is given, in order of domains."""
    selected = {row["article_id"] for row in select_articles(archive, **selection)}
    said = defaultdict(list)
    for mention in archive.mentions:
        domain, name = mention["provider_domain"], mention["provider_name"]
        if mention["article_id"] in selected and domain and name:
            said[domain, name].append(mention["item_id"])
    answer = [
        {
            "provider_domain": domain,
            "provider_name": name,
            "items": len(set(numbers)),
            "mentions": len(numbers),
            "is_usual": name == archive.provider[domain]["name"],
            "names": sum(other == domain for other, _ in said),
            "domains": sum(other == name for _, other in said),
        }
        for (domain, name), numbers in said.items()
    ]
    shown = [row for row in answer if not only_conflicts or row["names"] > 1 or row["domains"] > 1]
    return sorted(
        shown,
        key=lambda row: (
            row["provider_domain"],
            -row["items"],
            -row["mentions"],
            row["provider_name"],
        ),
    )
