"""The sentences on days, weeks and months that are unusual."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from database.recomputation.selecting import bucket_of, buckets

from .coverage_said import DAY, UNIT, N, called
from .grammar import holds, whole

if TYPE_CHECKING:
    from .world import World

Words = dict[str, str]


def usual(world: World) -> list[dict[str, Any]]:
    """The days, weeks or months of the period, each against the eight before it."""
    unit, period = world.bucket, world.period
    dated = [row["local_at"] for row in world.all_articles if row["local_at"]]
    if not dated:
        return []
    first, last = min(dated).date(), max(dated).date()
    everywhere, own = world.by_date(world.all_articles), world.by_date(world.articles)
    start = first if period.since is None else _eight_before(period.since, unit)
    end = period.until or last + timedelta(days=1)
    span = [
        day for day in buckets(dated, unit, start, end) if bucket_of(first, unit) <= day <= last
    ]
    counts = {
        day: sum(1 for at in dated if bucket_of(at, unit) == day and start <= at.date() < end)
        for day in span
    }
    average = sum(counts.values()) / len(span)
    found = []
    for at, day in enumerate(span):
        earlier = [
            counts[each]
            for each in [
                each for each in span[:at] if unit != "day" or each.weekday() == day.weekday()
            ][-8:]
            if each >= first
        ]
        is_known = len(earlier) >= 4 and average >= 3
        is_whole = day >= (period.since or first) and _end(day, unit) <= min(
            end, last + timedelta(days=1)
        )
        verdict = None
        if is_known and is_whole:
            verdict = (
                "more"
                if counts[day] > max(earlier)
                else "fewer"
                if counts[day] < min(earlier)
                else "usual"
            )
        if period.since is None or day >= bucket_of(period.since, unit):
            found.append(
                {
                    "day": day,
                    "articles": own.get(day, 0),
                    "earlier": earlier,
                    "known": is_known,
                    "verdict": verdict,
                    "average": average,
                }
            )
    assert everywhere
    return found


def _eight_before(since: date, unit: str) -> date:
    if unit != "month":
        return since - timedelta(days=56)
    month = since.year * 12 + since.month - 1 - 8
    return since.replace(year=month // 12, month=month % 12 + 1)


def _end(day: date, unit: str) -> date:
    if unit == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 if unit == "week" else 1)


def verdicts(world: World) -> list[str]:
    return [row["verdict"] for row in usual(world) if row["verdict"]]


@holds(rf"Fewer than three articles a {UNIT} on average are too few to say what is usual\.")
def _few(world: World, said: Words) -> bool:
    return said["unit"] == world.bucket and usual(world)[0]["average"] < 3


@holds(r"Too little data precedes this period to say what is usual\.")
def _nothing_before(world: World, said: Words) -> bool:
    return not verdicts(world)


@holds(
    rf"(?P<n>{N}) {UNIT}s? can be compared: (?P<more>none|{N}) had more articles than any (same weekday in the eight weeks before|of the eight (week|month)s before), and (?P<fewer>none|{N}) had fewer\."
)
def _compared(world: World, said: Words) -> bool:
    found = verdicts(world)
    return (len(found), found.count("more"), found.count("fewer")) == tuple(
        whole(said[name]) for name in ("n", "more", "fewer")
    )


@holds(rf"The one {UNIT} that can be compared is within the usual range\.")
@holds(rf"All (?P<n>{N}) {UNIT}s that can be compared are within the usual range\.")
def _within(world: World, said: Words) -> bool:
    found = verdicts(world)
    return len(found) == whole(said.get("n", "1")) == found.count("usual")


@holds(r"Too few (?P<weekday>\w+day)s before it have data to say what is usual\.")
def _few_days(world: World, said: Words) -> bool:
    (row,) = usual(world)
    return f"{row['day']:%A}" == said["weekday"] and not row["known"]


@holds(rf"Its (?P<n>{N}) articles? (is|are) (?P<how>more than|fewer than|as many as) usual\.")
def _verdict(world: World, said: Words) -> bool:
    (row,) = usual(world)
    how = {"more": "more than", "fewer": "fewer than", "usual": "as many as"}[row["verdict"]]
    return (whole(said["n"]), said["how"]) == (row["articles"], how)


@holds(rf"The (?P<n>{N}) \w+days? before it had between (?P<low>{N}) and (?P<high>{N}) articles?\.")
@holds(rf"The (?P<n>{N}) \w+days? before it had (?P<low>(?P<high>{N})) articles? each\.")
def _range(world: World, said: Words) -> bool:
    earlier = usual(world)[0]["earlier"]
    return (len(earlier), min(earlier), max(earlier)) == tuple(
        whole(said[name]) for name in ("n", "low", "high")
    )


@holds(rf"(?P<n>{N}) {UNIT}s were outside the usual range\.")
@holds(rf"(?P<n>No) {UNIT} was outside the usual range\.")
def _outside(world: World, said: Words) -> bool:
    found = verdicts(world)
    odd = len(found) - found.count("usual")
    return bool(found) and odd == (0 if said["n"] == "No" else whole(said["n"]))


@holds(
    rf"(\w+day )?(?P<day>The week from {DAY}|{DAY}|[A-Z][a-z]+ \d{{4}}) had (?P<how>more|fewer) articles than usual, (?P<n>{N})\."
)
def _odd_day(world: World, said: Words) -> bool:
    odd = [row for row in usual(world) if row["verdict"] in {"more", "fewer"}]
    (row,) = odd
    name = called(row["day"], world.bucket)
    return (name[:1].upper() + name[1:], row["verdict"], row["articles"]) == (
        said["day"],
        said["how"],
        whole(said["n"]),
    )
