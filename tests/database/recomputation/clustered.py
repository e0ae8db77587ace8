"""Means of scores, compared between periods and providers, and places by them."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, Any

from .chance import story_of_articles, two_sided, with_q_values
from .change import periods
from .grouping import by_provider
from .sampled import Sample, by_story, difference
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["quality_change", "quality_ranks"]


def quality_change(
    archive: Archive,
    **selection: Any,  # noqa: ANN401 - as `periods` takes it
) -> list[Row]:
    """One row, if either of the two periods has scored articles."""
    story = story_of_articles(archive)
    now, before = (Sample(by_story(story, rows)) for rows in periods(archive, **selection))
    if not now.n and not before.n:
        return []
    change, p = difference(now, before)
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


def _described(sample: Sample, prefix: str) -> Row:
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
        domain: Sample(by_story(story, own))
        for domain, own in groups.items()
        if domain is not None and len(own) >= min_articles
    }
    levels = _level_variances(samples)
    shrunk = _shrunk(samples, levels)
    places = _places(samples, levels)
    answer = []
    for domain, own in samples.items():
        others = Sample(by_story(story, [r for r in rows if r["provider_domain"] != domain]))
        apart, p = difference(own, others)
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


def _level_variances(samples: dict[str, Sample]) -> dict[str, Fraction | None]:
    """The variance of each mean, if all providers vary as widely from story to story."""
    known = [own for own in samples.values() if own.variance is not None]
    if not known:
        return dict.fromkeys(samples)
    steady = sum(own.variance * own.n**2 for own in known) / sum(own.squares for own in known)
    return {domain: steady * own.squares / own.n**2 for domain, own in samples.items()}


def _shrunk(
    samples: dict[str, Sample], levels: dict[str, Fraction | None]
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
    samples: dict[str, Sample], levels: dict[str, Fraction | None]
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
