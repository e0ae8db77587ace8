"""Which item a story leads with, and whether a better one stood beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .grouping import by_provider
from .inference import wilson
from .items import known, last
from .measures import mean, share
from .sampled import ends, mean_interval
from .selecting import select_stories

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["lead_choice", "lead_choice_matrix", "never_leads"]


def _led(archive: Archive, selection: dict[str, Any]) -> list[tuple[Row, list[Row]]]:
    """The lead of each selected story, and the story's items, its head first."""
    wanted = {story["story_id"] for story in select_stories(archive, **selection)}
    by_story = defaultdict(list)
    for row in sorted(archive.story_items, key=lambda row: row["rank"]):
        if row["story_id"] in wanted:
            by_story[row["story_id"]].append(row)
    led = ((_lead(archive, rows), rows) for rows in by_story.values())
    return [(lead, rows) for lead, rows in led if lead is not None]


def _lead(archive: Archive, rows: list[Row]) -> Row | None:
    """The lead; None where each document is known to be none, so the lead has no document."""
    own = [(row, archive.article[row["article_id"]]) for row in rows if row["article_id"]]
    published = [row for row, article in own if article["published"]]
    hot = [row for row, article in own if article["heat"] not in {None, -1}]
    unknown = [row for row, article in own if article["heat"] is None]
    return next(iter([*published, *hot, *unknown]), None)


def _choices(archive: Archive, selection: dict[str, Any]) -> list[Row]:
    """The stories that had a choice, with lead and head."""
    return [
        {
            "provider_domain": lead["provider_domain"],
            "best_domain": rows[0]["provider_domain"],
            "gap": rows[0]["quality"] - lead["quality"],
        }
        for lead, rows in _led(archive, selection)
        if lead["quality"] is not None and len(known(row["quality"] for row in rows)) > 1
    ]


def _name(archive: Archive, domain: str | None) -> str | None:
    return archive.provider[domain]["name"] if domain else None


def lead_choice(
    archive: Archive,
    *,
    min_stories: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider that leads a story with a choice, most such stories first."""
    answer = []
    for domain, rows in by_provider(_choices(archive, selection)).items():
        gaps = [row["gap"] for row in rows if row["gap"] > 0]
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": _name(archive, domain),
                "leads": len(rows),
                "with_better": len(gaps),
                "share": share(len(gaps), len(rows)),
                **ends("share", wilson(len(gaps), len(rows))),
                "mean_gap": mean(gaps),
                **ends("mean_gap", mean_interval(gaps)),
                "max_gap": max(gaps, default=None),
            }
        )
    enough = [row for row in answer if row["leads"] >= min_stories]
    return sorted(enough, key=lambda row: (-row["leads"], *last(row["provider_domain"])))


def lead_choice_matrix(
    archive: Archive,
    *,
    min_stories: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider that leads and provider that had the better item."""
    gaps = defaultdict(list)
    for row in _choices(archive, selection):
        if row["gap"] > 0:
            gaps[row["provider_domain"], row["best_domain"]].append(row["gap"])
    answer = [
        {
            "lead_domain": lead,
            "lead_name": _name(archive, lead),
            "best_domain": best,
            "best_name": _name(archive, best),
            "stories": len(found),
            "mean_gap": mean(found),
            **ends("mean_gap", mean_interval(found)),
        }
        for (lead, best), found in gaps.items()
        if len(found) >= min_stories
    ]
    return sorted(
        answer,
        key=lambda row: (-row["stories"], *last(row["lead_domain"]), *last(row["best_domain"])),
    )


def never_leads(
    archive: Archive,
    *,
    min_stories: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider that is in stories and leads none, most often best first."""
    led = _led(archive, selection)
    leaders = {lead["provider_domain"] for lead, _ in led}
    answer = []
    for domain, rows in by_provider([row for _, beside in led for row in beside]).items():
        stories = len({row["story_id"] for row in rows})
        best = sum(row["rank"] == 1 and row["quality"] is not None for row in rows)
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": _name(archive, domain),
                "items": len(rows),
                "documents": len(known(row["article_id"] for row in rows)),
                "stories": stories,
                "best": best,
                "share": share(best, stories),
                **ends("share", wilson(best, stories)),
            }
        )
    enough = [
        row
        for row in answer
        if row["provider_domain"] not in leaders and row["stories"] >= min_stories
    ]
    return sorted(
        enough, key=lambda row: (-row["best"], -row["stories"], *last(row["provider_domain"]))
    )
