"""How much of the coverage is the same text again, and who repeats whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .copies import near_duplicates
from .grouping import by_provider
from .items import last, most_frequent
from .measures import share
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["echo_by_provider", "echo_by_topic"]

_OF_COPIES = ("similarity", "within_days", "across_providers")


def echo_by_provider(
    archive: Archive,
    *,
    min_items: int = 1,
    **parameters: Any,  # noqa: ANN401 - as `near_duplicates` takes it
) -> list[Row]:
    """One row per provider, most items first."""
    grouped = {row["item_id"]: row for row in near_duplicates(archive, **parameters)}
    answer = []
    for domain, items in by_provider(_items(archive, parameters)).items():
        groups = [grouped[item["item_id"]] for item in items if item["item_id"] in grouped]
        origins = [row for row in groups if row["place"] == 1]
        distinct = len(items) - len(groups) + len(origins)
        usual = archive.provider.get(domain, {"name": None})["name"]
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": usual or most_frequent(item["provider_name"] for item in items),
                "items": len(items),
                "alone": len(items) - len(groups),
                "as_origin": len(origins),
                "as_copy": len(groups) - len(origins),
                "distinct_items": distinct,
                "echo_ratio": share(len(items), distinct),
                "copies_of_it": sum(row["items"] - 1 for row in origins),
            }
        )
    enough = [row for row in answer if row["items"] >= min_items]
    return sorted(enough, key=lambda row: (-row["items"], *last(row["provider_domain"])))


def echo_by_topic(
    archive: Archive,
    *,
    min_items: int = 1,
    **parameters: Any,  # noqa: ANN401 - as `near_duplicates` takes it
) -> list[Row]:
    """One row per topic, most echoed first."""
    groups = {row["item_id"]: row["group_id"] for row in near_duplicates(archive, **parameters)}
    standing = defaultdict(set)
    for mention in archive.mentions:
        standing[mention["article_id"]].add(mention["item_id"])
    items = defaultdict(set)
    for article in select_articles(archive, **_selection(parameters)):
        for topic in article["topics"]:
            items[topic] |= standing[article["article_id"]]
    answer = []
    for topic, numbers in items.items():
        distinct = len({groups.get(number, number) for number in numbers})
        answer.append(
            {
                "topic": topic,
                "items": len(numbers),
                "distinct_items": distinct,
                "copies": len(numbers) - distinct,
                "echo_ratio": share(len(numbers), distinct),
            }
        )
    enough = [row for row in answer if row["items"] >= min_items]
    return sorted(enough, key=lambda row: (-row["echo_ratio"], -row["items"], row["topic"]))


def _selection(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name not in _OF_COPIES}


def _items(archive: Archive, parameters: dict[str, Any]) -> list[Row]:
    """The distinct items of the selected documents."""
    articles = select_articles(archive, **_selection(parameters))
    selected = {row["article_id"] for row in articles}
    numbers = {row["item_id"] for row in archive.mentions if row["article_id"] in selected}
    return [archive.item[number] for number in sorted(numbers)]
