"""Which topics rise and fade, and which go together."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from fractions import Fraction
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Any

from .chance import count_deviate, story_of_articles, two_sided, with_q_values
from .inference import wilson
from .items import last
from .measures import share
from .sampled import ends
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
    spans = [(begins, ends), *((start, start + width) for start in kept)]
    parts = [[row for row in rows if first <= row["local_at"] < end] for first, end in spans]
    story = story_of_articles(archive)
    told = [{story[row["article_id"]] for row in part} for part in parts]
    written = [Counter(topic for row in part for topic in set(row["topics"])) for part in parts]
    of_topic = [_stories_by_topic(part, story) for part in parts]
    answer = []
    for topic in {topic for counts in written for topic in counts}:
        n, *n_before = [counts[topic] for counts in written]
        if n + sum(n_before) >= min_articles:
            stories = [len(by_topic.get(topic, ())) for by_topic in of_topic]
            answer.append((topic, n, sum(n_before), stories))
    totals = [len(stories) for stories in told]
    dispersion = _dispersion([stories for *_, stories in answer], totals)
    scored = [
        _risen(topic, n, n_before, stories, totals, dispersion)
        for topic, n, n_before, stories in answer
    ]
    return sorted(
        with_q_values(scored),
        key=lambda row: (*last(None if row["score"] is None else -row["score"]), row["topic"]),
    )


def _stories_by_topic(rows: list[Row], story: dict[int, int]) -> dict[str, set[int]]:
    by_topic: dict[str, set[int]] = {}
    for row in rows:
        for topic in row["topics"]:
            by_topic.setdefault(topic, set()).add(story[row["article_id"]])
    return by_topic


def _dispersion(counts: list[list[int]], totals: list[int]) -> Fraction:
    """Pearson's chi-squared of the topics' stories in the baseline, by its degrees of freedom."""
    before, sizes = sum(totals[1:]), totals[1:]
    chi, degrees = Fraction(0), 0
    for _, *stories in counts:
        told = sum(stories)
        if 0 < told < before:
            expected = [Fraction(told * size, before) for size in sizes]
            squares = sum(
                (found - usual) ** 2 / usual
                for found, usual in zip(stories, expected, strict=True)
                if usual
            )
            chi += squares / (1 - Fraction(told, before))
            degrees += sum(size > 0 for size in sizes) - 1
    return max(chi / degrees, Fraction(1)) if degrees else Fraction(1)


def _risen(
    topic: str,
    n: int,
    n_before: int,
    stories: list[int],
    totals: list[int],
    dispersion: Fraction,
) -> Row:
    periods = len(totals) - 1
    told, told_before = stories[0], sum(stories[1:])
    all_told, all_before = totals[0], sum(totals[1:])
    score = None
    if all_told and all_before:
        portion = Fraction(told + told_before, all_told + all_before)
        chance = Fraction(all_told, all_told + all_before)
        deviate = count_deviate(told, told + told_before, chance)
        score = deviate / sqrt(dispersion * (1 - portion)) if portion < 1 else 0.0
    return {
        "topic": topic,
        "articles": n,
        "baseline": share(n_before, periods),
        "baseline_periods": periods,
        "ratio": share(n * periods, n_before),
        "stories": told,
        "baseline_stories": share(told_before, periods),
        "share": share(told, all_told),
        **ends("share", wilson(told, all_told)),
        "baseline_share": share(told_before, all_before),
        **ends("baseline_share", wilson(told_before, all_before)),
        "score": score,
        "p_value": two_sided(score),
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
