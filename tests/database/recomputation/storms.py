"""Spans in which one topic takes a large part of all attention."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .grouping import by_topic
from .measures import share
from .selecting import clock, select_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .items import Archive
    from .reading import Row
    from .selecting import Bound

__all__ = ["media_storms"]

_WEEK = 7


def media_storms(
    archive: Archive,
    *,
    since: Bound = None,
    topic: str | None = None,
    min_share: float = 0.2,
    min_rise: float = 1.5,
    min_days: int = 5,
    min_providers: int = 2,
    min_articles: int = 10,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per topic and storm, the storm of the most articles first."""
    begins = clock(since)
    reach = begins - timedelta(days=_WEEK) if begins else None
    rows = [row for row in select_articles(archive, since=reach, **selection) if row["local_at"]]
    everyone = Counter(row["local_at"].date() for row in rows)
    least = Fraction(str(min_share))
    answer = []
    for name, own in by_topic(rows).items():
        if topic not in {None, name}:
            continue
        counts = Counter(row["local_at"].date() for row in own)
        for first, final in _storms(
            counts, everyone, begins.date() if begins else None,
            least, 1 + Fraction(str(min_rise)), min_articles,
        ):  # fmt: skip
            inside = [row for row in own if first <= row["local_at"].date() <= final]
            of_all = sum(everyone[day] for day in _days(first, final))
            full = sum(0 < counts[day] >= least * everyone[day] for day in _days(first, final))
            providers = {row["provider_domain"] for row in inside} - {None}
            if full >= min_days and len(providers) >= min_providers:
                answer.append(
                    {
                        "topic": name,
                        "begins": first,
                        "ends": final,
                        "days": (final - first).days + 1,
                        "full_days": full,
                        "articles": len(inside),
                        "share": share(len(inside), of_all),
                        "first_week": _week(counts, first),
                        "week_before": _week(counts, first - timedelta(days=_WEEK)),
                        "rise": _rise(counts, first),
                        "providers": len(providers),
                        **_biggest(archive, inside),
                    }
                )
    return sorted(answer, key=lambda row: (-row["articles"], row["begins"], row["topic"]))


def _days(first: date, final: date) -> Iterator[date]:
    return (first + timedelta(days=place) for place in range((final - first).days + 1))


def _week(counts: Counter[date], day: date) -> int:
    return sum(counts[each] for each in _days(day, day + timedelta(days=_WEEK - 1)))


def _rise(counts: Counter[date], day: date) -> float | None:
    before = _week(counts, day - timedelta(days=_WEEK))
    return float(Fraction(_week(counts, day), before) - 1) if before else None


def _storms(
    counts: Counter[date],
    everyone: Counter[date],
    since: date | None,
    least: Fraction,
    factor: Fraction,
    min_articles: int,
) -> Iterator[tuple[date, date]]:
    """First and last day of each storm of a topic."""
    if counts.total() < min_articles:
        return
    archive_from, final = min(everyone), max(everyone)
    begins: date | None = None
    last: date | None = None
    for day in _days(max(archive_from, since or archive_from), final):
        own = _week(counts, day)
        complete = day + timedelta(days=_WEEK - 1) <= final
        if complete and 0 < own >= least * _week(everyone, day):
            sudden = (
                own >= min_articles
                and own >= factor * _week(counts, day - timedelta(days=_WEEK))
                and day >= archive_from + timedelta(days=_WEEK)
            )
            begins = begins or (day if sudden else None)
            last = day
        else:
            if begins and last:
                yield begins, last + timedelta(days=_WEEK - 1)
            begins = last = None
    if begins and last:
        yield begins, last + timedelta(days=_WEEK - 1)


def _biggest(archive: Archive, articles: list[Row]) -> Row:
    """The stories of articles, and the one with the most of them."""
    item_of = {m["article_id"]: m["item_id"] for m in archive.mentions if m["position"] == 0}
    story_of = {row["item_id"]: row["story_id"] for row in archive.story_items}
    titles = {story["story_id"]: story["title"] for story in archive.stories}
    stories = Counter(story_of[item_of[row["article_id"]]] for row in articles)
    most = max(stories.values())
    named = [titles[story] for story, times in stories.items() if times == most]
    return {
        "stories": len(stories),
        "title": min((title for title in named if title is not None), default=None),
        "story_share": share(most, len(articles)),
    }
