"""The sentences on diversity, stories and pace in the coverage report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from database.recomputation.equal_size import (
    effective,
    effective_at,
    effective_interval,
    provider_items,
    topic_labels,
)

from .coverage_said import N, top_of
from .grammar import ESTIMATE, estimated, holds, percent, printed, whole

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]


def diversity(world: World) -> dict[str | None, Row]:
    return {row["topic"]: row for row in world.ask("source_diversity")}


@holds(rf"(?P<n>{N}) providers? (is|are) as diverse as (?P<effective>[\d,.]+) of equal size$")
def _diverse(world: World, said: Words) -> bool:
    row = diversity(world)[None]
    return row["item_providers"] == whole(said["n"]) and printed(
        row["item_effective"], said["effective"]
    )


@holds(
    rf"(?P<n>{N}) providers? of unequal size (is|are) as diverse as (?P<effective>{ESTIMATE}) of equal size\."
)
def _diverse_with_interval(world: World, said: Words) -> bool:
    row = diversity(world)[None]
    ends = effective_interval(provider_items(world.archive, world.articles))
    right = estimated(row["item_effective"], *ends, said["effective"])
    return right and row["item_providers"] == whole(said["n"])


@holds(
    rf"With (?P<n>{N}) items each, drawn at random, that number would be (?P<now>[\d,.]+) now and (?P<before>[\d,.]+) in the period before\."
)
def _at_equal_size(world: World, said: Words) -> bool:
    now, before = (provider_items(world.archive, rows) for rows in (world.articles, world.before))
    size = min(len(now), len(before))
    return (
        size == whole(said["n"]) >= 20
        and printed(effective_at(size, now), said["now"])
        and printed(effective_at(size, before), said["before"])
    )


@holds(
    rf"Topics are of unequal size: the (?P<n>{N}) are as diverse as (?P<effective>{ESTIMATE}) of equal size\."
)
def _diverse_topics(world: World, said: Words) -> bool:
    labels = topic_labels(world.archive, world.articles)
    right = estimated(effective(labels), *effective_interval(labels), said["effective"])
    return right and len({topic for _, topic in labels}) == whole(said["n"])


@holds(
    rf"With (?P<n>{N}) topic labels each, drawn at random, that number would be (?P<now>[\d,.]+) now and (?P<before>[\d,.]+) in the period before\."
)
def _topics_at_equal_size(world: World, said: Words) -> bool:
    now, before = (topic_labels(world.archive, rows) for rows in (world.articles, world.before))
    size = min(len(now), len(before))
    return (
        size == whole(said["n"]) >= 20
        and printed(effective_at(size, now), said["now"])
        and printed(effective_at(size, before), said["before"])
    )


@holds(
    r"The most diverse topic of 20 items or more is (?P<most>.+?) \((?P<high>[\d.,]+)\), the least diverse (?P<least>.+?) \((?P<low>[\d.,]+)\)\."
)
def _extremes(world: World, said: Words) -> bool:
    enough = {
        topic: row["item_effective"]
        for topic, row in diversity(world).items()
        if topic is not None and row["items"] >= 20
    }
    return (
        enough[said["most"]] == max(enough.values())
        and enough[said["least"]] == min(enough.values())
        and printed(enough[said["most"]], said["high"])
        and printed(enough[said["least"]], said["low"])
    )


@holds(r"(In|No item of) the last 31 days,? .*?\.(?= |$)")
@holds(r"No item ran the same text as an earlier item of another provider\.")
def _no_copies(world: World, said: Words) -> bool:
    # Each title of a random archive is its own, and so is each text.
    return True


def depth(world: World) -> list[Row]:
    return world.ask("story_depth")


def story_counts(world: World) -> tuple[int, int]:
    """The stories of the period, and those of a single item."""
    return len(world.stories), sum(story["items"] == 1 for story in world.stories)


@holds(rf"(?P<alone>None|{N}) of (?P<n>{N}) stories (has|have) a single item$")
@holds(rf"(?P<n>{N}) stories began in this period; (?P<alone>none|{N}) (has|have) a single item\.")
def _stories(world: World, said: Words) -> bool:
    return (whole(said["n"]), whole(said["alone"])) == story_counts(world)


@holds(rf"Each of the (?P<n>{N}) stories has a single item\.")
def _all_single(world: World, said: Words) -> bool:
    return story_counts(world) == (whole(said["n"]), whole(said["n"]))


@holds(rf"One story began in this period, of (?P<n>a single item|{N} items)\.")
def _one_story(world: World, said: Words) -> bool:
    size = 1 if said["n"] == "a single item" else whole(said["n"].split()[0])
    return [story["items"] for story in world.stories] == [size]


@holds(
    rf"The (?P<n>one story|{N} stories) of more than five items (has|have) (?P<items>{N} items|\d+% of all items in them)\."
)
@holds(rf"(?P<n>{N}) large (story|stories) (has|have) (?P<items>\d+% of all items)$")
def _deep(world: World, said: Words) -> bool:
    deep = [story["items"] for story in world.stories if story["items"] > 5]
    share = sum(deep) / sum(story["items"] for story in world.stories)
    amount = said["items"].split()[0]
    right = percent(share, amount) if "%" in amount else whole(amount) == sum(deep)
    return len(deep) == whole(said["n"].split()[0]) and right


@holds(
    r"(.+ · )?(?P<n>[\d,]+) items · (?P<providers>[\d,]+) providers?( · quality (?P<quality>\d+))?( · from (?P<began>.+?))?( · within (?P<span>.+))?$"
)
def _card(world: World, said: Words) -> bool:
    return any(
        story["items"] == whole(said["n"])
        and story["providers"] == whole(said["providers"])
        and (said["quality"] is None or story["quality"] == whole(said["quality"]))
        for story in world.stories
    )


@holds(r"Report number \d+ on matter \d+$")
def _title_of_story(world: World, said: Words) -> bool:
    return True


def lags(world: World, least: int = 1) -> list[Row]:
    return world.ask("coverage_lag_by_provider", min_stories=least)


@holds(rf"(?P<name>.+?) was first in (?P<n>{N}) of (?P<of>{N}) stor(y|ies)$")
@holds(
    rf"(?P<name>.+?) was first most often, in (?P<n>all|{N} of the) (?P<of>{N}) stor(y|ies) that it shares with others; in random order it would be first in (?P<usual>[\d,.]+?)\.(?= |$)"
)
def _first(world: World, said: Words) -> bool:
    rows = lags(world)
    most, holders = top_of([row["firsts"] for row in rows])
    of = whole(said["of"])
    firsts = of if said["n"] == "all" else whole(said["n"].split()[0])
    expected = world.count(said["name"], rows, "expected_firsts")
    return (
        holders == 1
        and world.count(said["name"], rows, "firsts") == firsts == most
        and world.count(said["name"], rows, "stories") == of
        and ("usual" not in said or printed(expected, said["usual"]))
    )


@holds(rf"No provider was first in more than (?P<n>{N}) stor(y|ies)\.")
def _no_first(world: World, said: Words) -> bool:
    most, holders = top_of([row["firsts"] for row in lags(world)])
    return whole(said["n"]) == most and (holders > 1 or not most)


@holds(r"Too few providers share five stories or more to compare their delays\.")
def _few_delays(world: World, said: Words) -> bool:
    return len(lags(world, 5)) < 3


def drawn(world: World) -> list[Row]:
    """The seven providers of the most shared stories, of those with five."""
    rows = sorted(
        lags(world), key=lambda row: (-row["stories"], -row["firsts"], row["provider_domain"])
    )
    return [row for row in rows[:7] if row["stories"] >= 5]


@holds(
    r"Among the providers that share the most stories, the median delay is between (?P<low>[\d.,]+) and (?P<high>[\d.,]+) hours behind the first\."
)
@holds(
    rf"Among the providers that share the most stories, (?P<fast>.+?) is the fastest, with a median of (?P<low>{ESTIMATE}) hours behind the first, and (?P<slow>.+?) the slowest, with (?P<high>{ESTIMATE})\.(?= |$)"
)
def _delays(world: World, said: Words) -> bool:
    rows = {world.label(row["provider_domain"]): row for row in drawn(world)}
    medians = [row["p50"] for row in rows.values()]
    low, high = min(medians), max(medians)
    if "fast" not in said:
        return printed(low, said["low"]) and printed(high, said["high"])
    fast, slow = rows[said["fast"]], rows[said["slow"]]
    return (
        (fast["p50"], slow["p50"]) == (low, high)
        and estimated(low, fast["p50_low"], fast["p50_high"], said["low"])
        and estimated(high, slow["p50_low"], slow["p50_high"], said["high"])
    )
