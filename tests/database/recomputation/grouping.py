"""Rows by provider, topic and date, as many queries group them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .selecting import Bound, bucket_of, buckets

if TYPE_CHECKING:
    from datetime import date

    from .reading import Row

__all__ = ["by_date", "by_provider", "by_topic"]


def by_provider(rows: list[Row]) -> dict[str | None, list[Row]]:
    """Rows by the domain of their provider; those without one are a group too."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["provider_domain"]].append(row)
    return dict(groups)


def by_topic(rows: list[Row]) -> dict[str, list[Row]]:
    """Documents by topic, once under each of theirs, however often it is stated."""
    groups = defaultdict(list)
    for row in rows:
        for topic in dict.fromkeys(row["topics"]):
            groups[topic].append(row)
    return dict(groups)


def by_date(
    rows: list[Row], bucket: str, since: Bound, until: Bound
) -> dict[date | None, list[Row]]:
    """Documents by day, week or month, quiet ones included and undated documents last."""
    moments = [row["local_at"] for row in rows if row["local_at"]]
    groups: dict[date | None, list[Row]] = {
        start: [] for start in buckets(moments, bucket, since, until)
    }
    for row in rows:
        groups.setdefault(bucket_of(row["local_at"], bucket), []).append(row)
    return groups
