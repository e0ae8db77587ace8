"""Words that are typical of a provider, a topic or a period."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, sqrt
from typing import TYPE_CHECKING, Any

from .inference import chance, false_discovery_rates
from .selecting import bucket_of, select_articles
from .texts import plain_words

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["typical_words"]


def typical_words(
    archive: Archive,
    *,
    by: str = "provider",
    min_stories: int = 3,
    top: int = 10,
    prior: int = 500,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per group and word that is typical of it, in order of groups."""
    counts = _counts(archive, by, selection)
    everywhere = sum(counts.values(), Counter())
    total = everywhere.total()
    rows = []
    for name, own in counts.items():
        of_group = own.total()
        for word, times in own.items():
            if times < min_stories or of_group == total:
                continue
            ahead = prior * everywhere[word] / total
            one, other = times + ahead, everywhere[word] - times + ahead
            odds = log(one / (of_group + prior - one))
            odds -= log(other / (total - of_group + prior - other))
            rows.append(
                {
                    "name": name,
                    "word": word,
                    "stories": times,
                    "other_stories": everywhere[word] - times,
                    "log_odds": odds,
                    "z": odds / sqrt(1 / one + 1 / other),
                }
            )
    rates = false_discovery_rates(
        [chance(row["z"]) / 2 if row["z"] > 0 else 1 - chance(row["z"]) / 2 for row in rows]
    )
    typical = defaultdict(list)
    for row, rate in zip(rows, rates, strict=True):
        if row["z"] > 0:
            typical[row["name"]].append(row | {"q": rate})
    return [
        row
        for _, found in sorted(typical.items())
        for row in sorted(found, key=lambda r: (-round(r["z"], 9), -r["stories"], r["word"]))[:top]
    ]


def _counts(archive: Archive, by: str, selection: dict[str, Any]) -> dict[str, Counter[str]]:
    """In how many stories of each group each word is."""
    item_of = {m["article_id"]: m["item_id"] for m in archive.mentions if m["position"] == 0}
    story_of = {row["item_id"]: row["story_id"] for row in archive.story_items}
    seen: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in select_articles(archive, **selection):
        story = story_of[item_of[row["article_id"]]]
        for word in (plain_words(row["title"]) or "").split():
            if any(letter.isalpha() for letter in word):
                for name in _names(row, by):
                    seen[name].add((story, word))
    return {name: Counter(word for _, word in found) for name, found in seen.items()}


def _names(row: Row, by: str) -> set[str]:
    if by == "topic":
        return set(row["topics"])
    if by == "provider":
        return {row["provider_domain"]} - {None}
    start = bucket_of(row["local_at"], by)
    return {start.isoformat()} if start else set()
