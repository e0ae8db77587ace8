"""The sentences on publication, heat, leads, the change of the mean and what is missing."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from database.recomputation.chance import story_of_articles
from database.recomputation.inference import wilson
from database.recomputation.sampled import by_story, ends, share_interval

from .claims import claimed, tested
from .coverage_said import N, top_of
from .grammar import ESTIMATE, estimated, holds, percent, printed, share_estimated, whole
from .quality_said import Q

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]


def line(world: World) -> tuple[int, int, int, int]:
    """The line, where it ends, and the articles on either wrong side."""
    rows = world.ask("publication_by_quality")
    below, above = (
        sum(row[name] for row in rows) for name in ("published_below", "unpublished_above")
    )
    return rows[0]["line"], rows[0]["line_to"], below, above


WHERE = r"(?P<where>between (?P<from>\d+) and (?P<to>\d+)|a quality of (?P<one>\d+))"


@holds(
    r"The line of publication is (between (?P<from>\d+) and (?P<to>\d+)|(?P<one>\d+))(, with (?P<n>no|[\d,]+) exceptions?)?$"
)
@holds(rf"The line that best separates published from other articles is {WHERE}\.")
@holds(rf"By archive, it is {WHERE} in .+?\.")
def _line(world: World, said: Words) -> bool:
    first, last, below, above = line(world)
    written = (
        (whole(said["one"]), whole(said["one"]))
        if said["one"]
        else (whole(said["from"]), whole(said["to"]))
    )
    n = said.get("n")
    return (first, last) == written and (n is None or whole(n) == below + above)


@holds(r"Each whole number in this interval separates them equally well\.")
def _interval(world: World, said: Words) -> bool:
    first, last, *_ = line(world)
    return first < last


def decided(world: World) -> list[Row]:
    return [
        row for row in world.articles if row["quality"] is not None and row["published"] is not None
    ]


@holds(rf"(?P<which>None|All) of (?P<n>{N}) scored articles (is|are) published\.")
def _one_sided(world: World, said: Words) -> bool:
    rows = decided(world)
    published = sum(row["published"] for row in rows)
    return len(rows) == whole(said["n"]) and published == (
        len(rows) if said["which"] == "All" else 0
    )


@holds(r"No article is on the wrong side of it\.")
def _none_wrong(world: World, said: Words) -> bool:
    return line(world)[2:] == (0, 0)


@holds(
    rf"Below it, (?P<below>none|{N}) (is|are) published; from the line up, (?P<above>none|{N}) (is|are) not"
    rf"(?P<why>, (?P<some>{N}) of them because (it is not the head of its story|they are not the heads of their stories)|, and it is not the head of its story|, and none of these is the head of its story)?\."
)
def _wrong(world: World, said: Words) -> bool:
    first, _, below, above = line(world)
    followers = sum(
        row["quality"] >= first and not row["published"] and row["heat"] == -1
        for row in decided(world)
    )
    expected = followers if said["some"] is None else whole(said["some"])
    if said["why"] is None:
        expected = 0
    elif said["some"] is None:
        expected = above
    return (below, above) == (whole(said["below"]), whole(said["above"])) and followers == expected


@holds(
    rf"Among the heads of stories, the line has no exception: nothing up to (?P<high>{N}) is published, and everything from (?P<low>{N}) is\."
)
def _heads(world: World, said: Words) -> bool:
    heads = [row for row in decided(world) if row["heat"] is not None and row["heat"] != -1]
    high, low = whole(said["high"]), whole(said["low"])
    return high < low and all(
        row["published"] == (row["quality"] >= low) and not high < row["quality"] < low
        for row in heads
    )


def verdicts(world: World) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in world.ask("heat_audit", only_off=False):
        found.setdefault(row["verdict"], []).append(row)
    return found


@holds(rf"Heat is as expected for (?P<n>all|none of|{N} of) (?P<of>{N}) heads$")
@holds(
    rf"That holds for (?P<n>none|{N}) of (?P<of>{N}) heads?; (?P<off>{N}) differs?, by (?P<by>{N})( at most)?\."
)
def _heats(world: World, said: Words) -> bool:
    found = verdicts(world)
    right, off = found.get("as expected", []), found.get("off", [])
    of = whole(said["of"])
    n = of if said["n"] == "all" else whole(said["n"].split()[0])
    fits = (n, of) == (len(right), len(right) + len(off))
    if "off" not in said:
        return fits
    largest = max(abs(row["difference"]) for row in off)
    return fits and whole(said["off"]) == len(off) and whole(said["by"]) == largest


@holds(r"The expected heat of a story’s head is its quality plus 10 for each related item\.")
def _rule(world: World, said: Words) -> bool:
    return True


@holds(rf"That holds for (the one head|all (?P<n>{N}) heads)\.")
def _all_heats(world: World, said: Words) -> bool:
    found = verdicts(world)
    n = 1 if said["n"] is None else whole(said["n"])
    return len(found.get("as expected", [])) == n and not found.get("off")


def places(world: World, rows: list[Row]) -> list[list[Row]]:
    """The articles known to be published or not: the heads, and their followers."""
    known = [row for row in rows if row["published"] is not None]
    return [[row for row in known if (row["heat"] == -1) == held] for held in (False, True)]


def passed(rows: list[Row]) -> int:
    return sum(row["published"] for row in rows)


@holds(
    rf"Of (?P<heads>{N}) heads? of stories, (?P<head>\d+%( \(\d+–\d+%\))?) (is|are) published; of (?P<followers>{N}) followers?, (?P<follower>\d+%( \(\d+–\d+%\))?)\.(?= |$)"
)
def _places(world: World, said: Words) -> bool:
    right, story = True, story_of_articles(world.archive)
    for rows, name in zip(places(world, world.articles), ("head", "follower"), strict=True):
        share, *ends = re.findall(r"\d+", said[name])
        interval = share_interval(by_story(story, rows, "published"))
        known = [end for end in interval if end is not None]
        right = right and len(rows) == whole(said[f"{name}s"]) >= 20 and len(ends) == len(known)
        shares = zip((passed(rows) / len(rows), *known), (share, *ends), strict=True)
        right = right and all(percent(value, words) for value, words in shares)
    return right


@holds(
    r"The share of both together (?P<total>fell|rose) from (?P<before>[\d.]+%) to (?P<now>[\d.]+%), though it (?P<part>fell|rose) among heads \(from (?P<head_before>[\d.]+%) to (?P<head>[\d.]+%)\) and among followers \(from (?P<follower_before>[\d.]+%) to (?P<follower>[\d.]+%)\)\. Followers were (?P<were>\d+%) of these articles, and are (?P<are>\d+%) now\.(?= |$)"
)
def _against_both(world: World, said: Words) -> bool:
    sides = places(world, world.articles), places(world, world.before)
    shares = [[passed(rows) / len(rows) for rows in (*side, side[0] + side[1])] for side in sides]
    (head, follower, now), (head_before, follower_before, before) = shares
    names = ("head", "follower", "now", "head_before", "follower_before", "before")
    return (
        all(percent(share, said[name]) for share, name in zip(chain(*shares), names, strict=True))
        and said["total"] != said["part"]
        and (now > before) == (said["total"] == "rose")
        and (head > head_before) == (follower > follower_before) == (said["part"] == "rose")
        and percent(len(sides[1][1]) / sum(map(len, sides[1])), said["were"])
        and percent(len(sides[0][1]) / sum(map(len, sides[0])), said["are"])
    )


def choices(world: World) -> tuple[int, int]:
    rows = world.ask("lead_choice")
    return sum(row["leads"] for row in rows), sum(row["with_better"] for row in rows)


@holds(rf"(?P<n>{N}) of (?P<of>{N}) stories led with less than (its|their) best$")
@holds(
    rf"Of (?P<of>{N}) stories with a choice of scored items, (?P<n>{N}) led with less than (its|their) best(: (?P<share>\d+%( \(\d+–\d+%\))?))?\."
)
def _leads(world: World, said: Words) -> bool:
    leads, better = choices(world)
    share = said.get("share")
    all_leads = {"share": better / leads, **ends("share", wilson(better, leads))}
    return (whole(said["of"]), whole(said["n"])) == (leads, better) and (
        share is None or share_estimated(all_leads, "share", share)
    )


@holds(rf"All (?P<n>{N}) stories led with their best item$")
@holds(
    rf"(?P<n>{N}) stor(y|ies) had a choice of scored items; (it led with its best|all led with their best)\."
)
def _best_leads(world: World, said: Words) -> bool:
    return choices(world) == (whole(said["n"]), 0)


@holds(r"The one story with a choice of scored items led with less than its best\.")
def _one_lead(world: World, said: Words) -> bool:
    return choices(world) == (1, 1)


@holds(rf"The widest gap is (?P<gap>{N}), in a story that (?P<name>.+?) led\.")
def _widest(world: World, said: Words) -> bool:
    rows = world.ask("lead_choice")
    gap = max(row["max_gap"] for row in rows if row["max_gap"] is not None)
    holders = {world.label(row["provider_domain"]) for row in rows if row["max_gap"] == gap}
    return whole(said["gap"]) == gap and said["name"] in holders


def means(world: World) -> Row:
    """Both means and their change."""
    previous = world.period.previous
    given = {"previous_since": previous.since, "previous_until": previous.until}
    (row,) = world.ask("quality_change", **given)
    return row


@holds(rf"Mean quality went from (?P<before>{Q}) to (?P<now>{Q}): no clear change$")
@holds(rf"Mean quality (?P<how>rose|fell) from (?P<before>{Q}) to (?P<now>{Q})$")
def _means(world: World, said: Words) -> bool:
    row, clear = means(world), claimed(world, "means")
    return (
        printed(row["mean"], said["now"])
        and printed(row["previous_mean"], said["before"])
        and bool(clear) == ("how" in said)
        and (not clear or (row["change"] > 0) == (said["how"] == "rose"))
    )


@holds(
    rf"The mean quality was (?P<before>{ESTIMATE}) in (?P<previous>.+?) and is (?P<now>{ESTIMATE}) now\."
)
def _both_means(world: World, said: Words) -> bool:
    row = means(world)
    return estimated(row["mean"], row["low"], row["high"], said["now"]) and estimated(
        row["previous_mean"], row["previous_low"], row["previous_high"], said["before"]
    )


@holds(r"The scores are of too few stories to say whether that is a change\.")
def _untested(world: World, said: Words) -> bool:
    return not tested(world, "means")


@holds(rf"The difference is not clear: (?P<by>{ESTIMATE})\.(?= |$)")
def _not_moved(world: World, said: Words) -> bool:
    row = means(world)
    right = estimated(row["change"], row["change_low"], row["change_high"], said["by"])
    return right and bool(tested(world, "means")) and not claimed(world, "means")


@holds(rf"It clearly (?P<how>rose|fell), by (?P<by>{ESTIMATE})\.(?= |$)")
def _moved(world: World, said: Words) -> bool:
    (row,) = claimed(world, "means")
    low, high = sorted((abs(row["change_low"]), abs(row["change_high"])))
    right = estimated(abs(row["change"]), low, high, said["by"])
    return right and (row["change"] > 0) == (said["how"] == "rose")


@holds(
    r"The providers’ own means add (?P<within>[+−±\d.,]+) to the change, and their shares of the articles (?P<mix>[+−±\d.,]+?)\.(?= |$)"
)
def _mix(world: World, said: Words) -> bool:
    previous = world.period.previous
    rows = world.ask(
        "quality_change_decomposition",
        previous_since=previous.since,
        previous_until=previous.until,
    )
    return printed(sum(row["within_effect"] for row in rows), said["within"]) and printed(
        sum(row["mix_effect"] for row in rows), said["mix"]
    )


FIELDS = {
    "an image": lambda row: not row["image_count"],
    "an excerpt": lambda row: row["excerpt"] is None,
    "a score": lambda row: row["quality"] is None,
    "a topic": lambda row: not row["topics"],
}


@holds(
    rf"(?P<n>{N}) of (?P<of>{N}) articles? lacks? (?P<field>an image|an excerpt|a score|a topic)$"
)
def _most_missing(world: World, said: Words) -> bool:
    counts = {name: sum(map(lacks, world.articles)) for name, lacks in FIELDS.items()}
    return (
        top_of(list(counts.values())) == (whole(said["n"]), 1)
        and counts[said["field"]] == whole(said["n"])
        and whole(said["of"]) == len(world.articles)
    )


@holds(r"(The article has|Every article has) an image, an excerpt, a score and a topic\.")
def _nothing_missing(world: World, said: Words) -> bool:
    return not any(lacks(row) for lacks in FIELDS.values() for row in world.articles)


@holds(rf"Of (?P<of>{N}) articles?, (?P<parts>[\d,]+ lacks? .+?)\.")
def _missing(world: World, said: Words) -> bool:
    counts = {name: sum(map(lacks, world.articles)) for name, lacks in FIELDS.items()}
    parts = said["parts"].replace(" and ", ", ").split(", ")
    found = {part.split(" ", 2)[2]: whole(part.split()[0]) for part in parts}
    known = {name: count for name, count in counts.items() if count}
    return whole(said["of"]) == len(world.articles) and found == known


@holds(rf"(?P<n>None|{N}) of (?P<of>{N}) documents? were loaded$")
def _loaded(world: World, said: Words) -> bool:
    return (whole(said["n"]), whole(said["of"])) == (len(world.archive.articles), world.files)


@holds(rf"All (?P<of>{N}) documents were loaded$")
def _all_loaded(world: World, said: Words) -> bool:
    return whole(said["of"]) == world.files == len(world.archive.articles)


@holds(
    rf"In the whole archive, (?P<of>{N}) documents? (was|were) seen and (?P<n>{N}) loaded; none was quarantined, and none skipped\."
)
def _seen(world: World, said: Words) -> bool:
    return whole(said["of"]) == whole(said["n"]) == world.files == len(world.archive.articles)


@holds(r"No document has a fault\.")
def _no_fault(world: World, said: Words) -> bool:
    return True  # a random archive has none
