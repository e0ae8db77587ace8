"""Whether publication is as likely for each provider's articles of the same quality."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import exp, sqrt
from typing import TYPE_CHECKING, Any

from .inference import Z95, chance, false_discovery_rates
from .items import last
from .measures import share
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["publication_odds"]

_HALF = Fraction(1, 2)
_Table = tuple[int, int, int, int]
"""Own published and not, others' published and not, in a band."""


def publication_odds(
    archive: Archive,
    *,
    band: int = 1,
    min_articles: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per provider of heads, the least probable difference first."""
    counts: dict[str | None, Counter[tuple[int, bool]]] = defaultdict(Counter)
    for row in select_articles(archive, **selection):
        if row["quality"] is not None and row["published"] is not None and row["heat"] != -1:
            counts[row["provider_domain"]][row["quality"] // band, row["published"]] += 1
    everyone = sum(counts.values(), Counter())
    rows = [
        {"provider_domain": domain, "provider_name": archive.provider[domain]["name"]}
        | _compared(_tables(own, everyone))
        for domain, own in counts.items()
        if domain and own.total() >= min_articles
    ]
    rates = false_discovery_rates([row["p"] for row in rows])
    answer = [row | {"q": rate} for row, rate in zip(rows, rates, strict=True)]
    return sorted(
        answer,
        key=lambda row: (
            *last(None if row["p"] is None else round(row["p"], 9)),
            -row["articles"],
            row["provider_domain"],
        ),
    )


def _tables(
    own: Counter[tuple[int, bool]], everyone: Counter[tuple[int, bool]]
) -> list[tuple[int, int, int, int]]:
    return [
        (
            own[band, True],
            own[band, False],
            everyone[band, True] - own[band, True],
            everyone[band, False] - own[band, False],
        )
        for band in {band for band, _ in own}
    ]


def _compared(tables: list[_Table]) -> Row:
    published = sum(a for a, *_ in tables)
    articles = sum(a + b for a, b, *_ in tables)
    expected = sum((Fraction((a + b) * (a + c), a + b + c + d) for a, b, c, d in tables))
    variances = [_variance(*table) for table in tables]
    spread = sqrt(sum(variances))
    off = max(abs(published - expected) - _HALF, 0)
    ratio, reach = _odds_ratio(tables)
    return {
        "articles": articles,
        "published": published,
        "share": share(published, articles),
        "expected": float(expected),
        "compared": sum(
            a + b for (a, b, *_), variance in zip(tables, variances, strict=True) if variance
        ),
        "odds_ratio": ratio,
        "low": None if ratio is None else ratio * exp(-reach),
        "high": None if ratio is None else ratio * exp(reach),
        "p": chance(float(off) / spread) if spread else None,
    }


def _variance(a: int, b: int, c: int, d: int) -> Fraction:
    n = a + b + c + d
    return Fraction((a + b) * (c + d) * (a + c) * (b + d), n * n * (n - 1) if n > 1 else 1)


def _odds_ratio(tables: list[_Table]) -> tuple[float | None, float]:
    """The odds ratio, and the reach of its interval on the scale of logarithms."""
    n = [sum(table) for table in tables]
    pairs = list(zip(tables, n, strict=True))
    r = [Fraction(a * d, total) for (a, _, _, d), total in pairs]
    s = [Fraction(b * c, total) for (_, b, c, _), total in pairs]
    p = [Fraction(a + d, total) for (a, _, _, d), total in pairs]
    for_it, against = sum(r), sum(s)
    if not for_it or not against:
        return None, 0.0
    variance = sum(
        each * one / (2 * for_it**2)
        + (each * other + (1 - each) * one) / (2 * for_it * against)
        + (1 - each) * other / (2 * against**2)
        for each, one, other in zip(p, r, s, strict=True)
    )
    return float(Fraction(for_it) / against), Z95 * sqrt(variance)
