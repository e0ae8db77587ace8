"""How good the articles are: quality by date, provider, topic and band."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .chance import story_of_articles
from .grouping import by_date, by_provider, by_topic
from .items import known, last, most_frequent
from .measures import mean, quantile, share
from .sampled import Sample, by_story, ends, median_interval
from .selecting import Bound, select_articles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .items import Archive
    from .reading import Row

__all__ = ["quality_by_date", "quality_by_provider", "quality_by_topic", "quality_distribution"]


def _spread(rows: list[Row], story: Mapping[int, int], least: int = 0) -> Row:
    scores = known(row["quality"] for row in rows)
    shown = scores if len(scores) >= least else []
    told = by_story(story, rows) if shown else {}
    return {
        "articles": len(rows),
        "n": len(scores),
        "mean": mean(shown),
        **ends("mean", Sample(told).interval),
        "median": quantile(shown, Fraction(1, 2)),
        **ends("median", median_interval(told)),
        "p10": quantile(shown, Fraction(1, 10)),
        "p90": quantile(shown, Fraction(9, 10)),
    }


def quality_by_date(
    archive: Archive,
    *,
    bucket: str = "day",
    min_articles: int = 1,
    since: Bound = None,
    until: Bound = None,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per day, week or month."""
    rows = select_articles(archive, since=since, until=until, **selection)
    groups = by_date(rows, bucket, since, until)
    story = story_of_articles(archive)
    return [{"date": date, **_spread(group, story, min_articles)} for date, group in groups.items()]


def quality_by_provider(
    archive: Archive,
    *,
    min_articles: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider with enough scored articles, best mean quality first."""
    story = story_of_articles(archive)
    answer = [
        {
            "provider_domain": domain,
            "provider_name": most_frequent(row["provider_name"] for row in group),
        }
        | _spread(group, story)
        for domain, group in by_provider(select_articles(archive, **selection)).items()
    ]
    enough = [row for row in answer if row["n"] >= min_articles]
    return sorted(enough, key=lambda row: (-row["mean"], *last(row["provider_domain"])))


def quality_by_topic(
    archive: Archive,
    *,
    min_articles: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per topic with enough scored articles, best mean quality first."""
    groups = by_topic(select_articles(archive, **selection))
    story = story_of_articles(archive)
    answer = [{"topic": topic, **_spread(group, story)} for topic, group in groups.items()]
    enough = [row for row in answer if row["n"] >= min_articles]
    return sorted(enough, key=lambda row: (-row["mean"], row["topic"]))


def quality_distribution(
    archive: Archive,
    *,
    band: int = 10,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per band of quality, empty ones included unless they are too many."""
    scored = [row for row in select_articles(archive, **selection) if row["quality"] is not None]
    starts = [row["quality"] // band * band for row in scored]
    answer = []
    between = range(min(starts), max(starts) + 1, band) if starts else range(0)
    for start in between if len(between) <= 10_000 else sorted(set(starts)):
        rows = [row for row in scored if start <= row["quality"] < start + band]
        answer.append(
            {
                "quality_from": start,
                "quality_to": start + band,
                "articles": len(rows),
                "published": sum(row["published"] is True for row in rows),
                "share": share(len(rows), len(scored)),
            }
        )
    return answer
