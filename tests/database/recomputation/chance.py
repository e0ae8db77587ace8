"""How likely counts are by chance, and what of many tests passes."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from math import erfc, log1p, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["count_deviate", "story_of_articles", "two_sided", "upper_tail", "with_q_values"]


def upper_tail(deviate: float) -> float:
    """The probability that a standard normal variate is above a deviate."""
    return erfc(deviate / sqrt(2)) / 2


def two_sided(deviate: float | None) -> float | None:
    """The probability that a standard normal variate is as far from 0."""
    return None if deviate is None else erfc(abs(deviate) / sqrt(2))


def count_deviate(k: int, n: int, p: Fraction) -> float:
    """How unusual it is that k of n events are on a side of probability p; 0 where neither is."""
    more = max(_deviate(k - 1, n, p), 0.0) if k > 0 else 0.0
    fewer = min(_deviate(k, n, p), 0.0) if k < n else 0.0
    return more + fewer


def _deviate(k: int, n: int, p: Fraction) -> float:
    """The normal deviate of k or fewer of n, after Peizer and Pratt (1968)."""
    q = 1 - p
    distance = (
        k
        + Fraction(2, 3)
        - (n + Fraction(1, 3)) * p
        + Fraction(1, 50) * (q / (k + 1) - p / (n - k) + (p - Fraction(1, 2)) / (n + 1))
    )
    apart = k + Fraction(1, 2) - n * p
    scale = sqrt(1 + Fraction(1, 6 * n))
    if apart == 0:
        return float(distance) / sqrt(n * p * q) / scale
    information = n * p * _excess(apart / (n * p)) + n * q * _excess(-apart / (n * q))
    return float(distance) / float(abs(apart)) * sqrt(2 * information) / scale


def _excess(u: Fraction) -> float:
    return float(1 + u) * log1p(float(u)) - float(u)


def with_q_values(rows: list[Row], p_value: str = "p_value") -> list[Row]:
    """Rows with their `q_value` behind the rest: Benjamini and Hochberg (1995), as defined."""
    tested = sorted(row[p_value] for row in rows if row[p_value] is not None)
    steps = {p: p * len(tested) / bisect_right(tested, p) for p in tested}
    q_values: dict[float | None, float | None] = {None: None}
    for p in steps:
        q_values[p] = min(1.0, *(step for other, step in steps.items() if other >= p))
    return [{**row, "q_value": q_values[row[p_value]]} for row in rows]


def story_of_articles(archive: Archive) -> dict[int, int]:
    """The story of each document's own item."""
    story = {row["item_id"]: row["story_id"] for row in archive.story_items}
    return {
        mention["article_id"]: story[mention["item_id"]]
        for mention in archive.mentions
        if mention["position"] == 0
    }
