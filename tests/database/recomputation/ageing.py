"""What becomes of documents as they grow older: first sights, growth, scores and publication."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

from .lateness import lateness
from .measures import mean, quantile, share
from .selecting import Bound, bucket_of, is_date, local, within
from .versions import hours_between, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .items import Archive
    from .reading import Row

__all__ = [
    "archive_lateness",
    "heat_consistency",
    "publication_survival",
    "related_growth",
    "score_paths",
]

_OVERFLOW = -2_147_000_000
_SAYS = {"added", "content", "reverted", "moved_and_changed"}


def archive_lateness(
    archive: Archive,
    *,
    since: Bound = None,
    until: Bound = None,
    tz: str = "UTC",
    bucket: str = "month",
    after_hours: int = 24,
    **selection: Any,  # noqa: ANN401 - as `versions_of`
) -> list[Row]:
    """One row per span in which documents were first seen; all documents there are have history."""
    chosen = {id(row) for row in _of(versions_of(archive, **selection))}
    last: dict[str, Row] = {}
    first: dict[int, Row] = {}
    for version in archive.history:
        last[version["path"]] = version
        first.setdefault(version["document_id"], version)
    there = [row for row in last.values() if row["blob"] and row["status"] == "loaded"]
    began = min(first[row["document_id"]]["committed_at"] for row in there)
    spans: dict[Any, list[tuple[Any, Fraction]]] = defaultdict(list)
    for row in there:
        seen_at = first[row["document_id"]]["committed_at"]
        moment = row["published_at"]
        if seen_at == began or moment is None or is_date(moment) or id(row) not in chosen:
            continue
        if within(local(seen_at, tz), since, until):
            spans[bucket_of(local(seen_at, tz), bucket)].append(
                (seen_at, hours_between(moment, seen_at))
            )
    return [
        {
            "date": day,
            **lateness(documents, after_hours),
            "p90_hours": quantile([hours for _, hours in documents], Fraction(9, 10)),
            "longest_hours": float(max(hours for _, hours in documents)),
        }
        for day, documents in sorted(spans.items())
    ]


def _of(versions: Iterable[Row]) -> list[Row]:
    return [version["itself"] for version in versions]


def _added(archive: Archive, selection: Row) -> list[Row]:
    """The first versions of new documents of a selection."""
    versions = versions_of(archive, **selection)
    return [row for row in versions if row["change"] == "added" and not row["was"]]


def _versions_by_document(archive: Archive) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for version in archive.history:
        if version["change"] != "moved_away":
            found[version["document_id"]].append(version)
    return found


def related_growth(
    archive: Archive,
    *,
    most_days: int = 7,
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per age in days, with how many related items documents list then."""
    ended_at = max(version["committed_at"] for version in archive.history)
    own = _versions_by_document(archive)
    ages: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for first in _added(archive, selection):
        for age in range(most_days + 1):
            moment = first["committed_at"] + timedelta(days=age)
            if moment > ended_at:
                break
            earlier = [v for v in own[first["document_id"]] if v["committed_at"] <= moment]
            if earlier[-1]["status"] == "loaded":
                numbers = (earlier[-1]["related_count"] or 0, first["related_count"] or 0)
                ages[age].append(numbers)
    return [
        {
            "age_days": age,
            "documents": len(lists),
            "mean_related": mean([now for now, _ in lists]),
            "median_related": quantile([now for now, _ in lists], Fraction(1, 2)),
            "p90_related": quantile([now for now, _ in lists], Fraction(9, 10)),
            "grown": sum(now > then for now, then in lists),
            "grown_share": share(sum(now > then for now, then in lists), len(lists)),
        }
        for age, lists in sorted(ages.items())
    ]


def heat_consistency(
    archive: Archive,
    *,
    bucket: str = "month",
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per span of versions with a heat."""
    spans: dict[Any, list[Row]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["heat"] is not None and version["change"] in _SAYS:
            spans[bucket_of(version["local_at"], bucket)].append(version)
    answer = []
    for day, versions in sorted(spans.items()):
        heads = [
            v["heat"] == v["quality"] + 10 * (v["related_count"] or 0)
            for v in versions
            if v["quality"] is not None and v["heat"] != -1 and v["heat"] > _OVERFLOW
        ]
        answer.append(
            {
                "date": day,
                "heads": len(heads),
                "as_expected": sum(heads),
                "expected_share": share(sum(heads), len(heads)),
                "overflows": sum(v["heat"] <= _OVERFLOW for v in versions),
                "unexplained": sum(map(_is_unexplained, versions)),
            }
        )
    return answer


def _is_unexplained(version: Row) -> bool:
    was = version["was"]
    if not was or was["heat"] is None or was["heat"] == version["heat"]:
        return False
    related = (was["related_count"] or 0) == (version["related_count"] or 0)
    return bool(related and was["quality"] == version["quality"])


def score_paths(
    archive: Archive,
    *,
    top: int = 10,
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per document and day of a new score, of the documents rescored most often."""
    paths: dict[int, list[Row]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["quality"] is not None:
            paths[version["document_id"]].append(version)
    rescored = {document: sum(map(_is_rescoring, versions)) for document, versions in paths.items()}
    order = sorted((-times, document) for document, times in rescored.items() if times)
    answer = []
    for times, document in order[:top]:
        versions = paths[document]
        kept = [v for at, v in enumerate(versions) if at == 0 or _is_rescoring(v)]
        days = {v["local_at"].date(): v["quality"] for v in kept}
        answer += [
            {
                "document_id": document,
                "title": _last(versions, "title"),
                "provider_domain": _last(versions, "provider_domain"),
                "date": day,
                "quality": quality,
                "rescorings": -times,
            }
            for day, quality in sorted(days.items())
        ]
    return answer


def _is_rescoring(version: Row) -> bool:
    was = version["was"]
    return bool(was and was["quality"] not in {None, version["quality"]})


def _last(versions: list[Row], name: str) -> Any:  # noqa: ANN401 - a value of a column
    """The last value that there is."""
    return next((v[name] for v in reversed(versions) if v[name] is not None), None)


def publication_survival(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per wait after which documents were published, by Kaplan and Meier."""
    ended_at = max(version["committed_at"] for version in archive.history)
    own = _versions_by_document(archive)
    waits = []
    for first in _added(archive, selection):
        versions = own[first["document_id"]]
        published = next((v for v in versions if v["published"]), None)
        removed = next((v for v in versions if v["change"] == "removed"), None)
        end = published or removed
        left_at = end["committed_at"] if end else ended_at
        waits.append((hours_between(first["committed_at"], left_at), published is not None))
    answer = []
    surviving, variance = Fraction(1), Fraction(0)
    for hours in sorted({wait for wait, is_published in waits if is_published}):
        at_risk = sum(wait >= hours for wait, _ in waits)
        published_now = sum(wait == hours for wait, is_published in waits if is_published)
        surviving *= 1 - Fraction(published_now, at_risk)
        if at_risk > published_now:
            variance += Fraction(published_now, at_risk * (at_risk - published_now))
        low, high = _interval(float(surviving), float(variance))
        answer.append(
            {
                "hours": float(hours),
                "at_risk": at_risk,
                "published": published_now,
                "share": float(surviving),
                "low": low,
                "high": high,
            }
        )
    return answer


def _interval(surviving: float, variance: float) -> tuple[float | None, float | None]:
    if not 0 < surviving < 1:
        return None, None
    width = 1.96 * sqrt(variance) / -log(surviving)
    return surviving ** exp(width), surviving ** exp(-width)
