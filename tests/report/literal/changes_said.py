"""The sentences on topics and providers that moved, and on shares that changed."""

from __future__ import annotations

import re
from math import sqrt
from typing import TYPE_CHECKING

from .coverage_said import N
from .grammar import holds, percent, printed, whole

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]


def topics(world: World) -> list[Row]:
    if world.period.since is None:
        return []
    return [row for row in world.ask("topic_momentum") if row["baseline_periods"] >= 3]


@holds(r"Too little data precedes this period to say how many articles are usual by topic\.")
def _no_topics(world: World, said: Words) -> bool:
    return not topics(world)


@holds(r"No topic has clearly more articles than usual, and none clearly fewer\.")
def _no_moved_topic(world: World, said: Words) -> bool:
    return not any(row["score"] >= 3 or row["score"] <= -2.5 for row in topics(world))


@holds(r"Topics with clearly (?P<how>more|fewer) articles than usual: (?P<parts>.+?\))\.")
def _moved_topics(world: World, said: Words) -> bool:
    found = {row["topic"]: row for row in topics(world)}
    parts = re.findall(r"(?:^|, | and )([^,()]+?) \(([\d,]+); usually ([\d,]+)\)", said["parts"])
    return bool(parts) and all(
        found[name]["articles"] == whole(n)
        and printed(found[name]["baseline"], usually)
        and (found[name]["score"] >= 3 if said["how"] == "more" else found[name]["score"] <= -2.5)
        for name, n, usually in parts
    )


@holds(rf"(?P<topic>.+?) had (?P<n>{N}) articles?, where (?P<usual>{N}) are usual$")
def _topic_headline(world: World, said: Words) -> bool:
    found = {row["topic"]: row for row in topics(world)}
    row = found.get(said["topic"])
    return (
        row is not None
        and row["articles"] == whole(said["n"])
        and printed(row["baseline"], said["usual"])
    )


def changes(world: World, by: str = "provider") -> list[Row]:
    previous = world.period.previous
    if previous is None:
        return []
    return world.ask(
        "compare_periods", by=by, previous_since=previous.since, previous_until=previous.until
    )


def provider_scores(world: World) -> dict[str, tuple[Row, float]]:
    return {
        world.label(row["group_key"]): (
            row,
            (row["articles"] - row["previous_articles"])
            / sqrt(row["articles"] + row["previous_articles"] + 1),
        )
        for row in changes(world)
        if row["group_key"] is not None
    }


@holds(r"The period before has no articles to compare providers with\.")
def _none_before(world: World, said: Words) -> bool:
    return not [row for row in world.before if row["provider_domain"] is not None]


@holds(r"No provider has clearly more or fewer articles than in the period before\.")
def _no_moved_provider(world: World, said: Words) -> bool:
    return all(abs(score) < 3 for _, score in provider_scores(world).values())


@holds(
    r"Providers with clearly (?P<how>more|fewer) articles than in the period before: (?P<parts>.+?\))\."
)
def _moved_providers(world: World, said: Words) -> bool:
    found = provider_scores(world)
    parts = re.findall(r"(?:^|, | and )([^,()]+?) \(([\d,]+); before ([\d,]+)\)", said["parts"])
    return bool(parts) and all(
        (found[name][0]["articles"], found[name][0]["previous_articles"]) == (whole(n), whole(m))
        and (found[name][1] >= 3) == (said["how"] == "more")
        for name, n, m in parts
    )


@holds(rf"(?P<name>.+?) had (?P<n>{N}) articles?, (before )?(?P<m>{N})( in the period before)?$")
def _provider_headline(world: World, said: Words) -> bool:
    found = provider_scores(world)
    if said["name"] not in found:
        return False
    row, score = found[said["name"]]
    return (row["articles"], row["previous_articles"]) == (
        whole(said["n"]),
        whole(said["m"]),
    ) and abs(score) >= 3


@holds(
    r"(?P<now>.+?) has the most articles(, as in the period before|; in the period before it was (?P<then>.+?))\.(?= |$)"
)
def _leader(world: World, said: Words) -> bool:
    rows = changes(world)
    now = [world.label(row["group_key"]) for row in rows if row["rank"] == 1]
    then = [world.label(row["group_key"]) for row in rows if row["previous_rank"] == 1]
    return now == [said["now"]] and then == [said["then"] or said["now"]]


@holds(r"New in the top ten: (?P<parts>.+?\))( and (?P<more>\d+) more)?\.(?= |$)")
def _climbers(world: World, said: Words) -> bool:
    rows = {world.label(row["group_key"]): row for row in changes(world)}
    new = {
        name
        for name, row in rows.items()
        if row["rank"] is not None and row["rank"] <= 10 and (row["previous_rank"] or 11) > 10
    }
    parts = re.findall(
        r"(?:^|, | and )([^,()]+?) \((no article|place [\d,]+) before\)", said["parts"]
    )
    right = all(
        name in new
        and rows[name]["previous_rank"]
        == (None if place == "no article" else whole(place.split()[1]))
        for name, place in parts
    )
    return right and len(parts) + whole(said["more"] or "none") == len(new)


def strengths(world: World, what: str) -> dict[str, tuple[float, float, float]]:
    """Each share then and now, and how many standard errors lie between."""
    now, before = len(world.articles), len(world.before)
    found = {}
    for row in changes(world, what):
        key = row["group_key"]
        if what == "topic" and key is None:
            continue
        pooled = (row["articles"] + row["previous_articles"]) / (now + before)
        shares = row["previous_articles"] / before, row["articles"] / now
        error = sqrt(pooled * (1 - pooled) * (1 / now + 1 / before))
        name = world.label(key) if what == "provider" else key
        found[name] = (*shares, (shares[1] - shares[0]) / error if error else 0.0)
    return found


@holds(r"No (?P<what>provider|topic)’s share( of the articles)? changed clearly\.")
def _no_change(world: World, said: Words) -> bool:
    return all(abs(each[2]) < 3 for each in strengths(world, said["what"]).values())


@holds(
    r"Among the (?P<what>provider|topic)s, (?P<parts>.+? clearly (gained share|lost share|rose|fell))\."
)
def _changes(world: World, said: Words) -> bool:
    found = strengths(world, said["what"])
    clear = [each for each in found.values() if abs(each[2]) >= 3]
    seen = 0
    for words, verb in re.findall(
        r"(.+?) clearly (gained share|lost share|rose|fell)(?:, and )?", said["parts"]
    ):
        named = re.findall(r"(?:^|, | and )([^,()]+?) \(from (\d+%) to (\d+%)\)", words)
        more = re.search(r"\) and (\d+) more$", words)
        seen += len(named) + (int(more[1]) if more else 0)
        for name, before, now in named:
            share = found[name]
            is_up = verb in {"gained share", "rose"}
            if not (
                percent(share[0], before)
                and percent(share[1], now)
                and (share[2] >= 3 if is_up else share[2] <= -3)
            ):
                return False
    return seen == len(clear)


@holds(
    r"(?P<name>.+?) (?P<how>rose|fell) from (?P<before>\d+%) to (?P<now>\d+%)( of all articles)?$"
)
def _share_headline(world: World, said: Words) -> bool:
    for what in ("provider", "topic"):
        share = strengths(world, what).get(said["name"])
        if share:
            return (
                percent(share[0], said["before"])
                and percent(share[1], said["now"])
                and (share[2] > 0) == (said["how"] == "rose")
            )
    return False
