"""Archives of a world in which nothing changes: whatever a page claims of it is false.

Stories begin at a steady rate, fewer at weekends. Their sizes have a heavy tail, so that a single
one can be most of a week. Each story draws its topics, its providers and its own level of quality
as every other story does.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.bench import Bench, Row

__all__ = ["World", "page_of_claims", "still_world"]

World = tuple["list[Row]", "list[Row]"]
"""The articles of an archive, and their related items."""

_FIRST_DAY = datetime(2021, 1, 4, tzinfo=UTC)  # a Monday
_DAYS = 70
_SINCE, _UNTIL = date(2021, 3, 8), date(2021, 3, 15)  # the last week

_TOPICS = [f"topic {number}" for number in range(15)]
_TOPIC_WEIGHTS = [1 / (number + 2) for number in range(15)]
_PROVIDERS = [f"provider{number}.example" for number in range(30)]
_PROVIDER_WEIGHTS = [1 / (number + 3) for number in range(30)]
_STORIES_A_DAY = 10
_WEEKEND = 0.6  # stories of a Saturday or Sunday, for each of a working day
_MOST_ITEMS = 25
_WORSE = 15


def page_of_claims(bench: Bench, world: World) -> dict[str, list[Row]]:
    """The tests that a page about the last week of a world makes, by what they are of."""
    bench.hold(*world)
    period = {"since": _SINCE, "until": _UNTIL}
    families = {
        "topics": bench.rows("topic_momentum", **period),
        "providers": bench.rows("compare_periods", **period),
        "topics_before": bench.rows("compare_periods", **period, by="topic"),
        "days": bench.rows("unusual_dates", **period),
        "gaps": bench.rows("gaps", **period, only_gaps=False),
        "silences": [
            row | {"p_value": row["probability"]}
            for row in bench.rows("silent_providers", until=_UNTIL, only_silent=False)
        ],
        "means": bench.rows("quality_change", **period),
        "ranks": bench.rows("quality_ranks", **period),
    }
    return {
        name: [row for row in rows if row["p_value"] is not None] for name, rows in families.items()
    }


def still_world(
    seed: int, *, rise: str | None = None, fall: int = 0, worse: str | None = None
) -> World:
    """The articles and related items of an archive in which nothing changes.

    Args:
        seed: The world.
        rise: A topic that has five times its share of the stories in the last week, after all.
        fall: By how many points quality is lower in the last week, after all.
        worse: A provider whose articles are 15 points lower, all the time.
    """
    dice = Random(seed)  # noqa: S311 - dice, not secrets
    articles: list[Row] = []
    related: list[Row] = []
    for number in range(_DAYS):
        rate = _STORIES_A_DAY * (_WEEKEND if number % 7 > 4 else 1)
        day = _FIRST_DAY + timedelta(days=number)
        weights = [
            weight * (5 if topic == rise and day.date() >= _SINCE else 1)
            for topic, weight in zip(_TOPICS, _TOPIC_WEIGHTS, strict=True)
        ]
        level = -fall if day.date() >= _SINCE else 0
        for _ in range(_poisson(dice, rate)):
            _tell(dice, day, weights, level, articles, related)
    for row in (*articles, *related):
        row["quality"] -= _WORSE * (row["provider_domain"] == worse)
    return articles, related


def _poisson(dice: Random, rate: float) -> int:
    """A Poisson count: the events of a rate before time 1."""
    count, time = 0, dice.expovariate(rate)
    while time < 1:
        count, time = count + 1, time + dice.expovariate(rate)
    return count


def _tell(
    dice: Random,
    day: datetime,
    weights: list[float],
    usual: int,
    articles: list[Row],
    related: list[Row],
) -> None:
    """Add a story: an article of each of its providers, and the first one's list of the others."""
    size = min(_MOST_ITEMS, int(dice.paretovariate(1.2)))
    topics = list(dict.fromkeys(dice.choices(_TOPICS, weights, k=dice.choice((1, 1, 2)))))
    start = day + timedelta(seconds=dice.randrange(60, 86_400))
    level = usual + dice.gauss(0, 7)
    first = len(articles)
    for provider in _cast(dice, size):
        number = len(articles)
        delay = timedelta(hours=min(dice.expovariate(1 / 8), 72)) if number > first else timedelta()
        articles.append(
            {
                "article_id": number,
                "url": f"https://news.example/{number}",
                "title": f"Report {number}",
                "provider_domain": _PROVIDERS[provider],
                "provider_name": _PROVIDERS[provider],
                "published_at": (start + delay).replace(microsecond=0),
                "topics": topics,
                "quality": round(60 + level + dice.gauss(0, 9)),
                "category": "news",
                "type": "article",
                "related_count": size - 1 if number == first else 0,
            }
        )
    related += [
        {"article_id": first, "position": place, **{key: other[key] for key in _LISTED}}
        for place, other in enumerate(articles[first + 1 :], start=1)
    ]


_LISTED = ("url", "title", "provider_domain", "provider_name", "published_at", "quality")


def _cast(dice: Random, size: int) -> list[int]:
    """So many different providers, the larger ones more often."""
    order = sorted(
        range(len(_PROVIDERS)), key=lambda each: dice.expovariate(_PROVIDER_WEIGHTS[each])
    )
    return order[:size]
