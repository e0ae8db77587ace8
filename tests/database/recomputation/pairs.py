"""Two providers side by side: who follows whom, how alike they are, what one of them missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction
from itertools import permutations
from math import sqrt
from typing import TYPE_CHECKING, Any

from .grouping import by_provider, by_topic
from .inference import chance, false_discovery_rates, wilson
from .items import last
from .measures import quantile, share
from .sampled import ends, median_by_order
from .selecting import is_date, select_articles, select_stories

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["missed_stories", "provider_overlap", "who_follows_whom"]

_HOUR = timedelta(hours=1) // timedelta(microseconds=1)
_HALF = Fraction(1, 2)


def _taking_part(archive: Archive, selection: dict[str, Any]) -> dict[int, dict[str, list[Any]]]:
    """The times of each provider's items in each story."""
    wanted = {story["story_id"] for story in select_stories(archive, **selection)}
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in archive.story_items:
        if row["story_id"] in wanted and row["provider_domain"]:
            found[row["story_id"]][row["provider_domain"]].append(row["published_at"])
    return found


def _both(archive: Archive, one: str, other: str) -> Row:
    return {
        "provider_domain": one,
        "provider_name": archive.provider[one]["name"],
        "other_domain": other,
        "other_name": archive.provider[other]["name"],
    }


def who_follows_whom(
    archive: Archive,
    *,
    provider: str | None = None,
    min_stories: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider and other provider, the clearest leader first."""
    meetings = defaultdict(list)
    for story in _taking_part(archive, selection).values():
        timed = {
            domain: known
            for domain, moments in story.items()
            if (known := [moment for moment in moments if moment and not is_date(moment)])
        }
        for one, other in permutations(timed, 2):
            if provider in {None, one, one.upper()}:
                meetings[one, other].append((timed[one], timed[other]))
    rows = [
        _followed(found) | {"pair": pair}
        for pair, found in meetings.items()
        if len(found) >= min_stories
    ]
    rates = false_discovery_rates([row["p"] for row in rows])
    answer = [
        _both(archive, *row.pop("pair")) | row | {"q": rate}
        for row, rate in zip(rows, rates, strict=True)
    ]
    return sorted(
        answer,
        key=lambda row: (
            *last(None if row["z"] is None else -round(row["z"], 9)),
            -row["stories"],
            row["provider_domain"],
            row["other_domain"],
        ),
    )


def _followed(meetings: list[tuple[list[Any], list[Any]]]) -> Row:
    lags = [(min(b) - min(a)) // timedelta(microseconds=1) for a, b in meetings]
    chances = [
        Fraction(len(a), len(a) + len(b))
        for (a, b), lag in zip(meetings, lags, strict=True)
        if lag != 0
    ]
    hours = [Fraction(lag, _HOUR) for lag in lags]
    before, untied = sum(lag > 0 for lag in lags), len(chances)
    expected, variance = sum(chances), sum(each * (1 - each) for each in chances)
    spread = sqrt(variance)
    low, high = wilson(before, untied)
    off = max(abs(before - expected) - _HALF, 0)
    return {
        "stories": len(lags),
        "before": before,
        "after": untied - before,
        "tied": len(lags) - untied,
        "share": share(before, untied),
        "share_low": low,
        "share_high": high,
        "expected_share": share(Fraction(expected), untied),
        "median_lag_hours": quantile(hours, _HALF),
        **ends("median_lag", median_by_order(hours)),
        "z": float(before - expected) / spread if untied else None,
        "p": chance(float(off) / spread) if untied else None,
    }


def provider_overlap(
    archive: Archive,
    *,
    provider: str | None = None,
    min_stories: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider and other provider, the most joint stories first."""
    told = _taking_part(archive, selection)
    stories: dict[str, set[int]] = defaultdict(set)
    for story, domains in told.items():
        for domain in domains:
            stories[domain].add(story)
    topics = {
        domain: {topic: len(found) for topic, found in by_topic(rows).items()}
        for domain, rows in by_provider(select_articles(archive, **selection)).items()
    }
    answer = []
    for one, other in permutations([d for d in stories if len(stories[d]) >= min_stories], 2):
        if provider not in {None, one, one.upper()}:
            continue
        joint = len(stories[one] & stories[other])
        low, high = wilson(joint, len(stories[one]))
        answer.append(
            _both(archive, one, other)
            | {
                "stories": joint,
                "provider_stories": len(stories[one]),
                "other_stories": len(stories[other]),
                "share": share(joint, len(stories[one])),
                "share_low": low,
                "share_high": high,
                "jaccard": share(joint, len(stories[one] | stories[other])),
                "lift": share(joint * len(told), len(stories[one]) * len(stories[other])),
                "topic_overlap": _common(topics.get(one), topics.get(other)),
            }
        )
    return sorted(
        answer, key=lambda row: (-row["stories"], row["provider_domain"], row["other_domain"])
    )


def _common(one: dict[str, int] | None, other: dict[str, int] | None) -> float | None:
    """What two distributions have in common; null where there is none."""
    if not one or not other:
        return None
    of_one, of_other = sum(one.values()), sum(other.values())
    return float(
        sum(
            min(Fraction(one[topic], of_one), Fraction(other[topic], of_other))
            for topic in one.keys() & other.keys()
        )
    )


def missed_stories(
    archive: Archive,
    *,
    provider: str | None = None,
    min_peers: int = 3,
    min_stories: int = 3,
    top: int = 20,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per provider and story that it missed, the story of the most peers first."""
    told = _taking_part(archive, selection)
    joint = Counter(pair for domains in told.values() for pair in permutations(domains, 2))
    peers: dict[str, set[str]] = defaultdict(set)
    for (one, other), times in joint.items():
        if times >= min_stories and provider in {None, one, one.upper()}:
            peers[one].add(other)
    answer = []
    for story in archive.stories:
        taking_part = told.get(story["story_id"], {}).keys()
        for domain, others in peers.items():
            if (
                domain not in taking_part
                and len(others & taking_part) >= min_peers
                and _in_its_time(archive.provider[domain], story["first_published_at"])
            ):
                answer.append(
                    {
                        "provider_domain": domain,
                        "provider_name": archive.provider[domain]["name"],
                        "story_id": story["story_id"],
                        "title": story["title"],
                        "url": archive.item[story["head_item_id"]]["url"],
                        "peers": len(others & taking_part),
                        "of_peers": len(others),
                        "providers": story["providers"],
                        "items": story["items"],
                        "quality": story["quality"],
                        "first_published_at": story["first_published_at"],
                    }
                )
    answer.sort(
        key=lambda row: (
            -row["peers"],
            *last(None if row["quality"] is None else -row["quality"]),
            row["first_published_at"],
            *last(row["title"]),
            *last(row["url"]),
            row["provider_domain"],
        )
    )
    return answer[:top]


def _in_its_time(provider: Row, moment: Any) -> bool:  # noqa: ANN401 - a time, or none
    first, final = provider["first_seen"], provider["last_seen"]
    return bool(moment and first) and first.date() <= moment.date() <= final.date()
