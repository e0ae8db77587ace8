"""The sentences of the quality report."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from database.recomputation.measures import quantile

from .claims import claimed
from .coverage_said import UNIT, N, called, top_of
from .grammar import ESTIMATE, estimated, holds, percent, printed, whole

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]
Q = r"[\d,.]+"
PART = rf"(?P<part>All|Half of|\d+% of) (?P<scored>{N}) scored articles?"


@holds(
    r"(Distribution of quality|Quality by provider and topic|The line of publication|Quality and heat|Leads of stories|Change of the mean|Missing fields|Documents of the archive|Quality by (provider|topic)|Scored articles by quality|Mean quality by provider and topic|Heat of heads of stories, as stored and as expected|Largest effects of providers on the change of the mean|Documents with faults in the whole archive, by kind|Quarantined documents)$"
)
@holds(
    r"(A random 300 of the heads with related items\.|Blank: fewer than five scored articles\.|Dark: where the line of publication is\.|Heads with related items(, 300 at most)?\.|The providers with the most articles, ten at most, five articles at least\.|Shaded: from the 10th to the 90th percentile\. Not drawn: a (day|week|month) with fewer than five scored articles\.|The providers with the most scored articles, 15 at most, five articles at least\. Stroke: median; dot: mean; line: from the 10th to the 90th percentile\.|Topics with five or more scored articles, 15 at most\. An article counts under each of its topics\.|A median of few articles is uncertain: n is the number of articles\.|Quality is a score without an upper limit, not a percentage\.)"
)
def _title(world: World, said: Words) -> bool:
    return True


def median(scores: list[int]) -> float | None:
    return quantile(scores, Fraction(1, 2))


@holds(rf"None of (?P<n>{N}) articles? in this period has a score, so quality can’t be measured\.")
def _no_score(world: World, said: Words) -> bool:
    return whole(said["n"]) == len(world.articles) and not world.scores


@holds(r"(?P<which>The only article|Every article) of this period is scored\.")
def _all_scored(world: World, said: Words) -> bool:
    n = len(world.articles)
    return len(world.scores) == n and (n == 1) == (said["which"] == "The only article")


@holds(
    rf"Of (?P<n>{N}) articles in this period, (?P<m>{N}) (has|have) no score yet\. The figures of quality exclude (it|them)\."
)
def _unscored(world: World, said: Words) -> bool:
    n = len(world.articles)
    return (whole(said["n"]), whole(said["m"])) == (n, n - len(world.scores))


@holds(rf"{PART} (has|have) quality (?P<median>{Q}) or more$")
@holds(
    rf"{PART} have (a quality of )?(?P<median>{Q}) or more( \(the median is (?P<change>[+−±\d.,]+) on the period before\))?(;|, and) the range from the 10th to the 90th percentile is (?P<low>{Q}) to (?P<high>{Q})\."
)
def _distribution(world: World, said: Words) -> bool:
    scores = world.scores
    middle = median(scores)
    above = sum(score >= middle for score in scores)
    right = (
        whole(said["scored"]) == len(scores)
        and printed(middle, said["median"])
        and part_holds(said["part"], above, len(scores))
    )
    if said.get("low"):
        right = (
            right
            and printed(quantile(scores, Fraction(1, 10)), said["low"])
            and printed(quantile(scores, Fraction(9, 10)), said["high"])
        )
    if said.get("change"):
        before = sorted(row["quality"] for row in world.before if row["quality"] is not None)
        right = right and printed(middle - median(before), said["change"])
    return right


def part_holds(part: str, count: int, of: int) -> bool:
    """Whether a part is as it is written: all, exactly half, or a percentage."""
    if part == "All":
        return count == of
    if part == "Half of":
        return 2 * count == of
    return percent(count / of, part.split(maxsplit=1)[0])


def medians(world: World) -> dict[str, float]:
    """The medians of the days, weeks or months of five scored articles."""
    rows = world.ask("quality_by_date", bucket=world.bucket, min_articles=5)
    known = [row for row in rows if row["date"] is not None and row["median"] is not None]
    return {called(row["date"], world.bucket): row["median"] for row in known}


@holds(
    rf"By {UNIT}( \(the (?P<n>{N}) of (?P<of>{N}) with five or more scored articles\))?, the median was between (?P<low>{Q})( \((?P<worst>(\d|the week|[A-Z][a-z]+ \d{{4}}).*?)\))? and (?P<high>{Q})( \((?P<best>.+?)\))?\."
)
@holds(rf"By {UNIT}, the median was between (?P<low>{Q}) and (?P<high>{Q})$")
def _medians(world: World, said: Words) -> bool:
    found = medians(world)
    low, high = min(found.values()), max(found.values())
    right = (
        said["unit"] == world.bucket and printed(low, said["low"]) and printed(high, said["high"])
    )
    for name, value in (("worst", low), ("best", high)):
        if said.get(name):
            right = right and [day for day in found if found[day] == value] == [said[name]]
    return right and (not said.get("n") or whole(said["n"]) == len(found))


@holds(
    rf"By {UNIT}( \(the (?P<n>{N}) of (?P<of>{N}) with five or more scored articles\))?, the median was always (?P<median>{Q})\."
)
@holds(rf"The median was (?P<median>{Q}) on every {UNIT} with five scores$")
def _same_median(world: World, said: Words) -> bool:
    found = set(medians(world).values())
    return len(found) == 1 and printed(found.pop(), said["median"])


def groups(world: World, what: str) -> dict[str, Row]:
    """The groups in the chart: the 15 with the most scored articles, five at least."""
    rows = world.ask(f"quality_by_{what}", min_articles=5)
    key = "provider_domain" if what == "provider" else "topic"
    ranked = sorted(rows, key=lambda row: (-row["n"], row[key] is None, row[key] or ""))[:15]
    return {(world.label(row[key]) if what == "provider" else row[key]): row for row in ranked}


EXTREME = (
    r"(?P<{0}>.+?) (has|have) the {1}, (?P<{0}_median>[\d,.]+?( \([\d,.]+–[\d,.]+\))?)"
    r"( over (?P<{0}_n>[\d,]+) articles?)?"
)


@holds(
    rf"Among the (?P<n>{N}) (?P<what>provider|topic)s in the chart, "
    + EXTREME.format("best", "highest median")
    + ", and "
    + EXTREME.format("worst", "lowest")
    + r"\."
    + r"(?= |$)"
)
def _extremes(world: World, said: Words) -> bool:
    found = groups(world, said["what"])
    values = [row["median"] for row in found.values()]
    return len(found) == whole(said["n"]) and all(
        _extreme(said, name, value, found)
        for name, value in (("best", max(values)), ("worst", min(values)))
    )


def _extreme(said: Words, name: str, value: float, found: dict[str, Row]) -> bool:
    holders = [label for label, row in found.items() if row["median"] == value]
    median = said[f"{name}_median"]
    if said[f"{name}_n"] is None:
        return printed(value, median) and said[name] == f"{len(holders)} {said['what']}s"
    right = holders == [said[name]] and found[said[name]]["n"] == whole(said[f"{name}_n"])
    return right and _median(found[said[name]], median)


def _median(row: Row, words: str) -> bool:
    return estimated(row["median"], row["median_low"], row["median_high"], words)


@holds(
    rf"Among the (?P<n>{N}) (?P<what>provider|topic)s in the chart, all have a median of (?P<median>{Q}?)\.(?= |$)"
)
@holds(rf"The median of each of (?P<n>{N}) (?P<what>provider|topic)s is (?P<median>{Q})$")
def _all_equal(world: World, said: Words) -> bool:
    found = groups(world, said["what"])
    values = {row["median"] for row in found.values()}
    return (
        len(found) == whole(said["n"])
        and len(values) == 1
        and printed(values.pop(), said["median"])
    )


@holds(
    rf"Medians of (?P<n>{N}) (?P<what>provider|topic)s lie between (?P<low>{Q}) and (?P<high>{Q})$"
)
def _range(world: World, said: Words) -> bool:
    values = [row["median"] for row in groups(world, said["what"]).values()]
    return (
        len(values) == whole(said["n"])
        and printed(min(values), said["low"])
        and printed(max(values), said["high"])
    )


@holds(rf"(?P<name>.+?) has the highest median, (?P<median>{Q})$")
def _highest(world: World, said: Words) -> bool:
    for what in ("provider", "topic"):
        found = groups(world, what)
        if said["name"] in found:
            value = found[said["name"]]["median"]
            values = [row["median"] for row in found.values()]
            return top_of(values) == (value, 1) and printed(value, said["median"])
    return False


@holds(
    rf"Only (?P<what>the topic )?(?P<name>.+?) has five or more scored articles; their median is (?P<median>{Q}?( \([\d,.]+–[\d,.]+\))?)\.(?= |$)"
)
def _only(world: World, said: Words) -> bool:
    found = groups(world, "topic" if said["what"] else "provider")
    return list(found) == [said["name"]] and _median(found[said["name"]], said["median"])


@holds(r"No provider has five scored articles in this period, so none is compared\.")
def _none_compared(world: World, said: Words) -> bool:
    return not groups(world, "provider")


def span_holds(row: Row, said: Words) -> bool:
    """Whether the places that chance explains are what is written."""
    if said["low"] is None:
        return row["rank_low"] == row["rank_high"]
    return (row["rank_low"], row["rank_high"]) == (whole(said["low"]), whole(said["high"]))


@holds(
    rf"By mean quality, (?P<name>.+?) is first of (?P<of>{N}) providers(?P<span>, beyond chance|, and chance explains places (?P<low>{N}) to (?P<high>{N}))\.(?= |$)"
)
def _first_place(world: World, said: Words) -> bool:
    rows = world.ask("quality_ranks")
    first = [row for row in rows if row["rank"] == 1]
    return (
        whole(said["of"]) == len(rows) >= 3
        and [world.label(row["provider_domain"]) for row in first] == [said["name"]]
        and span_holds(first[0], said)
    )


@holds(r"No provider’s mean quality is clearly above or below that of all others\.")
def _none_apart(world: World, said: Words) -> bool:
    return not claimed(world, "ranks")


@holds(
    r"Mean quality is clearly (?P<how>above|below) that of all others for (?P<parts>.+?(\)|more|\d))\.(?= Mean| By| No| Among| A |$)"
)
def _apart(world: World, said: Words) -> bool:
    found = {
        world.label(row["provider_domain"]): row
        for row in claimed(world, "ranks")
        if (row["difference"] > 0) == (said["how"] == "above")
    }
    parts = re.findall(rf"(?:^|, | and )(.+?) with ({ESTIMATE})(?=, | and |$)", said["parts"])
    more = re.search(r" and (\d+) more$", said["parts"])
    return len(parts) + int(more[1] if more else 0) == len(found) and all(
        estimated(found[name]["mean"], found[name]["low"], found[name]["high"], words)
        for name, words in parts
    )


@holds(
    rf"(?P<name>.+?) has mean quality (?P<own>{Q}), (?P<how>above|below) (?P<others>{Q}) for others$"
)
def _apart_headline(world: World, said: Words) -> bool:
    found = {world.label(row["provider_domain"]): row for row in claimed(world, "ranks")}
    named = [found[said["name"]]] if said["name"] in found else list(found.values())
    return any(
        printed(row["mean"], said["own"])
        and printed(row["others_mean"], said["others"])
        and (row["difference"] > 0) == (said["how"] == "above")
        for row in named
    )
