"""The sentences of the coverage report."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from database.recomputation.selecting import bucket_of

from .grammar import holds, percent, share_estimated, whole

if TYPE_CHECKING:
    from .world import Row, World

Words = dict[str, str]

DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"
UNIT = r"(?P<unit>day|week|month)"
N = r"[\d,]+"


def day_of(words: str) -> date:
    return datetime.strptime(words, "%d %b %Y").date()  # noqa: DTZ007 - a day


def called(day: date, unit: str) -> str:
    """A day, week or month as sentences name it."""
    written = f"{day.day} {day:%b %Y}"
    return {"day": written, "week": f"the week from {written}", "month": f"{day:%B %Y}"}[unit]


def named(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["provider_domain"] is not None]


def top_of(counts: list[int]) -> tuple[int, int]:
    """The largest count, and how many have it."""
    most = max(counts, default=0)
    return most, counts.count(most)


def items(world: World) -> list[Row]:
    return world.ask("coverage_by_provider")


def topics(world: World) -> list[Row]:
    return world.ask("articles_by_topic")


@holds(
    r"(Articles by date|Providers and topics|Stories|First and late|Diversity of providers|The biggest stories|Quiet days and silent providers|Topics by provider|No clear change of share)$"
)
@holds(
    r"(Articles by (day|week|month)(, and the usual range)?|Distinct items by provider|Articles by topic|Share of .*|Effective number of providers by topic|Delay of the providers with the most shared stories)$"
)
@holds(
    r"(An article counts under each of its topics\.|The largest providers and topics\. Blank: fewer than three articles\.|Topics of 20 items or more\.|The first is 0 hours behind\. To be first is easier in a small story\.|No data for this period\.)$"
)
@holds(
    r"(Shaded: from the lowest to the highest number (on the same weekday in the eight weeks|in the eight (week|month)s) before\.|The first and the last (week|month) may be incomplete\.)"
)
def _title(world: World, said: Words) -> bool:
    return True


@holds(r"Left out, for too little data: (?P<titles>.+)\.$")
def _left_out(world: World, said: Words) -> bool:
    return len(said["titles"].split("; ")) == len(set(said["titles"].split("; ")))


@holds(
    rf"(?P<articles>{N}) articles? and (its list|their lists) have (?P<items>{N}) distinct items? from (?P<providers>{N}) providers?\."
)
def _items(world: World, said: Words) -> bool:
    return (
        whole(said["articles"]) == len(world.articles)
        and whole(said["items"]) == sum(row["items"] for row in items(world))
        and whole(said["providers"]) == len(named(items(world)))
    )


@holds(
    rf"(?P<articles>{N}) articles? and (its list|their lists) have (?P<items>{N}) distinct items?\. The articles? (is|are) from (?P<providers>{N}|no) providers?, all items from (?P<all>{N})\."
)
def _items_of_more(world: World, said: Words) -> bool:
    providers = {row["provider_domain"] for row in world.articles} - {None}
    return (
        whole(said["articles"]) == len(world.articles)
        and whole(said["items"]) == sum(row["items"] for row in items(world))
        and whole(said["providers"]) == len(providers)
        and whole(said["all"]) == len(named(items(world))) != len(providers)
    )


@holds(rf"(?P<n>{N}) items? appears? only in the lists\.")
def _only_listed(world: World, said: Words) -> bool:
    return whole(said["n"]) == sum(row["only_related"] for row in items(world))


@holds(r"No article of this period lists another\.")
def _no_lists(world: World, said: Words) -> bool:
    return not any(row["related"] for row in world.articles)


@holds(
    rf"The lists have (?P<n>{N}) entr(y|ies)\. An item that is in several lists counts once here\."
)
def _entries(world: World, said: Words) -> bool:
    return whole(said["n"]) == sum(len(row["related"]) for row in world.articles)


@holds(
    rf"(?P<period>.+) had (?P<n>{N}) articles?, (?P<by>{N}%?) (?P<how>more|fewer) than (?P<previous>.+)$"
)
@holds(rf"(?P<n>{N}) articles?, (?P<by>{N}%?) (?P<how>more|fewer) than in the period before$")
def _against(world: World, said: Words) -> bool:
    now, before = len(world.articles), len(world.before)
    change = now - before
    by = said["by"]
    right = percent(abs(change) / before, by) if by.endswith("%") else whole(by) == abs(change)
    return whole(said["n"]) == now and right and (change > 0) == (said["how"] == "more")


@holds(rf"(?P<period>.+) had (?P<n>{N}) articles?, as many as (?P<previous>.+)$")
@holds(rf"(?P<n>{N}) articles?, as many as in the period before$")
def _as_many(world: World, said: Words) -> bool:
    return whole(said["n"]) == len(world.articles) == len(world.before)


@holds(rf"The busiest {UNIT} was (?P<day>.+?), with (?P<n>{N}) articles?\.")
def _busiest(world: World, said: Words) -> bool:
    counts = world.by_date(world.articles)
    most, holders = top_of(list(counts.values()))
    (first,) = [day for day, count in counts.items() if count == most][:1]
    return (
        holders == 1
        and world.bucket == said["unit"]
        and called(first, world.bucket) == said["day"]
        and whole(said["n"]) == most
    )


@holds(rf"(?P<day>.+?) was the busiest (?P<unit>day|month), with (?P<n>{N}) articles?$")
@holds(rf"The week from (?P<day>.+?) was the (?P<unit>busiest): (?P<n>{N}) articles?$")
def _busiest_headline(world: World, said: Words) -> bool:
    counts = world.by_date(world.articles)
    most, holders = top_of(list(counts.values()))
    (first,) = [day for day, count in counts.items() if count == most][:1]
    words = called(first, world.bucket).removeprefix("the week from ")
    return (
        holders == 1
        and words.startswith(said["day"])
        and {"busiest": "week"}.get(said["unit"], said["unit"]) == world.bucket
        and whole(said["n"]) == most
    )


@holds(rf"No {UNIT} has more than (?P<n>{N}) articles?\.")
def _no_busiest(world: World, said: Words) -> bool:
    most, holders = top_of(list(world.by_date(world.articles).values()))
    return whole(said["n"]) == most and holders > 1 and said["unit"] == world.bucket


def of_one_story(world: World) -> list[int]:
    """How many articles each story has on the busiest day, if that has more than any other."""
    counts = world.by_date(world.articles)
    most, _ = top_of(list(counts.values()))
    (busiest,) = [day for day, count in counts.items() if count == most]
    own = {
        mention["article_id"]: mention["item_id"]
        for mention in world.archive.mentions
        if mention["position"] == 0
    }
    story = {row["item_id"]: row["story_id"] for row in world.archive.story_items}
    found: dict[int, int] = {}
    for row in world.articles:
        if row["local_at"] and bucket_of(row["local_at"], world.bucket) == busiest:
            number_of_story = story[own[row["article_id"]]]
            found[number_of_story] = found.get(number_of_story, 0) + 1
    return sorted(found.values(), reverse=True)


@holds(rf"Without the (?P<n>{N}) articles? of the story .+?, it would have fewer than another\.")
@holds(rf"One story \((?P<n>{N}) articles?\) made (?P<day>.+?) the busiest( day| month)?$")
def _because(world: World, said: Words) -> bool:
    counts = sorted(world.by_date(world.articles).values(), reverse=True)
    largest = of_one_story(world)[0]
    return whole(said["n"]) == largest and counts[0] - largest < counts[1] < counts[0]


@holds(rf"One of (?P<n>{N}) topics has (?P<share>\d+%) of the articles$")
def _topic_share(world: World, said: Words) -> bool:
    counts = [row["articles"] for row in topics(world)]
    most, holders = top_of(counts)
    right = whole(said["n"]) == len(counts) and holders == 1
    return right and percent(most / len(world.articles), said["share"])


@holds(r"None of these articles has a date\.")
def _undated(world: World, said: Words) -> bool:
    return all(row["local_at"] is None for row in world.articles)


@holds(rf"(?P<day>{DAY}) is a (?P<weekday>\w+day)\.")
def _weekday(world: World, said: Words) -> bool:
    return f"{day_of(said['day']):%A}" == said["weekday"]


@holds(rf"The archive ends on (?P<day>{DAY}), before the end of this period\.")
def _ends_early(world: World, said: Words) -> bool:
    last = max(row["local_at"].date() for row in world.all_articles if row["local_at"])
    return day_of(said["day"]) == last and last < world.period.until - timedelta(days=1)


@holds(rf"(?P<name>.+?) has the most items, (?P<n>{N}); (?P<second>.+?) has (?P<m>{N})\.")
def _most(world: World, said: Words) -> bool:
    rows = named(items(world))
    counts = sorted((row["items"] for row in rows), reverse=True)
    return (
        world.count(said["name"], rows, "items") == whole(said["n"]) == counts[0] > counts[1]
        and world.count(said["second"], rows, "items") == whole(said["m"]) == counts[1]
    )


@holds(rf"(?P<name>.+?) has the most items, (?P<n>{N}) of (?P<of>{N})$")
def _most_headline(world: World, said: Words) -> bool:
    rows = named(items(world))
    most, holders = top_of([row["items"] for row in rows])
    return (
        holders == 1
        and world.count(said["name"], rows, "items") == whole(said["n"]) == most
        and whole(said["of"]) == sum(row["items"] for row in items(world))
    )


@holds(rf"No provider has more than (?P<n>{N}) items?\.")
def _no_most(world: World, said: Words) -> bool:
    most, holders = top_of([row["items"] for row in named(items(world))])
    return whole(said["n"]) == most and holders > 1


@holds(r"No item of this period names its provider\.")
def _no_provider(world: World, said: Words) -> bool:
    return not named(items(world))


@holds(r"All items with a provider are from (?P<name>.+?)\.(?= |$)")
def _one_provider(world: World, said: Words) -> bool:
    return [world.label(row["provider_domain"]) for row in named(items(world))] == [said["name"]]


@holds(r"The first three together have (?P<share>\d+%) of all items\.")
@holds(rf"Of (?P<n>{N}) providers, three have (?P<share>\d+%) of all items$")
def _three(world: World, said: Words) -> bool:
    counts = sorted((row["items"] for row in named(items(world))), reverse=True)
    share = sum(counts[:3]) / sum(row["items"] for row in items(world))
    right = "n" not in said or whole(said["n"]) == len(counts)
    return right and counts[2] > counts[3] and percent(share, said["share"])


@holds(rf"(?P<n>{N}) of (?P<of>{N}) articles? (is|are) on (?P<topic>.+)$")
def _largest_topic_headline(world: World, said: Words) -> bool:
    found = {row["topic"]: row["articles"] for row in topics(world)}
    most, holders = top_of(list(found.values()))
    return (
        holders == 1
        and found[said["topic"]] == whole(said["n"]) == most
        and whole(said["of"]) == len(world.articles)
    )


@holds(r"The article is on (?P<topics>.+?)\.")
def _topics_of_one(world: World, said: Words) -> bool:
    (article,) = world.articles
    return sorted(set(article["topics"])) == sorted(
        said["topics"].replace(" and ", ", ").split(", ")
    )


@holds(rf"The only topic is (?P<topic>.+?), with (?P<n>{N}) articles?\.")
def _only_topic(world: World, said: Words) -> bool:
    return [(row["topic"], row["articles"]) for row in topics(world)] == [
        (said["topic"], whole(said["n"]))
    ]


@holds(rf"No topic has more than (?P<n>{N}) articles?\.")
def _no_topic_most(world: World, said: Words) -> bool:
    most, holders = top_of([row["articles"] for row in topics(world)])
    return whole(said["n"]) == most and holders > 1


@holds(
    rf"The largest of (?P<of>{N}) topics is (?P<topic>.+?), with (?P<n>{N}) articles?(, (?P<share>\d+%( \(\d+–\d+%\))?) of all)?\."
)
def _largest_topic(world: World, said: Words) -> bool:
    found = {row["topic"]: row for row in topics(world)}
    most, holders = top_of([row["articles"] for row in found.values()])
    share = said["share"]
    return (
        holders == 1
        and len(found) == whole(said["of"])
        and found[said["topic"]]["articles"] == whole(said["n"]) == most
        and (share is None or share_estimated(found[said["topic"]], "share", share))
    )


@holds(rf"(?P<n>{N}) articles? (has|have) no topic\.")
def _no_topic(world: World, said: Words) -> bool:
    return whole(said["n"]) == sum(not row["topics"] for row in world.articles)


@holds(
    rf"Among these, (?P<name>.+?) has the largest share of a topic: it wrote (?P<n>all|{N} of the) (?P<of>{N}) articles? on (?P<topic>.+?)\."
)
def _largest_share(world: World, said: Words) -> bool:
    on_topic = [row for row in world.articles if said["topic"] in row["topics"]]
    own = sum(
        row["provider_domain"] is not None and world.label(row["provider_domain"]) == said["name"]
        for row in on_topic
    )
    of = whole(said["of"])
    return len(on_topic) == of and own == (
        of if said["n"] == "all" else whole(said["n"].split()[0])
    )


def _places(world: World, rows: list[Row]) -> dict[str | None, int]:
    """The place of each provider by its articles; those without a provider are one of them."""
    counts = Counter(row["provider_domain"] for row in rows)
    return {
        domain: 1 + sum(count > own for count in counts.values()) for domain, own in counts.items()
    }


def _leaders(world: World, rows: list[Row]) -> list[str]:
    return [world.label(domain) for domain, place in _places(world, rows).items() if place == 1]


@holds(r"(?P<name>.+?) has the most articles, as in the period before\.")
@holds(r"(?P<name>.+?) has the most articles; in the period before it was (?P<before>.+?)\.(?= |$)")
def _leader(world: World, said: Words) -> bool:
    before = said.get("before") or said["name"]
    return (_leaders(world, world.articles), _leaders(world, world.before)) == (
        [said["name"]],
        [before],
    )


@holds(r"New in the top ten: (?P<parts>.+?\)( and \d+ more)?)\.(?= |$)")
def _climbers(world: World, said: Words) -> bool:
    now, before = _places(world, world.articles), _places(world, world.before)
    found = {
        world.label(domain): before.get(domain)
        for domain, place in now.items()
        if domain and place <= 10 and before.get(domain, 11) > 10
    }
    parts = re.findall(
        r"(?:^|, | and )([^,()]+?) \((?:place (\d+)|no article) before\)", said["parts"]
    )
    more = re.search(r"\) and (\d+) more$", said["parts"])
    return (
        len(now | before) > 12
        and len(found) == len(parts) + (int(more[1]) if more else 0)
        and all(found[name] == (int(place) if place else None) for name, place in parts)
    )
