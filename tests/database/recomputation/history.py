"""What changed in an archive, and when: from the versions of its documents."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .items import last
from .lateness import floats, in_batches, lateness
from .measures import mean, quantile, share
from .sampled import ends as ends_of
from .sampled import median_interval, share_interval
from .selecting import bucket_of
from .versions import hours_between, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .items import Archive
    from .reading import Row

__all__ = [
    "archive_activity",
    "flapping_documents",
    "late_arrivals",
    "overwritten_paths",
    "payload_churn",
    "publication_reversals",
    "rescoring",
    "time_to_publish",
    "time_to_score",
]

_REISSUES = ("payload_only", "line_ends_only", "format_only")
_CONTENT = ("content", "reverted")


def archive_activity(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401 - as `versions_of`
    """One row per day with commits that changed documents."""
    days: dict[Any, list[Row]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["change"] != "present":
            days[version["local_at"].date()].append(version)
    return [
        {
            "date": day,
            "commits": len({version["commit_hash"] for version in versions}),
            "versions": len(versions),
            "added": _count(versions, "added"),
            "content": _count(versions, *_CONTENT),
            "reissued": _count(versions, *_REISSUES),
            "moved": _count(versions, "moved", "moved_and_changed"),
            "removed": _count(versions, "removed"),
        }
        for day, versions in sorted(days.items())
    ]


def _count(versions: Iterable[Row], *kinds: str) -> int:
    return sum(version["change"] in kinds for version in versions)


def payload_churn(
    archive: Archive,
    *,
    bucket: str = "month",
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per span with modifications."""
    spans: dict[Any, list[Row]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["was"] and version["change"] in (*_REISSUES, *_CONTENT):
            spans[bucket_of(version["local_at"], bucket)].append(version)
    return [
        {
            "date": day,
            "modifications": len(versions),
            **{kind: _count(versions, kind) for kind in _REISSUES},
            "content": _count(versions, *_CONTENT),
            "churn_share": share(_count(versions, *_REISSUES), len(versions)),
        }
        for day, versions in sorted(spans.items())
    ]


def rescoring(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per provider with scored documents, most rescorings first."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["quality"] is not None and version["provider_domain"] is not None:
            groups[version["provider_domain"]].append(version)
    answer = []
    for domain, versions in groups.items():
        changes = [
            (version["document_id"], version["quality"] - version["was"]["quality"])
            for version in versions
            if version["was"] and version["was"]["quality"] is not None
        ]
        changes = [(document, by) for document, by in changes if by]
        answer.append(
            {
                "provider_domain": domain,
                "documents": len({version["document_id"] for version in versions}),
                "rescored": len({document for document, _ in changes}),
                "rescorings": len(changes),
                "up": sum(by > 0 for _, by in changes),
                "down": sum(by < 0 for _, by in changes),
                "mean_change": mean([by for _, by in changes]),
                "mean_size": mean([abs(by) for _, by in changes]),
            }
        )
    return sorted(answer, key=lambda row: (-row["rescorings"], row["provider_domain"]))


def time_to_score(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per provider of new documents, with the wait for a score."""
    return _waits(archive, "scored", lambda row: row["quality"] is not None, selection)


def time_to_publish(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per provider of new documents, with the wait for publication."""
    return _waits(archive, "published", lambda row: row["published"], selection)


def _waits(archive: Archive, name: str, ends: Any, selection: Row) -> list[Row]:  # noqa: ANN401
    groups: dict[str | None, list[tuple[Any, Fraction | None]]] = defaultdict(list)
    for first in versions_of(archive, **selection):
        if first["change"] != "added" or first["was"]:
            continue
        own = (row for row in archive.history if row["document_id"] == first["document_id"])
        end = next((row for row in own if ends(row)), None)
        hours = hours_between(first["committed_at"], end["committed_at"]) if end else None
        groups[first["provider_domain"]].append((first["committed_at"], hours))
    answer = []
    for domain, waits in groups.items():
        over = [hours for _, hours in waits if hours is not None]
        ended = [(commit, int(hours is not None)) for commit, hours in waits]
        known = [(commit, hours) for commit, hours in waits if hours is not None]
        answer.append(
            {
                "provider_domain": domain,
                "documents": len(waits),
                name: len(over),
                "share": share(len(over), len(waits)),
                **ends_of("share", share_interval(in_batches(ended))),
                "median_hours": quantile(over, Fraction(1, 2)),
                **ends_of("median", floats(median_interval(in_batches(known)))),
                "longest_hours": float(max(over)) if over else None,
            }
        )
    return sorted(answer, key=lambda row: (-row["documents"], *last(row["provider_domain"])))


def publication_reversals(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per withdrawal of a published document, the first first."""
    answer = []
    for version in versions_of(archive, **selection):
        was = version["was"]
        is_withdrawn = version["published"] is False or version["change"] == "removed"
        if not was or not was["published"] or not is_withdrawn:
            continue
        later = (
            row["committed_at"]
            for row in archive.history
            if row["document_id"] == version["document_id"]
            and row["sequence"] > version["sequence"]
            and row["published"]
        )
        answer.append(
            {
                "path": version["path"],
                "title": was["title"],
                "provider_domain": was["provider_domain"],
                "withdrawn_at": version["committed_at"],
                "was_quality": was["quality"],
                "quality": version["quality"],
                "published_again_at": next(later, None),
                "commit_hash": version["commit_hash"],
            }
        )
    return sorted(answer, key=lambda row: (row["withdrawn_at"], row["path"].encode()))


def overwritten_paths(archive: Archive, **selection: Any) -> list[Row]:  # noqa: ANN401
    """One row per version of another outlet at the same path, the first first."""
    answer = [
        {
            "path": version["path"],
            "overwritten_at": version["committed_at"],
            "was_provider": version["was"]["provider_domain"],
            "provider_domain": version["provider_domain"],
            "was_title": version["was"]["title"],
            "title": version["title"],
            "commit_hash": version["commit_hash"],
        }
        for version in versions_of(archive, **selection)
        if version["was"] and version["change"] in _CONTENT
    ]
    found = [
        row
        for row in answer
        if row["was_provider"] and row["provider_domain"] not in {None, row["was_provider"]}
    ]
    return sorted(found, key=lambda row: (row["overwritten_at"], row["path"].encode()))


def flapping_documents(
    archive: Archive,
    *,
    min_reversals: int = 1,
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per document that went back to an earlier content, most often first."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["change"] == "reverted":
            groups[version["document_id"]].append(version)
    answer = [
        {
            "document_id": document,
            "path": versions[-1]["path"],
            "reversals": len(versions),
            "first_at": versions[0]["committed_at"],
            "last_at": versions[-1]["committed_at"],
        }
        for document, versions in groups.items()
        if len(versions) >= min_reversals
    ]
    return sorted(answer, key=lambda row: (-row["reversals"], row["path"].encode()))


def late_arrivals(
    archive: Archive,
    *,
    after_hours: int = 24,
    **selection: Any,  # noqa: ANN401
) -> list[Row]:
    """One row per provider of new documents, most late documents first."""
    groups: dict[str | None, list[tuple[Any, Fraction]]] = defaultdict(list)
    for version in versions_of(archive, **selection):
        if version["change"] == "added" and version["published_at"]:
            hours = hours_between(version["published_at"], version["committed_at"])
            groups[version["provider_domain"]].append((version["committed_at"], hours))
    answer = [
        {
            "provider_domain": domain,
            **lateness(batches, after_hours),
            "longest_hours": float(max(hours for _, hours in batches)),
        }
        for domain, batches in groups.items()
    ]
    return sorted(answer, key=lambda row: (-row["late"], *last(row["provider_domain"])))
