"""What is missing, and from whom; the days and the providers that have fallen silent."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .chance import story_of_articles, upper_tail, with_q_values
from .dates import compared_buckets
from .grouping import by_provider
from .items import last, most_frequent
from .measures import mean, share
from .selecting import Bound, clock, select_articles

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
    **selection: Any,  # noqa: ANN401 - as `compared_buckets` takes it
) -> list[Row]:
    """One row per day with fewer articles than usual, or every day."""
    answer = with_q_values(
        [_judged(row, low) for row in compared_buckets(archive, bucket="day", **selection)]
    )
    return [row for row in answer if not only_gaps or row["verdict"] in {"none", "low"}]


def _judged(row: Row, low: float) -> Row:
    n, total, days = row["articles"], sum(row["articles_before"]), len(row["articles_before"])
    verdict = "usual"
    if not days:
        verdict = None
    elif n == 0 and total:
        verdict = "none"
    elif n < low * total / days:
        verdict = "low"
    score = row["score"]
    return {
        "date": row["date"],
        "articles": n,
        "baseline": mean(row["articles_before"]),
        "baseline_days": days,
        "ratio": share(n * days, total),
        "verdict": verdict,
        "stories": row["stories"],
        "p_value": None if score is None else upper_tail(-score) if score < 0 else 1.0,
    }


def silent_providers(
    archive: Archive,
    *,
    min_articles: int = 5,
    only_silent: bool = True,
    until: Bound = None,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider without an article on the last days, the most missed first."""
    rows = [row for row in select_articles(archive, until=until, **selection) if row["local_at"]]
    days = [row["local_at"].date() for row in rows]
    end = clock(until)
    final = end.date() - _DAY if end else max(days, default=None)
    story = story_of_articles(archive)
    answer = [
        {
            "provider_domain": domain,
            "provider_name": archive.provider[domain]["name"],
            "articles": len(own),
            "last_seen": max(row["published_at"] for row in own),
        }
        | _silence([(row["local_at"].date(), story[row["article_id"]]) for row in own], days, final)
        for domain, own in by_provider(rows).items()
        if domain is not None and len(own) >= min_articles
    ]
    return sorted(
        (
            row
            for row in with_q_values(answer, "probability")
            if row["days_silent"] or not only_silent
        ),
        key=lambda row: (-row["expected"], row["provider_domain"]),
    )


def _silence(own: list[tuple[date, int]], days: list[date], final: date) -> Row:
    dates = [day for day, _ in own]
    end = max(dates)
    silent, age = (final - end).days, (end - min(days)).days
    rate = Fraction(sum(day > end - _WINDOW * _DAY for day in dates), min(_WINDOW, age + 1))
    window = min(_WINDOW, age)
    begun: dict[int, int] = {}  # days before the last day, by story
    for day, number in own:
        back = (end - day).days
        if 0 < back <= window:
            begun[number] = max(back, begun.get(number, 0))
    weekly = [
        sum(week == (back - 1) // 7 for back in begun.values()) for week in range(window // 7)
    ]
    dispersion = _index_of_dispersion(weekly)
    exponent = len(begun) / dispersion
    return {
        "days_silent": silent,
        "rate": float(rate),
        "expected": float(rate * silent),
        "days_before": window,
        "stories": len(begun),
        "dispersion": float(dispersion),
        "probability": float(Fraction(window, window + silent)) ** exponent
        if silent and begun
        else 1.0,
    }


def _index_of_dispersion(counts: list[int]) -> Fraction:
    """The variance of counts by their mean, 1 at least."""
    if len(counts) < 2 or not sum(counts):
        return Fraction(1)
    usual = Fraction(sum(counts), len(counts))
    variance = sum((count - usual) ** 2 for count in counts) / (len(counts) - 1)
    return max(variance / usual, Fraction(1))
