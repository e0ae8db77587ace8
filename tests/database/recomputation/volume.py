"""How much is written: articles by date, provider and topic."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .chance import story_of_articles
from .grouping import by_date, by_provider, by_topic
from .items import known, last, most_frequent
from .measures import mean, share
from .sampled import by_story, ends, share_interval
from .selecting import Bound, select_articles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .items import Archive
    from .reading import Row

__all__ = [
    "articles_by_date",
    "articles_by_provider",
    "articles_by_provider_topic",
    "articles_by_topic",
]


def _volume(rows: list[Row], total: int) -> Row:
    stated = known(row["published"] for row in rows)
    return {
        "articles": len(rows),
        "published": sum(stated),
        "published_share": share(sum(stated), len(stated)),
        "items": len({row["url"] or row["article_id"] for row in rows}),
        "share": share(len(rows), total),
    }


def _measured(rows: list[Row], all_rows: list[Row], story: Mapping[int, int]) -> Row:
    """What `_volume` says, with the intervals of both shares."""
    volume = _volume(rows, len(all_rows))
    own = {row["article_id"] for row in rows}
    marks = defaultdict(list)
    for row in all_rows:
        marks[story[row["article_id"]]].append(int(row["article_id"] in own))
    known_share, items = share_interval(by_story(story, rows, "published")), volume.pop("items")
    share_of_all = volume.pop("share")
    return {
        **volume,
        **ends("published_share", known_share),
        "items": items,
        "share": share_of_all,
        **ends("share", share_interval(marks)),
    }


def articles_by_date(
    archive: Archive,
    *,
    bucket: str = "day",
    since: Bound = None,
    until: Bound = None,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per day, week or month."""
    rows = select_articles(archive, since=since, until=until, **selection)
    groups = by_date(rows, bucket, since, until)
    return [{"date": date, **_volume(group, len(rows))} for date, group in groups.items()]


def articles_by_provider(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider, most articles first."""
    rows = select_articles(archive, **selection)
    story = story_of_articles(archive)
    answer = [
        {
            "provider_domain": domain,
            "provider_name": most_frequent(row["provider_name"] for row in group),
        }
        | _measured(group, rows, story)
        for domain, group in by_provider(rows).items()
        if len(group) >= min_articles
    ]
    return sorted(answer, key=lambda row: (-row["articles"], *last(row["provider_domain"])))


def articles_by_topic(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per topic, most articles first."""
    rows = select_articles(archive, **selection)
    story = story_of_articles(archive)
    answer = [
        {"topic": topic, **_measured(group, rows, story)}
        for topic, group in by_topic(rows).items()
        if len(group) >= min_articles
    ]
    return sorted(answer, key=lambda row: (-row["articles"], row["topic"]))


def articles_by_provider_topic(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider and topic that it has articles under, most articles first."""
    rows = select_articles(archive, **selection)
    under = by_topic(rows)
    answer = []
    for domain, own in by_provider(rows).items():
        for topic, group in by_topic(own).items():
            scores = known(row["quality"] for row in group)
            stated = known(row["published"] for row in group)
            answer.append(
                {
                    "provider_domain": domain,
                    "provider_name": archive.provider[domain]["name"] if domain else None,
                    "topic": topic,
                    "articles": len(group),
                    "published": sum(stated),
                    "published_share": share(sum(stated), len(stated)),
                    "share_of_provider": share(len(group), len(own)),
                    "share_of_topic": share(len(group), len(under[topic])),
                    "n": len(scores),
                    "mean": mean(scores),
                }
            )
    enough = [row for row in answer if row["articles"] >= min_articles]
    return sorted(
        enough,
        key=lambda row: (-row["articles"], *last(row["provider_domain"]), row["topic"]),
    )
