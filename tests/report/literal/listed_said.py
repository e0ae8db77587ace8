"""The lists of articles on the pages of providers, and the stories that these missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .coverage_said import N
from .grammar import holds, whole
from .provider_said import TITLE

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]

FACTS = r"(?P<day>\d+ \w+ \d+)( \d\d:\d\d)?( · quality (?P<quality>−?[\d,]+))?"


def missed(world: World) -> list[Row]:
    return world.ask("missed_stories", provider=world.each, top=10**9)


@holds(
    r"(Its articles|Its newest articles|Its best articles|Its articles, the newest first|Stories that it missed, those of the most peers first|The biggest story, from its first item to its last)$"
)
def _title(world: World, said: Words) -> bool:
    return True


@holds(rf"(?P<title>{TITLE}|Without a title)$")
def _headline(world: World, said: Words) -> bool:
    titles = {row["title"] for row in world.own} | {row["title"] for row in missed(world)}
    return said["title"] in titles | {"Without a title"}


@holds(rf"{FACTS}$")
def _own_article(world: World, said: Words) -> bool:
    scores = {None if row["quality"] is None else row["quality"] for row in world.own}
    return (whole(said["quality"]) if said["quality"] else None) in scores


@holds(r"quality (?P<quality>−?[\d,]+)$")
def _undated_article(world: World, said: Words) -> bool:
    return whole(said["quality"]) in {row["quality"] for row in world.own}


@holds(rf"(?P<peers>{N}) of (?P<all>{N}) peers · {FACTS}$")
def _missed_story(world: World, said: Words) -> bool:
    found = {(row["peers"], row["of_peers"], row["quality"]) for row in missed(world)}
    quality = whole(said["quality"]) if said["quality"] else None
    return (whole(said["peers"]), whole(said["all"]), quality) in found


@holds(rf"It missed (?P<n>{N}) stor(y|ies) that three peers or more had$")
@holds(
    rf"At least three of its peers had (?P<n>{N}) stor(y|ies) that it has no item of\. A peer has three stories or more in common with it\."
)
def _missed_stories(world: World, said: Words) -> bool:
    return len(missed(world)) == whole(said["n"]) > 0
