"""How each named query is called: plainly, and with parameters that fit the archive."""

from __future__ import annotations

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
_MONTHS = {"bucket": "month", "category": None, "tz": "Asia/Kolkata", "band": 7}
_TOPIC = {"topic": "the most frequent", "min_articles": 3, "min_items": 3, "min_stories": 2}
_PROVIDER = {"provider": "the most frequent", "bucket": "week"}
_KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "period": _PERIOD,
    "months": _MONTHS,
    "topic": _TOPIC,
    "provider": _PROVIDER,
}
_OF_A_KIND = {"topic": "topic", "provider": "provider"}


def kinds(accepted: Collection[str]) -> list[str]:
    """The kinds of call that a query with such parameters can be given."""
    return [kind for kind in _KINDS if _OF_A_KIND.get(kind, "tz") in accepted or kind == "plain"]


def parameters(kind: str, accepted: Collection[str], archive: Archive) -> dict[str, Any]:
    """The arguments of a kind of call that a query accepts."""
    given = {name: value for name, value in _KINDS[kind].items() if name in accepted}
    if "topic" in given:
        given["topic"] = most_frequent(
            chain.from_iterable(row["topics"] for row in archive.articles)
        )
    if "provider" in given:
        domain = most_frequent(row["provider_domain"] for row in archive.articles)
        given["provider"] = domain and domain.upper()
    return given
