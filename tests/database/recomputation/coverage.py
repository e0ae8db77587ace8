"""Who covers what and when, counted by distinct items and stories."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .grouping import by_date, by_provider
from .inference import wilson
from .items import known, last, most_frequent
from .measures import mean, share
from .sampled import ends, mean_interval
from .selecting import Bound, local, select_articles, select_stories, within

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["coverage_by_date", "coverage_by_provider", "story_depth", "top_stories"]

_BANDS = (1, 2, 3, 6, 11, 21)


def _covered(archive: Archive, selection: dict[str, Any]) -> list[Row]:
    """The distinct items in the selected documents; `leads` if one of these is their own."""
    selected = {row["article_id"] for row in select_articles(archive, **selection)}
    mentions = [row for row in archive.mentions if row["article_id"] in selected]
    own = {row["item_id"] for row in mentions if row["position"] == 0}
    numbers = sorted({row["item_id"] for row in mentions})
    return [archive.item[number] | {"leads": number in own} for number in numbers]


def coverage_by_provider(
    archive: Archive,
    *,
    min_items: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider, most items first."""
    covered = _covered(archive, selection)
    answer = [
        {
            "provider_domain": domain,
            "provider_name": archive.provider[domain]["name"]
            if domain
            else most_frequent(item["provider_name"] for item in items),
            "items": len(items),
            "as_lead": sum(item["leads"] for item in items),
            "only_related": sum(not item["leads"] for item in items),
            "share": share(len(items), len(covered)),
        }
        for domain, items in by_provider(covered).items()
        if len(items) >= min_items
    ]
    return sorted(answer, key=lambda row: (-row["items"], *last(row["provider_domain"])))


def coverage_by_date(
    archive: Archive,
    *,
    bucket: str = "day",
    since: Bound = None,
    until: Bound = None,
    tz: str = "UTC",
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per day, week or month, quiet ones included; undated items come last."""
    covered = _covered(archive, selection)
    numbers = {item["item_id"] for item in covered}
    touched = {row["story_id"] for row in archive.story_items if row["item_id"] in numbers}
    begun = [
        {"published_at": story["first_published_at"], "leads": None}
        for story in archive.stories
        if story["story_id"] in touched
    ]
    placed = [row | {"local_at": local(row["published_at"], tz)} for row in [*covered, *begun]]
    chosen = [row for row in placed if within(row["local_at"], since, until)]
    return [
        {
            "date": date,
            "items": len(known(row["leads"] for row in rows)),
            "as_lead": sum(row["leads"] is True for row in rows),
            "only_related": sum(row["leads"] is False for row in rows),
            "stories": sum(row["leads"] is None for row in rows),
        }
        for date, rows in by_date(chosen, bucket, since, until).items()
    ]


def top_stories(
    archive: Archive,
    *,
    top: int = 20,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per story, the biggest first."""
    stories = sorted(
        select_stories(archive, **selection),
        key=lambda story: (
            -story["items"],
            *last(None if story["quality"] is None else -story["quality"]),
            *last(story["first_published_at"]),
            *last(story["title"]),
            story["head_item_id"],
        ),
    )
    facts = ("items", "documents", "providers", "quality", "first_published_at")
    return [
        {
            "story_id": story["story_id"],
            "title": archive.item[story["head_item_id"]]["title"],
            "url": archive.item[story["head_item_id"]]["url"],
        }
        | {name: story[name] for name in (*facts, "last_published_at", "span_hours")}
        for story in stories[:top]
    ]


def story_depth(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per band of the number of items in a story."""
    stories = select_stories(archive, **selection)
    answer = []
    for lowest, above in pairwise((*_BANDS, None)):
        rows = [
            story
            for story in stories
            if lowest <= story["items"] and (above is None or story["items"] < above)
        ]
        spans = [Fraction(span) for span in known(story["span_hours"] for story in rows)]
        providers = [story["providers"] for story in rows]
        name = f"{lowest}+" if above is None else f"{lowest}-{above - 1}"
        answer.append(
            {
                "depth": str(lowest) if above == lowest + 1 else name,
                "stories": len(rows),
                "items": sum(story["items"] for story in rows),
                "share": share(len(rows), len(stories)),
                **ends("share", wilson(len(rows), len(stories))),
                "mean_providers": mean(providers),
                **ends("mean_providers", mean_interval(providers)),
                "mean_span_hours": mean(spans),
                **ends("mean_span_hours", mean_interval(spans)),
            }
        )
    return [row for row in answer if row["stories"]]
