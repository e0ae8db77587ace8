"""Days, weeks and months against those before them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from .chance import count_deviate, story_of_articles, two_sided, with_q_values
from .measures import mean
from .selecting import Bound, bucket_of, buckets, clock, select_articles

if TYPE_CHECKING:
    from collections.abc import Collection

    from .items import Archive
    from .reading import Row

__all__ = ["compared_buckets", "unusual_dates"]

_DAY = timedelta(days=1)


def unusual_dates(
    archive: Archive,
    *,
    bucket: str = "day",
    **selection: Any,  # noqa: ANN401 - as `compared_buckets` takes it
) -> list[Row]:
    """One row per day, week or month, in order."""
    answer = [
        {
            "date": row["date"],
            "articles": row["articles"],
            "stories": row["stories"],
            "baseline": mean(row["stories_before"]),
            "baseline_buckets": len(row["stories_before"]),
            "score": row["score"],
            "p_value": two_sided(row["score"]),
        }
        for row in compared_buckets(archive, bucket=bucket, **selection)
    ]
    return with_q_values(answer)


def compared_buckets(
    archive: Archive,
    *,
    bucket: str,
    since: Bound = None,
    until: Bound = None,
    holidays: Collection[date] = (),
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """The buckets of a period, each with its counts, those of its baseline, and its score."""
    rows = [row for row in select_articles(archive, **selection) if row["local_at"]]
    if not rows:
        return []
    moments = [row["local_at"] for row in rows]
    first, final = min(moments).date(), max(moments).date()
    story = story_of_articles(archive)
    articles = Counter(bucket_of(moment, bucket) for moment in moments)
    told: dict[date | None, set[int]] = {}
    for row in rows:
        told.setdefault(bucket_of(row["local_at"], bucket), set()).add(story[row["article_id"]])
    stories = Counter({start: len(found) for start, found in told.items()})

    def known(start: date) -> bool:
        return start >= first and start not in holidays

    begin, end = clock(since), clock(until)
    opens = begin.date() if begin else first
    closes = min(end.date() if end else final + _DAY, final + _DAY)
    answer, pairs = [], []
    asked = buckets(moments, bucket, since, until)
    for start in sorted({*asked, *(one for day in asked for one in _before(day, bucket))}):
        latest = _before(start, bucket)[0]
        in_span = not asked or latest >= _before(asked[0], bucket)[-1]
        if known(start) and known(latest) and in_span and _after(start, bucket) <= final + _DAY:
            pairs.append((stories[start], stories[latest]))
    dispersion = _dispersion(pairs)
    for start in asked:
        earlier = [one for one in _before(start, bucket) if known(one)]
        score = None
        is_whole = start >= opens and _after(start, bucket) <= closes
        if known(start) and is_whole and len(earlier) >= 4:
            days = (_after(start, bucket) - start).days
            before = sum((_after(one, bucket) - one).days for one in earlier)
            total = stories[start] + sum(stories[one] for one in earlier)
            deviate = count_deviate(stories[start], total, Fraction(days, days + before))
            score = deviate / sqrt(dispersion)
        answer.append(
            {
                "date": start,
                "articles": articles[start],
                "articles_before": [articles[one] for one in earlier],
                "stories": stories[start],
                "stories_before": [stories[one] for one in earlier],
                "score": score,
            }
        )
    return answer


def _before(start: date, bucket: str) -> list[date]:
    """The eight buckets before one, the latest first; of a day the same weekdays."""
    if bucket != "month":
        return [start - 7 * n * _DAY for n in range(1, 9)]
    months = start.year * 12 + start.month - 1
    return [date((months - n) // 12, (months - n) % 12 + 1, 1) for n in range(1, 9)]


def _after(start: date, bucket: str) -> date:
    """The first day after a bucket."""
    if bucket == "month":
        return (start + 31 * _DAY).replace(day=1)
    return start + (7 if bucket == "week" else 1) * _DAY


def _dispersion(pairs: list[tuple[int, int]]) -> Fraction:
    """The mean of (a - b)² / (a + b), 1 at least."""
    parts = [Fraction((a - b) ** 2, a + b) for a, b in pairs if a + b]
    return max(sum(parts, Fraction(0)) / len(parts), Fraction(1)) if parts else Fraction(1)
