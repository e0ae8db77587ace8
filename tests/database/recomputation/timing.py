"""Who is first with a story, and who follows how much later."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .grouping import by_provider
from .inference import wilson
from .measures import mean, quantile, share
from .sampled import ends, mean_interval, median_by_order
from .selecting import is_date, select_stories

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["coverage_lag_by_provider", "first_to_publish"]

_MICROSECOND = timedelta(microseconds=1)
_HOUR = timedelta(hours=1)


def _entries(archive: Archive, selection: dict[str, Any]) -> list[Row]:
    """When each provider enters a story in which several take part, and who is first."""
    wanted = {story["story_id"] for story in select_stories(archive, **selection)}
    by_story: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in archive.story_items:
        moment = row["published_at"]
        timed = moment is not None and not is_date(moment)
        if row["story_id"] in wanted and row["provider_domain"] and timed:
            by_story[row["story_id"]][row["provider_domain"]].append(moment)
    return [entry for moments in by_story.values() for entry in _of_story(moments)]


def _of_story(moments: dict[str, list[Any]]) -> list[Row]:
    entered = {domain: min(found) for domain, found in moments.items()}
    opened = min(entered.values())
    firsts = [domain for domain, moment in entered.items() if moment == opened]
    entries = [
        {
            "provider_domain": domain,
            "hours": Fraction((moment - opened) // _MICROSECOND, _HOUR // _MICROSECOND),
            "is_first": moment == opened,
            "shares": len(firsts) > 1,
            "chance": Fraction(len(moments[domain]), sum(map(len, moments.values()))),
        }
        for domain, moment in entered.items()
    ]
    return entries if len(entered) > 1 else []


def coverage_lag_by_provider(
    archive: Archive,
    *,
    min_stories: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider, the quickest first."""
    answer = []
    for domain, entries in by_provider(_entries(archive, selection)).items():
        hours = [entry["hours"] for entry in entries]
        firsts = sum(entry["is_first"] for entry in entries)
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": archive.provider[domain]["name"] if domain else None,
                "stories": len(entries),
                "firsts": firsts,
                "first_share": share(firsts, len(entries)),
                **ends("first_share", wilson(firsts, len(entries))),
                "expected_firsts": float(sum(entry["chance"] for entry in entries)),
                "p50": quantile(hours, Fraction(1, 2)),
                **ends("p50", median_by_order(hours)),
                "p90": quantile(hours, Fraction(9, 10)),
                "mean": mean(hours),
                **ends("mean", mean_interval(hours)),
            }
        )
    enough = [row for row in answer if row["stories"] >= min_stories]
    return sorted(enough, key=lambda row: (row["p50"], row["mean"], row["provider_domain"]))


def first_to_publish(
    archive: Archive,
    *,
    min_stories: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider, most often first on top."""
    answer = []
    for domain, entries in by_provider(_entries(archive, selection)).items():
        firsts = [entry for entry in entries if entry["is_first"]]
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": archive.provider[domain]["name"] if domain else None,
                "stories": len(entries),
                "firsts": len(firsts),
                "share": share(len(firsts), len(entries)),
                **ends("share", wilson(len(firsts), len(entries))),
                "expected_firsts": float(sum(entry["chance"] for entry in entries)),
                "sole_firsts": sum(not entry["shares"] for entry in firsts),
                "tied_firsts": sum(entry["shares"] for entry in firsts),
            }
        )
    enough = [row for row in answer if row["stories"] >= min_stories]
    return sorted(enough, key=lambda row: (-row["firsts"], -row["stories"], row["provider_domain"]))
