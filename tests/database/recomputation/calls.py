"""How each named query is called: plainly, and with parameters that fit the archive."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from .items import most_frequent

if TYPE_CHECKING:
    from collections.abc import Collection

    from .items import Archive

__all__ = ["kinds", "parameters"]

_PERIOD = {
    "since": date(2021, 3, 1),
    "until": date(2021, 3, 29),
    "tz": "America/New_York",  # whose clocks went forward on the 14th
    "bucket": "week",
    "category": "news",
    "type": "article",
}
_TOPIC = {"topic": "the most frequent", "min_articles": 3, "min_items": 3, "min_stories": 2}
_PROVIDER = {"provider": "the most frequent", "bucket": "week"}
_OWN = {
    "bucket": "month",
    "category": None,
    "tz": "Asia/Kolkata",
    "across_providers": True,
    "only_gaps": False,
    "only_off": False,
    "only_silent": False,
    "holidays": [date(2021, 3, 8), date(2021, 3, 16)],
    "only_conflicts": False,
    "by": "topic",
    "previous_since": date(2020, 12, 1),
    "low": 1.5,
    "similarity": 0.5,
    "within_days": 5,
    "band": 7,
    "top": 3,
    "most_days": 3,
    "after_hours": 100,
    "min_articles": 1,
    "min_items": 2,
    "min_stories": 1,
    "min_peers": 2,
    "quiet_days": 3,
    "min_share": 0.1,
    "min_rise": 0.5,
    "min_days": 2,
    "prior": 50,
    "every": False,
}
_KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "period": _PERIOD,
    "topic": _TOPIC,
    "provider": _PROVIDER,
    "own": _OWN,
}
_TWO_PERIODS = {"previous_since"}
_ESSENTIAL = {"topic": {"topic"}, "provider": {"provider"}}


def kinds(accepted: Collection[str]) -> list[str]:
    """The kinds of call that a query with such parameters can be given."""
    return [
        kind
        for kind, given in _KINDS.items()
        if _ESSENTIAL.get(kind, set(given)) & set(accepted) or kind == "plain"
    ]


def parameters(kind: str, accepted: Collection[str], archive: Archive) -> dict[str, Any]:
    """The arguments of a kind of call that a query accepts."""
    given = {name: value for name, value in _KINDS[kind].items() if name in accepted}
    if _TWO_PERIODS & set(accepted):
        given = {"since": date(2021, 3, 1), "until": date(2021, 4, 1)} | given
    if "topic" in given:
        given["topic"] = most_frequent(
            chain.from_iterable(row["topics"] for row in archive.articles)
        )
    if "provider" in given:
        domain = most_frequent(
            row["provider_domain"] for row in (*archive.articles, *archive.history)
        )
        given["provider"] = domain and domain.upper()
    if kind == "own" and "similarity" in given:
        given["across_providers"] = False
    if "words" in accepted:
        given["words"] = _frequent_words(archive, 1 if kind == "topic" else 3)
    return given


def _frequent_words(archive: Archive, most: int) -> str:
    """Frequent words of titles, the first of them in capitals."""
    counts = Counter(
        word for row in archive.articles for word in (row["title"] or "").split() if word.isalpha()
    )
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return " ".join([*(word.upper() for word in ordered[:1]), *ordered[1:most]])
