"""The effective number of providers or topics: its interval, and at the size of another sample."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import comb, exp, fsum, log
from typing import TYPE_CHECKING

from .chance import story_of_articles
from .sampled import confidence

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row
    from .sampled import Interval

__all__ = ["effective", "effective_at", "effective_interval", "provider_items", "topic_labels"]

Labels = list[tuple[int, str]]
"""Stories, each with the group of one of its labels."""


def provider_items(archive: Archive, rows: list[Row]) -> Labels:
    """The distinct items of articles that name a provider: their stories, with its domain."""
    own = {row["article_id"] for row in rows}
    covered = {row["item_id"] for row in archive.mentions if row["article_id"] in own}
    domains = {number: archive.item[number]["provider_domain"] for number in covered}
    story = {row["item_id"]: row["story_id"] for row in archive.story_items}
    return [(story[number], domain) for number, domain in domains.items() if domain is not None]


def topic_labels(archive: Archive, rows: list[Row]) -> Labels:
    """The topics of articles, each with the story of its article."""
    story = story_of_articles(archive)
    return [(story[row["article_id"]], topic) for row in rows for topic in set(row["topics"])]


def effective(labels: Labels) -> float:
    """So many groups of equal size are as diverse."""
    n = len(labels)
    counts = Counter(group for _, group in labels).values()
    return exp(fsum(-own / n * log(own / n) for own in counts))


def effective_interval(labels: Labels) -> Interval:
    """The 95 % interval: the entropy is a mean of surprises, whose error is clustered by story."""
    counts, n = Counter(group for _, group in labels), len(labels)
    surprises: dict[int, list[float]] = defaultdict(list)
    for story, group in labels:
        surprises[story].append(-log(counts[group] / n))
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


def effective_at(size: int, labels: Labels) -> float:
    """The effective number to expect of so many labels, drawn at random without replacement."""
    n, drawn = len(labels), comb(len(labels), size)
    return exp(
        fsum(
            -k / size * log(k / size) * (comb(own, k) * comb(n - own, size - k) / drawn)
            for own in Counter(group for _, group in labels).values()
            for k in range(max(1, size - n + own), min(own, size) + 1)
        )
    )
