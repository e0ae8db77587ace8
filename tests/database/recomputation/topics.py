"""Which topics rise and fade, and which go together."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from fractions import Fraction
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Any

from .items import last
from .selecting import Bound, clock, select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["topic_momentum", "topic_overlap"]

_DAY = timedelta(days=1)


def topic_momentum(
    archive: Archive,
    *,
    since: Bound = None,
    until: Bound = None,
    min_articles: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per topic, the strongest rise first, falls last."""
    rows = [row for row in select_articles(archive, **selection) if row["local_at"]]
    if not rows:
        return []
    days = [row["local_at"].date() for row in rows]
    ends = clock(until) or datetime.combine(max(days), time()) + _DAY
    begins = clock(since) or ends - 7 * _DAY
    width = ends - begins
    starts = [begins - n * width for n in range(1, 9)] if width > timedelta() else []
    kept = [start for start in starts if start >= datetime.combine(min(days), time())]
    now, before = Counter[str](), Counter[str]()
    for row in rows:
        if begins <= row["local_at"] < ends:
            now.update(set(row["topics"]))
        if kept and kept[-1] <= row["local_at"] < begins:
            before.update(set(row["topics"]))
    answer = [
        {"topic": topic, "articles": now[topic], **_rise(now[topic], before[topic], len(kept))}
        for topic in now | before
        if now[topic] + before[topic] >= min_articles
    ]
    return sorted(
        answer,
        key=lambda row: (*last(None if row["score"] is None else -row["score"]), row["topic"]),
    )


def _rise(n: int, n_before: int, periods: int) -> Row:
    baseline = Fraction(n_before, periods) if periods else None
    return {
        "baseline": None if baseline is None else float(baseline),
        "baseline_periods": periods,
        "ratio": float(n / baseline) if baseline else None,
        "score": None if baseline is None else float(n - baseline) / sqrt(baseline + 1),
    }


def topic_overlap(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per pair of topics that share an article, most articles first."""
    rows = [sorted(set(row["topics"])) for row in select_articles(archive, **selection)]
    single = Counter(topic for topics in rows for topic in topics)
    pairs = Counter(pair for topics in rows for pair in combinations(topics, 2))
    answer = [
        {
            "topic_a": a,
            "topic_b": b,
            "articles": both,
            "articles_a": single[a],
            "articles_b": single[b],
            "jaccard": both / (single[a] + single[b] - both),
            "lift": float(Fraction(both * len(rows), single[a] * single[b])),
        }
        for (a, b), both in pairs.items()
        if both >= min_articles
    ]
    return sorted(answer, key=lambda row: (-row["articles"], row["topic_a"], row["topic_b"]))
