"""The sentences that say what is more, less or longer than chance explains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .claims import claimed, tested
from .coverage_said import DAY, UNIT, N, called, day_of
from .grammar import holds, percent, printed, whole

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]


def rose(rows: list[Row]) -> int:
    return sum(row["score"] > 0 for row in rows)


@holds(r"Too little data precedes this period to say what is usual\.")
def _nothing_before(world: World, said: Words) -> bool:
    return not tested(world, "by_date")


@holds(
    rf"(?P<n>{N}) {UNIT}s? can be compared: (?P<more>none|{N}) had clearly more stories than (the same weekdays in the eight weeks before|the eight (week|month)s before), and (?P<fewer>none|{N}) clearly fewer\."
)
def _compared(world: World, said: Words) -> bool:
    found = claimed(world, "by_date")
    more = rose(found)
    return (len(tested(world, "by_date")), more, len(found) - more) == tuple(
        whole(said[name]) for name in ("n", "more", "fewer")
    )


@holds(r"Too few (?P<weekday>\w+day)s before it have data to say what is usual\.")
def _few_days(world: World, said: Words) -> bool:
    return (
        not tested(world, "by_date")
        and f"{min(world.by_date(world.articles)):%A}" == said["weekday"]
    )


@holds(
    rf"It had (?P<how>clearly more|clearly fewer|neither clearly more nor clearly fewer) stories than usual: (?P<n>{N}), where the {N} \w+days? before it had (?P<usual>[\d,.]+?) on average\."
)
def _verdict(world: World, said: Words) -> bool:
    (row,) = tested(world, "by_date")
    how = "neither clearly more nor clearly fewer"
    if claimed(world, "by_date"):
        how = "clearly more" if row["score"] > 0 else "clearly fewer"
    return (
        how == said["how"]
        and row["stories"] == whole(said["n"])
        and printed(row["baseline"], said["usual"])
    )


@holds(rf"(?P<n>No|{N}) {UNIT}s? had clearly more or fewer stories than usual\.")
def _unusual(world: World, said: Words) -> bool:
    return bool(tested(world, "by_date")) and len(claimed(world, "by_date")) == whole(
        {"No": "none"}.get(said["n"], said["n"])
    )


@holds(
    rf"(\w+day )?(?P<day>The week from {DAY}|{DAY}|[A-Z][a-z]+ \d{{4}}) had clearly (?P<how>more|fewer) stories than usual, (?P<n>{N})\."
)
def _unusual_day(world: World, said: Words) -> bool:
    (row,) = claimed(world, "by_date")
    name = called(row["date"], world.bucket)
    how = "more" if row["score"] > 0 else "fewer"
    return (name[:1].upper() + name[1:], how, row["stories"]) == (
        said["day"],
        said["how"],
        whole(said["n"]),
    )


@holds(r"Too little data precedes this period to say how many stories are usual by topic\.")
def _no_topics(world: World, said: Words) -> bool:
    if world.period.since is None:
        return True
    return not [row for row in world.ask("topic_momentum") if row["baseline_periods"] >= 3]


@holds(r"No (?P<what>topic) has clearly more stories than usual, and none clearly fewer\.")
@holds(r"No (?P<what>provider) has clearly more or fewer stories than in the period before\.")
def _none_moved(world: World, said: Words) -> bool:
    return not claimed(world, f"{said['what']}s")


@holds(r"The period before has no articles to compare providers with\.")
def _none_before(world: World, said: Words) -> bool:
    return not [row for row in world.before if row["provider_domain"] is not None]


@holds(r"Topics with clearly (?P<how>more|fewer) stories than usual: (?P<parts>.+?\))\.")
@holds(
    r"Providers with clearly (?P<how>more|fewer) stories than in the period before: (?P<parts>.+?\))\."
)
def _moved(world: World, said: Words) -> bool:
    is_topic = "usually" in said["parts"]
    found = named(world, "topics" if is_topic else "providers")
    parts = re.findall(
        r"(?:^|, | and )([^,()]+?) \(([\d,]+); (?:usually|before) ([\d,]+)\)", said["parts"]
    )
    return bool(parts) and all(
        found[name]["stories"] == whole(n)
        and printed(found[name]["baseline_stories" if is_topic else "previous_stories"], before)
        and (found[name]["score"] > 0) == (said["how"] == "more")
        for name, n, before in parts
    )


def named(world: World, family: str) -> dict[str, Row]:
    """The claimed rows of a family by name."""
    return {
        row["topic"]
        if "topic" in row
        else row["group_key"]
        if family == "topic_changes"
        else world.label(row["group_key"] if "group_key" in row else row["provider_domain"]): row
        for row in claimed(world, family)
    }


@holds(rf"(?P<name>.+?) had (?P<n>{N}) stor(y|ies), where (?P<usual>{N}) are usual$")
@holds(
    rf"(?P<name>.+?) had (?P<n>{N}) stor(y|ies), (before )?(?P<before>{N})( in the period before)?$"
)
def _moved_headline(world: World, said: Words) -> bool:
    family = "topics" if "usual" in said else "providers"
    row = named(world, family).get(said["name"])
    if row is None:
        return False
    before = row["baseline_stories"] if "usual" in said else row["previous_stories"]
    return row["stories"] == whole(said["n"]) and printed(
        before, said.get("usual") or said["before"]
    )


@holds(r"No (?P<what>provider|topic)’s share of the stories changed clearly\.")
def _no_change(world: World, said: Words) -> bool:
    return not claimed(world, f"{said['what']}_changes")


@holds(
    r"Among the (?P<what>provider|topic)s, (?P<parts>.+? clearly (gained share|lost share|rose|fell))\."
)
def _changes(world: World, said: Words) -> bool:
    found = named(world, f"{said['what']}_changes")
    seen = 0
    for words, verb in re.findall(
        r"(.+?) clearly (gained share|lost share|rose|fell)(?:, and )?", said["parts"]
    ):
        parts = re.findall(r"(?:^|, | and )([^,()]+?) \(from (\d+%) to (\d+%)\)", words)
        more = re.search(r"\) and (\d+) more$", words)
        seen += len(parts) + (int(more[1]) if more else 0)
        for name, before, now in parts:
            row = found[name]
            if (row["score"] > 0) != (verb in {"gained share", "rose"}):
                return False
            if not (
                percent(row["previous_story_share"], before) and percent(row["story_share"], now)
            ):
                return False
    return seen == len(found)


@holds(
    r"(?P<name>.+?) (?P<how>rose|fell) from (?P<before>\d+%) to (?P<now>\d+%)( of all stories)?$"
)
def _share_headline(world: World, said: Words) -> bool:
    rows = [named(world, f"{what}_changes").get(said["name"]) for what in ("provider", "topic")]
    return any(
        row
        and percent(row["previous_story_share"], said["before"])
        and percent(row["story_share"], said["now"])
        and (row["score"] > 0) == (said["how"] == "rose")
        for row in rows
    )


def gaps(world: World) -> dict[object, Row]:
    return {row["date"]: row for row in claimed(world, "gaps") if row["verdict"] in {"none", "low"}}


@holds(r"No day had less than half of the usual articles, and fewer stories than by chance\.")
def _no_gap(world: World, said: Words) -> bool:
    return not gaps(world)


@holds(
    rf"(A quiet day: )?\w+day (?P<day>{DAY}) had (?P<n>no|{N}) articles?, where (?P<usual>{N}) are usual\."
)
@holds(rf"(?P<day>{DAY}): (?P<n>no|{N}) articles?, usual are (?P<usual>{N})$")
def _gap(world: World, said: Words) -> bool:
    found = gaps(world)
    row = found.get(day_of(said["day"]))
    return (
        len(found) == 1
        and row is not None
        and row["articles"] == whole(said["n"])
        and printed(row["baseline"], said["usual"])
    )


@holds(rf"(?P<n>{N}) days had less than half of the usual articles$")
@holds(
    rf"(Quiet days: )?(?P<n>{N}) days had less than half of the usual (number|articles)(, (?P<empty>all|{N}) of them no article)?(: (?P<parts>[^:]+?\)))?\.(?= |$)"
)
def _gaps(world: World, said: Words) -> bool:
    found = gaps(world)
    empty = sum(row["articles"] == 0 for row in found.values())
    right = len(found) == whole(said["n"])
    if said.get("empty"):
        right = right and empty == (len(found) if said["empty"] == "all" else whole(said["empty"]))
    for day, n, mean in re.findall(
        rf"({DAY}) \(([\d,]+); usual ([\d,]+)\)", said.get("parts") or ""
    ):
        row = found[day_of(day)]
        right = right and row["articles"] == whole(n) and printed(row["baseline"], mean)
    return right


def silent(world: World) -> dict[str, Row]:
    return named(world, "silent")


@holds(r"No provider of five articles or more has been silent for longer than chance explains\.")
def _none_silent(world: World, said: Words) -> bool:
    return not silent(world)


@holds(
    r"(?P<names>[^().;:]+? \([^)]+\)( and [^().;:]+? \([^)]+\))?) (has|have) been silent for longer than chance explains\."
)
def _named_silent(world: World, said: Words) -> bool:
    found = silent(world)
    parts = re.findall(
        rf"([^()]+?) \(([\d,]+) articles?, the last on ({DAY})[^)]*\)(?: and )?", said["names"]
    )
    return len(parts) == len(found) and all(
        found[name]["articles"] == whole(n) and found[name]["last_seen"].date() == day_of(day)
        for name, n, day in parts
    )


@holds(rf"(?P<name>.+?) and (?P<n>{N}) others? have been silent for longer than chance explains\.")
@holds(
    rf"Silence: (?P<name>.+?) and (?P<n>{N}) others? have published nothing for longer than chance explains\."
)
def _many_silent(world: World, said: Words) -> bool:
    found = silent(world)
    return said["name"] in found and len(found) == whole(said["n"]) + 1


@holds(
    rf"Silence: (?P<name>.+?) has published nothing for longer than chance explains, since (?P<day>{DAY})[^.]*\."
)
def _one_silent(world: World, said: Words) -> bool:
    found = silent(world)
    return list(found) == [said["name"]] and found[said["name"]]["last_seen"].date() == day_of(
        said["day"]
    )


@holds(rf"(?P<name>.+?) has been silent for (?P<days>{N}) days?$")
def _silence_headline(world: World, said: Words) -> bool:
    found = silent(world)
    return said["name"] in found and found[said["name"]]["days_silent"] == whole(said["days"])
