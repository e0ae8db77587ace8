"""The sentences of the weekly report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .coverage_said import DAY, N, day_of
from .grammar import holds, printed, whole
from .publication_said import choices, decided, line

if TYPE_CHECKING:
    from .world import World

Words = dict[str, str]
TITLE = r"Report number \d+ on matter \d+"


@holds(
    r"(What moved|What needs a look|Top stories|Quality and topics|Topics that moved most, against the usual|Articles by topic, usually and now|Largest providers, before and now|Nothing needs a look\.)$"
)
def _title(world: World, said: Words) -> bool:
    return True


@holds(
    rf"The period has (?P<n>{N}) articles?(; the mean of the eight periods before is (?P<usual>[\d,]+))?\."
)
def _articles(world: World, said: Words) -> bool:
    right = whole(said["n"]) == len(world.articles)
    if said["usual"] is None:
        return right
    span = world.period.until - world.period.since
    first = world.period.since - 8 * span
    earlier = [
        row
        for row in world.all_articles
        if row["local_at"] and first <= row["local_at"].date() < world.period.since
    ]
    return right and printed(len(earlier) / 8, said["usual"])


@holds(rf"(?P<title>{TITLE}|Without a title): (?P<n>{N}) items of (?P<providers>{N}) providers?$")
def _story(world: World, said: Words) -> bool:
    return any(
        (story["items"], story["providers"]) == (whole(said["n"]), whole(said["providers"]))
        and story["title"] == said["title"]
        for story in world.stories
    )


@holds(rf"The best are (?P<best>({TITLE} \(.+?, [\d,]+\)(, | and )?)+)\.")
def _best(world: World, said: Words) -> bool:
    found = [whole(n) for n in re.findall(r", (\d+)\)", said["best"])]
    return found == sorted(world.scores, reverse=True)[: len(found)]


@holds(rf"(?P<n>{N}) things? needs? a look$")
def _things(world: World, said: Words) -> bool:
    return whole(said["n"]) > 0


@holds(rf"The archive ends early: its last article is from (?P<day>{DAY})\.")
def _ends(world: World, said: Words) -> bool:
    return day_of(said["day"]) == max(
        row["local_at"].date() for row in world.all_articles if row["local_at"]
    )


@holds(rf"Scores: (?P<n>{N}) of (?P<of>{N}) articles? have no score yet\.")
def _unscored(world: World, said: Words) -> bool:
    n = len(world.articles)
    return (whole(said["n"]), whole(said["of"])) == (n - len(world.scores), n)


@holds(
    rf"Publication: (?P<n>{N}) published articles? (is|are) below (?P<line>{N}), the lowest line that fits this period best\."
)
def _below(world: World, said: Words) -> bool:
    first, _, below, _ = line(world)
    rows = [row for row in decided(world) if row["published"] and row["quality"] < first]
    return (first, below) == (whole(said["line"]), whole(said["n"])) and len(rows) == below


@holds(
    rf"Leads: (?P<n>{N}) of (?P<of>{N}) stor(y|ies) with a choice led with an item at least 10 below (its|their) best; the widest gap is (?P<gap>{N})\."
)
def _leads(world: World, said: Words) -> bool:
    gaps = [row["max_gap"] for row in world.ask("lead_choice") if row["max_gap"] is not None]
    return (
        whole(said["of"]) == choices(world)[0]
        and whole(said["gap"]) == max(gaps) >= 10
        and 0 < whole(said["n"]) <= choices(world)[1]
    )


@holds(rf"Providers: (?P<n>{N}) articles? names? no provider\.")
def _nobodys(world: World, said: Words) -> bool:
    return whole(said["n"]) == sum(row["provider_domain"] is None for row in world.articles)


@holds(r"Left out, as no news: .+\.$")
def _no_news(world: World, said: Words) -> bool:
    return False  # all documents of a random archive are news
