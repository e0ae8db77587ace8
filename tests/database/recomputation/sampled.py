"""Samples whose values come in stories, or independently, and the intervals of what they show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, expm1, floor, log1p, sqrt
from typing import TYPE_CHECKING

from .chance import two_sided
from .inference import Z95, wilson
from .measures import quantile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .reading import Row

__all__ = [
    "Interval",
    "Sample",
    "Scores",
    "by_story",
    "confidence",
    "difference",
    "ends",
    "mean_interval",
    "median_by_order",
    "median_interval",
    "share_interval",
]

Interval = tuple[float | None, float | None]
"""Both ends of a 95 % interval."""
Scores = Mapping[int, Sequence[int]]
"""The values of each story."""


class Sample:
    """Scores by story, with the variance of their mean."""

    def __init__(self, scores: Scores) -> None:
        sizes = [len(own) for own in scores.values()]
        self.n, self.stories = sum(sizes), len(sizes)
        self.squares = sum(size * size for size in sizes)
        self.mean = Fraction(sum(map(sum, scores.values())), self.n) if self.n else None
        self.freedom = self.variance = None
        if self.stories > 1:
            apart = [sum(own) - len(own) * self.mean for own in scores.values()]
            self.variance = sum(off * off for off in apart) / (self.n**2 - self.squares)
            like = Fraction(self.squares**2, sum(size**4 for size in sizes))
            self.freedom = like - 1 if like >= 2 else None

    @property
    def interval(self) -> Interval:
        """The 95 % interval of the mean."""
        return confidence(self.mean, self.variance, self.freedom)


def confidence(
    value: Fraction | None, variance: Fraction | None, freedom: Fraction | float | None
) -> Interval:
    """The 95 % interval of a mean by Student's t."""
    if value is None or variance is None or freedom is None:
        return None, None
    freedom = float(freedom)
    z = Z95 * (8 * freedom + 3) / (8 * freedom + 1)
    reach = sqrt(freedom * expm1(z * z / freedom)) * sqrt(variance)
    return float(value) - reach, float(value) + reach


def difference(one: Sample, other: Sample) -> tuple[Row, float | None]:
    """The difference of two means with its interval, and its probability by chance."""
    if one.mean is None or other.mean is None:
        return {"apart": None, "low": None, "high": None}, None
    apart = one.mean - other.mean
    if one.variance is None or other.variance is None:
        return {"apart": float(apart), "low": None, "high": None}, None
    joint = one.variance + other.variance
    freedom = None
    if one.freedom is not None and other.freedom is not None:
        divisor = one.variance**2 / one.freedom + other.variance**2 / other.freedom
        freedom = joint**2 / divisor if divisor else None
    low, high = confidence(apart, joint, freedom)
    return {"apart": float(apart), "low": low, "high": high}, _student(apart, joint, freedom)


def _student(apart: Fraction, variance: Fraction | None, freedom: Fraction | None) -> float | None:
    """The probability of a difference by Student's t, as Wallace (1959) approximates it."""
    if not variance or freedom is None:
        return None
    f, squared = float(freedom), float(apart * apart / variance)
    return two_sided((8 * f + 1) / (8 * f + 3) * sqrt(f * log1p(squared / f)))


def by_story(story: Mapping[int, int], rows: Iterable[Row], column: str = "quality") -> Scores:
    """The known values of a column, by the story of their article."""
    scores = defaultdict(list)
    for row in rows:
        if row[column] is not None:
            scores[story[row["article_id"]]].append(int(row[column]))
    return scores


def share_interval(marks: Scores) -> Interval:
    """Wilson's 95 % interval of the share of ones, with the design effect of stories."""
    own = Sample(marks)
    if own.freedom is None:
        return None, None
    share, size = own.mean, own.freedom + 1
    if share not in {0, 1}:
        size = min(share * (1 - share) / own.variance, own.n) if own.variance else own.n
    return wilson(float(share * size), float(size))


def median_interval(scores: Scores) -> Interval:
    """Woodruff's 95 % interval: from the interval of the share of values below the median."""
    ordered = sorted(value for own in scores.values() for value in own)
    middle = quantile(ordered, Fraction(1, 2))
    if middle is None:
        return None, None
    twice = {
        number: [(float(value) < middle) + (float(value) <= middle) for value in own]
        for number, own in scores.items()
    }
    below = Sample(twice)
    _, high = confidence(Fraction(0), below.variance, below.freedom)
    if high is None:
        return None, None
    n, reach = below.n, high / 2
    first = max(ceil(n * (0.5 - reach)), 1)
    last = min(floor(n * (0.5 + reach)) + 1, n)
    return ordered[first - 1], ordered[last - 1]


def median_by_order(values: Sequence[Fraction]) -> Interval:
    """The 95 % interval of the median of independent values, between two of them."""
    n = len(values)
    if n < 6:
        return None, None
    place = floor((n + 1 - Z95 * sqrt(n)) / 2)
    ordered = sorted(values)
    return float(ordered[place - 1]), float(ordered[n - place])


def mean_interval(values: Sequence[Fraction | int]) -> Interval:
    """The 95 % interval of the mean of independent values that are never negative."""
    low, high = Sample({number: [value] for number, value in enumerate(values)}).interval
    return None if low is None else max(low, 0.0), high


def ends(name: str, interval: Interval) -> Row:
    """Both ends of an interval, as the columns behind what it is of."""
    low, high = interval
    return {f"{name}_low": low, f"{name}_high": high}
