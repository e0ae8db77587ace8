"""The effective number of providers with its interval, and at the size of another sample."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import comb, exp, fsum, log
from typing import TYPE_CHECKING

from .sampled import confidence

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["effective_at", "effective_interval", "provider_items"]


def provider_items(archive: Archive, rows: list[Row]) -> dict[int, str]:
    """The distinct items of articles that name a provider, with its domain."""
    own = {row["article_id"] for row in rows}
    covered = {row["item_id"] for row in archive.mentions if row["article_id"] in own}
    domains = {number: archive.item[number]["provider_domain"] for number in covered}
    return {number: domain for number, domain in domains.items() if domain is not None}


def effective_interval(
    archive: Archive, items: dict[int, str]
) -> tuple[float | None, float | None]:
    """The 95 % interval: the entropy is a mean of surprises, whose error is clustered by story."""
    story = {row["item_id"]: row["story_id"] for row in archive.story_items}
    counts, n = Counter(items.values()), len(items)
    surprises: dict[int, list[float]] = defaultdict(list)
    for number, domain in items.items():
        surprises[story[number]].append(-log(counts[domain] / n))
    entropy = fsum(fsum(own) for own in surprises.values()) / n
    sizes = [len(own) for own in surprises.values()]
    squares = sum(size**2 for size in sizes)
    like = Fraction(squares**2, sum(size**4 for size in sizes))
    if like < 2:
        return None, None
    off = fsum((fsum(own) - len(own) * entropy) ** 2 for own in surprises.values())
    low, high = confidence(Fraction(entropy), Fraction(off / (n**2 - squares)), like - 1)
    assert low is not None
    assert high is not None
    return max(exp(low), 1.0), exp(high)


def effective_at(size: int, items: dict[int, str]) -> float:
    """The effective number to expect of so many items, drawn at random without replacement."""
    n, drawn = len(items), comb(len(items), size)
    return exp(
        fsum(
            -k / size * log(k / size) * (comb(own, k) * comb(n - own, size - k) / drawn)
            for own in Counter(items.values()).values()
            for k in range(max(1, size - n + own), min(own, size) + 1)
        )
    )
