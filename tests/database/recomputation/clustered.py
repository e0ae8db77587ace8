"""Means of scores that come in stories: their intervals, differences and places."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import expm1, log1p, sqrt
from typing import TYPE_CHECKING, Any

from .chance import story_of_articles, two_sided, with_q_values
from .change import periods
from .grouping import by_provider
from .inference import wilson
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["quality_change", "quality_ranks"]

_Z95 = 1.959963984540054
_Scores = dict[int, list[int]]
"""The scores of each story."""


class _Sample:
    """Scores by story, with the variance of their mean."""

    def __init__(self, scores: _Scores) -> None:
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
    def interval(self) -> tuple[float | None, float | None]:
        """The 95 % interval of the mean."""
        return confidence(self.mean, self.variance, self.freedom)


def confidence(
    value: Fraction | None, variance: Fraction | None, freedom: Fraction | float | None
) -> tuple[float | None, float | None]:
    if value is None or variance is None or freedom is None:
        return None, None
    freedom = float(freedom)
    z = _Z95 * (8 * freedom + 3) / (8 * freedom + 1)
    reach = sqrt(freedom * expm1(z * z / freedom)) * sqrt(variance)
    return float(value) - reach, float(value) + reach


def _difference(one: _Sample, other: _Sample) -> tuple[Row, float | None]:
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


def _by_story(story: dict[int, int], rows: list[Row]) -> _Scores:
    scores: _Scores = defaultdict(list)
    for row in rows:
        if row["quality"] is not None:
            scores[story[row["article_id"]]].append(row["quality"])
    return scores


def quality_change(
    archive: Archive,
    **selection: Any,  # noqa: ANN401 - as `periods` takes it
) -> list[Row]:
    """One row, if either of the two periods has scored articles."""
    story = story_of_articles(archive)
    now, before = (_Sample(_by_story(story, rows)) for rows in periods(archive, **selection))
    if not now.n and not before.n:
        return []
    change, p = _difference(now, before)
    return [
        {
            **_described(now, ""),
            **_described(before, "previous_"),
            "change": change["apart"],
            "change_low": change["low"],
            "change_high": change["high"],
            "p_value": p,
        }
    ]


def _described(sample: _Sample, prefix: str) -> Row:
    low, high = sample.interval
    return {
        f"{prefix}n": sample.n,
        f"{prefix}stories": sample.stories,
        f"{prefix}mean": None if sample.mean is None else float(sample.mean),
        f"{prefix}low": low,
        f"{prefix}high": high,
    }


def quality_ranks(
    archive: Archive,
    *,
    min_articles: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider with enough scored articles, best mean quality first."""
    rows = [row for row in select_articles(archive, **selection) if row["quality"] is not None]
    groups = by_provider(rows)
    story = story_of_articles(archive)
    samples = {
        domain: _Sample(_by_story(story, own))
        for domain, own in groups.items()
        if domain is not None and len(own) >= min_articles
    }
    levels = _level_variances(samples)
    shrunk = _shrunk(samples, levels)
    places = _places(samples, levels)
    answer = []
    for domain, own in samples.items():
        others = _Sample(_by_story(story, [r for r in rows if r["provider_domain"] != domain]))
        apart, p = _difference(own, others)
        low, high = own.interval
        answer.append(
            {
                "provider_domain": domain,
                "provider_name": archive.provider[domain]["name"],
                "n": own.n,
                "stories": own.stories,
                "mean": float(own.mean),
                "low": low,
                "high": high,
                "shrunk": shrunk[domain],
                "rank": 1 + sum(other.mean > own.mean for other in samples.values()),
                "rank_low": places[domain][0],
                "rank_high": places[domain][1],
                "others_mean": None if others.mean is None else float(others.mean),
                "difference": apart["apart"],
                "difference_low": apart["low"],
                "difference_high": apart["high"],
                "p_value": p,
            }
        )
    return sorted(with_q_values(answer), key=lambda row: (-row["mean"], row["provider_domain"]))


def published_interval(archive: Archive, rows: list[Row]) -> tuple[float | None, float | None]:
    """Wilson's 95 % interval of the share published, with the design effect of stories."""
    story = story_of_articles(archive)
    marks: _Scores = defaultdict(list)
    for row in rows:
        marks[story[row["article_id"]]].append(int(row["published"]))
    own = _Sample(marks)
    if own.freedom is None:
        return None, None
    share = own.mean
    size = own.freedom + 1
    if share not in {0, 1}:
        size = min(share * (1 - share) / own.variance, own.n) if own.variance else own.n
    return wilson(float(share * size), float(size))


def _level_variances(samples: dict[str, _Sample]) -> dict[str, Fraction | None]:
    """The variance of each mean, if all providers vary as widely from story to story."""
    known = [own for own in samples.values() if own.variance is not None]
    if not known:
        return dict.fromkeys(samples)
    steady = sum(own.variance * own.n**2 for own in known) / sum(own.squares for own in known)
    return {domain: steady * own.squares / own.n**2 for domain, own in samples.items()}


def _shrunk(
    samples: dict[str, _Sample], levels: dict[str, Fraction | None]
) -> dict[str, float | None]:
    """The means of empirical Bayes, with the variance between of DerSimonian and Laird (1986)."""
    if not samples or not all(levels.values()):
        return {
            domain: None if levels[domain] is None else float(own.mean)
            for domain, own in samples.items()
        }
    weights = {domain: 1 / variance for domain, variance in levels.items()}
    total = sum(weights.values())
    center = sum(weights[domain] * own.mean for domain, own in samples.items()) / total
    around = sum(weights[domain] * (own.mean - center) ** 2 for domain, own in samples.items())
    left = total - sum(weight**2 for weight in weights.values()) / total
    scatter = max((around - (len(samples) - 1)) / left, Fraction(0)) if left else Fraction(0)
    precise = {domain: 1 / (scatter + variance) for domain, variance in levels.items()}
    middle = sum(precise[domain] * own.mean for domain, own in samples.items()) / sum(
        precise.values()
    )
    return {
        domain: float(middle + (own.mean - middle) * scatter * precise[domain])
        for domain, own in samples.items()
    }


def _places(
    samples: dict[str, _Sample], levels: dict[str, Fraction | None]
) -> dict[str, tuple[int, int]]:
    """The best and the worst place that chance explains, by pairs (Mogstad et al. 2024)."""
    answer = {}
    for domain, own in samples.items():
        better = worse = 0
        for name, other in samples.items():
            if name == domain or not levels[domain]:
                continue
            z = float(other.mean - own.mean) / sqrt(levels[domain] + levels[name])
            if two_sided(z) * (len(samples) - 1) <= 0.05:
                better += z > 0
                worse += z < 0
        answer[domain] = (1 + better, len(samples) - worse)
    return answer
