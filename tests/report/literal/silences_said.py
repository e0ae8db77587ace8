"""The sentences on quiet days and silent providers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import exp
from typing import TYPE_CHECKING

from .coverage_said import DAY, N, day_of
from .grammar import holds, printed, whole

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]
WHO = r"[^().;:]+?(?:\.example)?"


def last_day(world: World) -> date:
    return max(row["local_at"].date() for row in world.all_articles if row["local_at"])


def gaps(world: World) -> dict[date, Row]:
    if not any(row["local_at"] for row in world.all_articles):
        return {}
    return {
        row["date"]: row
        for row in world.ask("gaps")
        if (row["baseline"] or 0) >= 5 and row["date"] <= last_day(world)
    }


@holds(r"No day with five or more usual articles had less than half of them\.")
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


def silent(world: World) -> dict[str, tuple[Row, int]]:
    """The providers that are silent for longer than chance explains, each with its days."""
    if not any(row["local_at"] for row in world.all_articles):
        return {}
    last, period = last_day(world), world.period
    beyond = max((period.until - last).days - 1, 0) if period.until else 0
    found = {}
    for row in world.ask("silent_providers", since=None):
        days = row["days_silent"] - beyond
        is_rare = exp(-row["rate"] * days) * len(world.archive.providers) < 0.5
        is_recent = period.since is None or row["last_seen"].date() >= period.since - timedelta(
            days=28
        )
        if is_rare and is_recent:
            found[world.label(row["provider_domain"])] = (row, days)
    return found


@holds(r"No provider of five articles or more has been silent for longer than chance explains\.")
def _none_silent(world: World, said: Words) -> bool:
    return not silent(world)


@holds(
    rf"(?P<names>{WHO} \([^)]+\)( and {WHO} \([^)]+\))?) (has|have) been silent for longer than chance explains\."
)
def _named_silent(world: World, said: Words) -> bool:
    found = silent(world)
    parts = re.findall(
        rf"([^()]+?) \(([\d,]+) articles?, the last on ({DAY})[^)]*\)(?: and )?", said["names"]
    )
    return len(parts) == len(found) and all(
        found[name][0]["articles"] == whole(n) and found[name][0]["last_seen"].date() == day_of(day)
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
    return list(found) == [said["name"]] and found[said["name"]][0]["last_seen"].date() == day_of(
        said["day"]
    )


@holds(rf"(?P<name>.+?) has been silent for (?P<days>{N}) days?$")
def _silence_headline(world: World, said: Words) -> bool:
    found = silent(world)
    return said["name"] in found and found[said["name"]][1] == whole(said["days"])
