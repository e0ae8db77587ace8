"""What is missing, and from whom; the days and the providers that have fallen silent."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from math import exp
from typing import TYPE_CHECKING, Any

from .grouping import by_provider
from .items import last, most_frequent
from .measures import mean, share
from .selecting import Bound, buckets, clock, select_articles

if TYPE_CHECKING:
    from datetime import date

    from .items import Archive
    from .reading import Row

__all__ = ["completeness_by_provider", "gaps", "silent_providers"]

_DAY = timedelta(days=1)
_WINDOW = 56


def completeness_by_provider(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider, most articles first."""
    answer = []
    for domain, rows in by_provider(select_articles(archive, **selection)).items():
        has = {
            "image_share": [row["image_count"] > 0 for row in rows],
            "amp_share": [row["amp_web_url"] is not None for row in rows],
            "excerpt_share": [row["excerpt"] is not None for row in rows],
            "quality_share": [row["quality"] is not None for row in rows],
            "topic_share": [bool(row["topics"]) for row in rows],
            "original_url_share": [row["original_url"] is not None for row in rows],
        }
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": most_frequent(row["provider_name"] for row in rows),
                "articles": len(rows),
            }
            | {name: share(sum(found), len(found)) for name, found in has.items()}
        )
    enough = [row for row in answer if row["articles"] >= min_articles]
    return sorted(enough, key=lambda row: (-row["articles"], *last(row["provider_domain"])))


def gaps(
    archive: Archive,
    *,
    low: float = 0.5,
    only_gaps: bool = True,
    since: Bound = None,
    until: Bound = None,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per day with fewer articles than usual, or every day."""
    moments = [row["local_at"] for row in select_articles(archive, **selection) if row["local_at"]]
    counts = Counter(moment.date() for moment in moments)
    answer = [_judged(day, counts, low) for day in buckets(moments, "day", since, until)]
    return [row for row in answer if not only_gaps or row["verdict"] in {"none", "low"}]


def _judged(day: date, counts: Counter[date], low: float) -> Row:
    first = min(counts, default=None)
    before = [day - 7 * n * _DAY for n in range(1, 9)]
    comparable = [counts[other] for other in before if first is not None and other >= first]
    n, total, days = counts[day], sum(comparable), len(comparable)
    verdict = "usual"
    if not days:
        verdict = None
    elif n == 0 and total:
        verdict = "none"
    elif n < low * total / days:
        verdict = "low"
    return {
        "date": day,
        "articles": n,
        "baseline": mean(comparable),
        "baseline_days": days,
        "ratio": share(n * days, total),
        "verdict": verdict,
    }


def silent_providers(
    archive: Archive,
    *,
    min_articles: int = 5,
    until: Bound = None,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider without an article on the last days, the most surprising first."""
    rows = [row for row in select_articles(archive, until=until, **selection) if row["local_at"]]
    days = [row["local_at"].date() for row in rows]
    end = clock(until)
    final = end.date() - _DAY if end else max(days, default=None)
    answer = []
    for domain, own in by_provider(rows).items():
        dates = [row["local_at"].date() for row in own]
        silent = (final - max(dates)).days
        if domain is None or len(own) < min_articles or silent < 1:
            continue
        recent = sum(day > max(dates) - _WINDOW * _DAY for day in dates)
        rate = Fraction(recent, min(_WINDOW, (max(dates) - min(days)).days + 1))
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": archive.provider[domain]["name"],
                "articles": len(own),
                "last_seen": max(row["published_at"] for row in own),
                "days_silent": silent,
                "rate": float(rate),
                "expected": float(rate * silent),
                "probability": exp(-rate * silent),
            }
        )
    return sorted(answer, key=lambda row: (-row["expected"], row["provider_domain"]))
