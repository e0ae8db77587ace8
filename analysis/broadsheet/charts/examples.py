"""The example of a chart kind, and the made-up tables that examples draw.

The gallery in the docs, its pictures and the tests of all kinds are derived from these examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "Example",
    "articles",
    "bands",
    "days",
    "matrix",
    "providers",
    "ratios",
    "story",
    "waits",
    "weeks",
]

_FIRST = date(2021, 1, 1)
_NAMES = (
    "Harbour Post",
    "Rumours",
    "The Gazette of the United Provinces and Territories",
    "Bell News",
    "1843",
    "Morning Mail",
    "Nine O’Clock",
    "Twin & Co",
    "Lantern Weekly",
    "Valley Echo",
)


@dataclass(frozen=True)
class Example:
    """An example of a chart kind.

    Attributes:
        text: What the kind is good for, in one sentence.
        table: Makes the example's data. A column of counts that values rest on is called `n`.
        options: The options of the call, columns first.
    """

    text: str
    table: Callable[[], pa.Table]
    options: Mapping[str, object]


def providers() -> pa.Table:
    """A row per provider, with measures of two periods."""
    dice = Random(1)  # noqa: S311 (made-up data)
    before = [dice.uniform(48, 78) for _ in _NAMES]
    now = [value + dice.uniform(-9, 9) for value in before]
    return pa.table(
        {
            "provider": _NAMES,
            "items": sorted((dice.randint(30, 900) for _ in _NAMES), reverse=True),
            "before": before,
            "now": now,
            "n": [3 if place == 8 else dice.randint(12, 240) for place in range(len(_NAMES))],
            "median": now,
            "mean": [value + dice.uniform(-3, 3) for value in now],
            "p10": [value - dice.uniform(8, 20) for value in now],
            "p90": [value + dice.uniform(6, 18) for value in now],
        }
    )


def days(count: int = 90) -> pa.Table:
    """A row per day: articles, and quality with its band."""
    dice = Random(2)  # noqa: S311 (made-up data)
    days = [_FIRST + timedelta(days=place) for place in range(count)]
    quality = [62 + 6 * (place / count) + dice.uniform(-3, 3) for place in range(count)]
    return pa.table(
        {
            "day": days,
            "articles": [
                None if day.day == 13 else 0 if day.weekday() == 6 else dice.randint(1, 40)
                for day in days
            ],
            "median": [None if 40 <= place < 44 else value for place, value in enumerate(quality)],
            "p10": [value - 11 for value in quality],
            "p90": [value + 12 for value in quality],
        }
    )


def weeks(series: int = 9, count: int = 13) -> pa.Table:
    """A row per week and provider."""
    dice = Random(4)  # noqa: S311 (made-up data)
    level = {name: 120 - 11 * place for place, name in enumerate(_NAMES[:series])}
    rows = [
        (_FIRST + timedelta(days=3 + 7 * week), name, max(0, level[name] + dice.randint(-18, 18)))
        for week in range(count)
        for name in level
    ]
    week, provider, items = zip(*rows, strict=True)
    return pa.table({"week": week, "provider": provider, "items": items})


def bands() -> pa.Table:
    """A row per band of quality."""
    counts = (2, 9, 31, 84, 143, 181, 160, 92, 38, 11)
    return pa.table({"quality_from": range(20, 120, 10), "articles": counts})


def matrix() -> pa.Table:
    """A row per provider and topic."""
    dice = Random(5)  # noqa: S311 (made-up data)
    topics = ("World", "Business", "Sport", "Science", "Culture")
    cells = [(provider, topic) for provider in _NAMES[:6] for topic in topics]
    return pa.table(
        {
            "provider": [provider for provider, _ in cells],
            "topic": [topic for _, topic in cells],
            "articles": [None if place % 11 == 7 else dice.randint(0, 60) for place in range(30)],
        }
    )


def articles(count: int = 260) -> pa.Table:
    """A row per article: the heat that its quality predicts, and its heat."""
    dice = Random(6)  # noqa: S311 (made-up data)
    expected = [dice.randint(40, 100) + 10 * int(dice.expovariate(0.4)) for _ in range(count)]
    heat = [value if dice.random() < 0.95 else value - dice.randint(8, 60) for value in expected]
    titles = [f"{_NAMES[place % 10]}, no. {place}" for place in range(count)]
    return pa.table({"expected": expected, "heat": heat, "article": titles})


def story() -> pa.Table:
    """A row per item of a story, from the first report to the last."""
    dice = Random(7)  # noqa: S311 (made-up data)
    began = datetime(2021, 3, 16, 5, 40)  # noqa: DTZ001 (places on an axis have no time zone)
    after = sorted(dice.expovariate(0.12) for _ in range(16))
    who = [_NAMES[(3 * place) % 7] for place in range(len(after))]
    return pa.table(
        {
            "published_at": [began + timedelta(hours=hours) for hours in after],
            "provider": who,
            "title": [f"Bridge closed, report no. {place}" for place in range(1, len(after) + 1)],
            "is_lead": [place == 4 for place in range(len(after))],
        }
    )


def waits() -> pa.Table:
    """A row per wait that ended: the share that waits longer, with an interval."""
    hours = [0, 1, 2, 4, 7, 11, 16, 22, 30, 41, 55, 72]
    left = [0.94, 0.88, 0.81, 0.74, 0.67, 0.6, 0.54, 0.48, 0.41, 0.35, 0.3, 0.26]
    return pa.table(
        {
            "hours": hours,
            "share": left,
            "low": [share - 0.05 - hour / 900 for hour, share in zip(hours, left, strict=True)],
            "high": [share + 0.05 + hour / 900 for hour, share in zip(hours, left, strict=True)],
        }
    )


def ratios() -> pa.Table:
    """A row per provider: a ratio of odds, with its interval."""
    odds = [1.08, 0.71, 1.62, 0.94, 1.21, 0.55, 3.4, 0.88, 1.3, 1.02]
    factor = [1.4, 2.1, 2.6, 1.5, 1.9, 2.4, 2.2, 3.1, 5.2, 1.7]
    return pa.table(
        {
            "provider": _NAMES,
            "odds_ratio": odds,
            "low": [each / by for each, by in zip(odds, factor, strict=True)],
            "high": [each * by for each, by in zip(odds, factor, strict=True)],
            "n": [212, 64, 48, 180, 91, 55, 77, 24, 4, 130],
        }
    )
