"""The sentences of the provider report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .claims import claimed, tested
from .coverage_said import UNIT, N, called, top_of
from .grammar import ESTIMATE, estimated, holds, percent, printed, share_estimated, whole
from .quality_said import Q, median, part_holds, span_holds
from .stories_said import lags

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]
TITLE = r"(Report number \d+ on matter \d+|without a title)"


@holds(
    r"(Topics and quality|Speed and originality|Share of its articles by topic, and of all others’|Quality of its articles and of all others’|Quality of the providers next to it by rank|Line: 95 % interval\.|Stroke: median; dot: mean; line: from the 10th to the 90th percentile\.|All others|Its own)$"
)
def _title(world: World, said: Words) -> bool:
    return True


@holds(
    rf"(?P<name>.+?)( \((?P<domain>\S+)\))? has (?P<n>{N}) articles? in this period(: (place (?P<place>{N}) of (?P<of>{N}) providers|it shares place (?P<shared>{N}) with (?P<others>{N}) others?, of (?P<all>{N}) providers)(, with (?P<share>\d+%) of all articles)?)?\.(?= |$)"
)
def _place(world: World, said: Words) -> bool:
    counts: dict[str, int] = {}
    for row in world.articles:
        if row["provider_domain"] is not None:
            counts[row["provider_domain"]] = counts.get(row["provider_domain"], 0) + 1
    own = counts[world.each]
    place = 1 + sum(count > own for count in counts.values())
    equals = list(counts.values()).count(own) - 1
    right = whole(said["n"]) == own and said["name"] == world.label(world.each)
    if said["place"]:
        right = (
            right
            and (place, equals) == (whole(said["place"]), 0)
            and len(counts) == whole(said["of"])
        )
    if said["shared"]:
        right = right and (place, equals) == (whole(said["shared"]), whole(said["others"]))
        right = right and len(counts) == whole(said["all"])
    return right and (said["share"] is None or percent(own / len(world.articles), said["share"]))


def topics(rows: list[Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        for topic in set(row["topics"]):
            found[topic] = found.get(topic, 0) + 1
    return found


@holds(
    rf"Its largest topic is (?P<topic>.+?), with (?P<n>{N}) articles?(: (?P<share>\d+%) of its articles, against (?P<others>\d+%) for all others)?\."
)
def _largest(world: World, said: Words) -> bool:
    found = topics(world.own)
    most, holders = top_of(list(found.values()))
    right = holders == 1 and found[said["topic"]] == whole(said["n"]) == most
    if said["share"] is None:
        return right
    others = [row for row in world.articles if row["provider_domain"] != world.each]
    elsewhere = topics(others).get(said["topic"], 0) / len(others)
    return (
        right
        and percent(most / len(world.own), said["share"])
        and percent(elsewhere, said["others"])
    )


@holds(r"Its only topic is (?P<topic>.+?)\.")
def _only(world: World, said: Words) -> bool:
    return list(topics(world.own)) == [said["topic"]]


@holds(r"None of them has a topic\.")
def _none(world: World, said: Words) -> bool:
    return not topics(world.own)


@holds(rf"Its busiest {UNIT} was (?P<day>.+?), with (?P<n>{N}): ?\.")
def _busiest(world: World, said: Words) -> bool:
    counts = world.by_date(world.own)
    most, holders = top_of(list(counts.values()))
    days = [called(day, world.bucket) for day, count in counts.items() if count == most]
    return holders == 1 and days == [said["day"]] and whole(said["n"]) == most


@holds(rf"No {UNIT} had more than (?P<n>{N}) of its articles: ?\.")
def _no_busiest(world: World, said: Words) -> bool:
    most, holders = top_of(list(world.by_date(world.own).values()))
    return whole(said["n"]) == most and holders > 1


def scores(world: World) -> tuple[list[int], list[int]]:
    """The scores of its own articles, and of all others."""
    own = [row["quality"] for row in world.own if row["quality"] is not None]
    others = [
        row["quality"]
        for row in world.articles
        if row["provider_domain"] != world.each and row["quality"] is not None
    ]
    return own, others


@holds(r"None of its articles is scored yet\.")
def _unscored(world: World, said: Words) -> bool:
    return not scores(world)[0]


@holds(rf"(?P<n>{N}) scored articles? (is|are) too few to compare\.")
def _few(world: World, said: Words) -> bool:
    return whole(said["n"]) == len(scores(world)[0]) < 5


@holds(
    rf"(?P<part>All|Half of|\d+% of) (?P<scored>{N}) scored articles? have (?P<median>{Q}) or more; too few other articles are scored to compare\."
)
def _alone(world: World, said: Words) -> bool:
    own, others = scores(world)
    middle = median(own)
    above = sum(score >= middle for score in own)
    return (
        len(own) == whole(said["scored"])
        and len(others) < 5
        and printed(middle, said["median"])
        and part_holds(said["part"], above, len(own))
    )


@holds(
    rf"The mean quality of its (?P<n>{N}) scored articles is (?P<own>{ESTIMATE}), that of all others (?P<others>{Q}): (?P<verdict>they are of too few stories to compare|the difference is not clear, (?P<apart>{ESTIMATE})|clearly (?P<how>better|worse), by (?P<by>{ESTIMATE}))\.(?= |$)"
)
def _means(world: World, said: Words) -> bool:
    (row,) = (row for row in world.ask("quality_ranks") if row["provider_domain"] == world.each)
    own, others = scores(world)
    ends = row["difference_low"], row["difference_high"]
    right = (
        len(own) == whole(said["n"])
        and len(others) >= 5
        and estimated(row["mean"], row["low"], row["high"], said["own"])
        and printed(row["others_mean"], said["others"])
    )
    if said["how"]:
        low, high = sorted(map(abs, ends))
        right = right and (row["difference"] > 0) == (said["how"] == "better")
        right = right and estimated(abs(row["difference"]), low, high, said["by"])
    elif said["apart"]:
        right = right and bool(tested(world, "standing"))
        right = right and estimated(row["difference"], *ends, said["apart"])
    else:
        right = right and not tested(world, "standing")
    return right and bool(claimed(world, "standing")) == bool(said["how"])


@holds(rf"Its mean quality is (?P<own>{Q}), others’ (?P<others>{Q}): no clear difference$")
@holds(rf"Its mean quality is (?P<own>{Q}), (?P<how>above|below) (?P<others>{Q}) for all others$")
def _mean_headline(world: World, said: Words) -> bool:
    (row,) = (row for row in world.ask("quality_ranks") if row["provider_domain"] == world.each)
    clear = claimed(world, "standing")
    return (
        printed(row["mean"], said["own"])
        and printed(row["others_mean"], said["others"])
        and bool(clear) == ("how" in said)
        and (not clear or (row["difference"] > 0) == (said["how"] == "above"))
    )


@holds(
    rf"By mean quality it has place (?P<rank>{N}) of (?P<of>{N}) providers(?P<span>, beyond chance|, and chance explains places (?P<low>{N}) to (?P<high>{N}))\.(?= |$)"
)
def _place_by_quality(world: World, said: Words) -> bool:
    rows = world.ask("quality_ranks")
    (row,) = (row for row in rows if row["provider_domain"] == world.each)
    return (
        whole(said["rank"]) == row["rank"]
        and whole(said["of"]) == len(rows) >= 3
        and span_holds(row, said)
    )


@holds(rf"It is {TITLE} \((?P<one>{N})\)\.")
@holds(rf"All of them have a quality of (?P<one>{N})\.")
def _one_score(world: World, said: Words) -> bool:
    return set(scores(world)[0]) == {whole(said["one"])}


@holds(rf"The best is {TITLE} \((?P<best>{N})\), the weakest {TITLE} \((?P<worst>{N})\)\.")
def _extremes(world: World, said: Words) -> bool:
    own = scores(world)[0]
    return (max(own), min(own)) == (whole(said["best"]), whole(said["worst"]))


def lag(world: World) -> Row | None:
    return next((row for row in lags(world) if row["provider_domain"] == world.each), None)


@holds(r"It shares no story of this period with another provider\.")
def _no_lag(world: World, said: Words) -> bool:
    return lag(world) is None


@holds(
    rf"It shares (?P<n>{N}) stor(y|ies) with others and was first in (?P<firsts>none|{N}), too few to measure its speed\."
)
@holds(
    rf"Of (?P<n>{N}) stor(y|ies) that it shares with others, it was first in (?P<firsts>none|{N})(, (?P<share>\d+%( \(\d+–\d+%\))?))?; in random order it would be first in (?P<usual>[\d,.]+?)\.(?= |$)"
)
def _firsts(world: World, said: Words) -> bool:
    row = lag(world)
    share = said.get("share")
    return (row["stories"], row["firsts"]) == (whole(said["n"]), whole(said["firsts"])) and (
        (share is None or share_estimated(row, "first_share", share))
        and ("usual" not in said or printed(row["expected_firsts"], said["usual"]))
    )


@holds(
    r"Its median delay is (?P<p50>[\d.,]+) hours?( \((?P<low>[\d.,]+)–(?P<high>[\d.,]+)\))?; the 90th percentile is (?P<p90>[\d.,]+) hours?\."
)
def _delay(world: World, said: Words) -> bool:
    row = lag(world)
    ends = [said[name] for name in ("low", "high") if said[name] is not None]
    written = " ".join([said["p50"], *ends])
    right = estimated(row["p50"], row["p50_low"], row["p50_high"], written)
    return right and printed(row["p90"], said["p90"])


@holds(
    rf"Of the (?P<n>{N}) other providers with five shared stories or more, (?P<quicker>none|{N}) (has|have) a shorter median delay\."
)
def _quicker(world: World, said: Words) -> bool:
    enough = lags(world, 5)
    own = lag(world)["p50"]
    return (len(enough) - 1, sum(row["p50"] < own for row in enough)) == (
        whole(said["n"]),
        whole(said["quicker"]),
    )


def covered(world: World) -> tuple[int, int, int]:
    """The stories it is in, those of it alone, and the shared ones in which it has the best item."""
    in_period = {story["story_id"]: story for story in world.stories}
    items = [
        row
        for row in world.archive.story_items
        if row["story_id"] in in_period and row["provider_domain"] == world.each
    ]
    mine = {row["story_id"] for row in items}
    alone = {story for story in mine if in_period[story]["providers"] == 1}
    best = {row["story_id"] for row in items if row["rank"] == 1} - alone
    return len(mine), len(alone), len(best)


@holds(r"It has no item in the stories that began in this period\.")
def _nowhere(world: World, said: Words) -> bool:
    return covered(world)[0] == 0


@holds(
    rf"It covers (?P<n>{N}) stor(y|ies) of those that began in this period, (alone|all of them alone)\."
)
def _all_alone(world: World, said: Words) -> bool:
    n, alone, _ = covered(world)
    return whole(said["n"]) == n == alone


@holds(
    rf"It covers (?P<n>{N}) stor(y|ies) of those that began in this period: (?P<alone>none|{N}) of them alone, and in (?P<best>none|{N}) of the (?P<shared>{N}) others? it has the best item\."
)
def _covers(world: World, said: Words) -> bool:
    n, alone, best = covered(world)
    return (n, alone, best, n - alone) == tuple(
        whole(said[name]) for name in ("n", "alone", "best", "shared")
    )


@holds(
    r"None of its items ran the same text as an earlier item of another provider, and no other provider ran its text later(, in the last 31 days)?\."
)
def _no_copies(world: World, said: Words) -> bool:
    return True  # each text of a random archive is its own


@holds(rf"(?P<n>{N}) articles? (is|are) too few to measure missing fields\.")
def _few_fields(world: World, said: Words) -> bool:
    return whole(said["n"]) == len(world.own) < 10


@holds(
    r"Of its articles, (?P<a>\d+%) have an image \(all providers: (?P<b>\d+%)\), (?P<c>\d+%) an excerpt \((?P<d>\d+%)\) and (?P<e>\d+%) a score \((?P<f>\d+%)\)\."
)
def _fields(world: World, said: Words) -> bool:
    has = (
        lambda row: row["image_count"] > 0,
        lambda row: row["excerpt"] is not None,
        lambda row: row["quality"] is not None,
    )
    shares = [
        sum(map(each, rows)) / len(rows) for each in has for rows in (world.own, world.articles)
    ]
    return all(percent(share, said[name]) for share, name in zip(shares, "abcdef", strict=True))
