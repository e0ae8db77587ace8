"""Which scores change, and when: by the band that they leave, and by the age of documents."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .measures import mean, share
from .versions import versions_of

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["rescoring_by_age", "rescoring_by_quality"]

_Change = tuple[int, int]
"""A document, and what was added to its score."""


def rescoring_by_quality(
    archive: Archive,
    *,
    band: int = 10,
    **selection: Any,  # noqa: ANN401 - as `versions_of`
) -> list[Row]:
    """One row per band of quality in which documents had a score."""
    held: dict[int, set[int]] = defaultdict(set)
    changes: dict[int, list[_Change]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        document, now, was = version["document_id"], version["quality"], _score_before(version)
        for score in (now, was):
            if score is not None:
                held[score // band * band].add(document)
        if None not in {now, was} and now != was:
            changes[was // band * band].append((document, now - was))
    return [
        {
            "quality_from": start,
            "quality_to": start + band,
            "documents": len(documents),
            **_measures(changes[start]),
        }
        for start, documents in sorted(held.items())
    ]


def rescoring_by_age(
    archive: Archive,
    *,
    most_days: int = 14,
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per age in days that new documents have reached."""
    ended_at = max((version["committed_at"] for version in archive.history), default=None)
    firsts = {
        version["document_id"]: version["committed_at"]
        for version in versions_of(archive, **selection)
        if version["change"] == "added" and not version["was"]
    }
    changes: dict[int, list[_Change]] = defaultdict(list)
    for version in versions_of(archive, category=None):
        added_at = firsts.get(version["document_id"])
        now, was = version["quality"], _score_before(version)
        if added_at and None not in {now, was} and now != was:
            age = (version["committed_at"] - added_at) // timedelta(days=1)
            changes[age].append((version["document_id"], now - was))
    answer = []
    for age in range(most_days + 1):
        reached = [each for each in firsts.values() if each + timedelta(days=age) <= ended_at]
        if reached:
            measures = _measures(changes[age])
            rescored = measures.pop("rescored")
            answer.append(
                {
                    "age_days": age,
                    "documents": len(reached),
                    "rescored": rescored,
                    "rescored_share": share(rescored, len(reached)),
                    **measures,
                }
            )
    return answer


def _score_before(version: Row) -> Any:  # noqa: ANN401 - a whole number, or None
    return version["was"]["quality"] if version["was"] else None


def _measures(changes: list[_Change]) -> Row:
    sizes = [by for _, by in changes]
    return {
        "rescored": len({document for document, _ in changes}),
        "rescorings": len(changes),
        "up": sum(by > 0 for by in sizes),
        "down": sum(by < 0 for by in sizes),
        "mean_change": mean(sizes),
        "mean_size": mean([abs(by) for by in sizes]),
    }
