"""How long stories live, where the end of some is not seen."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

from .inference import Z95
from .selecting import is_date, select_stories

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["story_survival"]

_HOUR = timedelta(hours=1)
_HALF = Fraction(1, 2)


def story_survival(
    archive: Archive,
    *,
    quiet_days: int = 7,
    **selection: Any,  # noqa: ANN401 - as `select_stories` takes it
) -> list[Row]:
    """One row per hour of age at which stories end or are lost from sight, the youngest first."""
    ended, censored = _ages(archive, quiet_days, selection)
    answer = []
    alive, variance = Fraction(1), Fraction(0)
    at_risk = ended.total() + censored.total()
    for age in sorted(ended | censored):
        alive *= 1 - Fraction(ended[age], at_risk)
        if ended[age] < at_risk:
            variance += Fraction(ended[age], at_risk * (at_risk - ended[age]))
        low, high = _interval(alive, variance)
        answer.append(
            {
                "hours": age,
                "at_risk": at_risk,
                "ended": ended[age],
                "censored": censored[age],
                "surviving": float(alive),
                "low": low,
                "high": high,
                "at_most_half": (alive <= _HALF, _halved(low), _halved(high)),
            }
        )
        at_risk -= ended[age] + censored[age]
    halves = [
        next((row["hours"] for row in answer if row["at_most_half"][place]), None)
        for place in range(3)
    ]
    names = ("half_life", "half_life_low", "half_life_high")
    for row in answer:
        del row["at_most_half"]
        row.update(zip(names, halves, strict=True))
    return answer


def _ages(
    archive: Archive, quiet_days: int, selection: dict[str, Any]
) -> tuple[Counter[int], Counter[int]]:
    """How many stories end at each age, and how many are watched until then."""
    timed = [
        row
        for row in archive.story_items
        if row["published_at"] and not is_date(row["published_at"])
    ]
    if not timed:
        return Counter(), Counter()
    until = max(row["published_at"] for row in timed) - timedelta(days=quiet_days)
    ended: Counter[int] = Counter()
    censored: Counter[int] = Counter()
    for story in select_stories(archive, **selection):
        own = [row["published_at"] for row in timed if row["story_id"] == story["story_id"]]
        if len(own) > 1 and min(own) < until:
            if max(own) > until:
                censored[(until - min(own)) // _HOUR] += 1
            else:
                ended[-((min(own) - max(own)) // _HOUR)] += 1
    return ended, censored


def _interval(alive: Fraction, variance: Fraction) -> tuple[float | None, float | None]:
    if alive in {0, 1}:
        return None, None
    reach = Z95 * sqrt(variance) / log(alive)
    return float(alive) ** exp(-reach), float(alive) ** exp(reach)


def _halved(bound: float | None) -> bool:
    return bound is not None and bound <= _HALF
