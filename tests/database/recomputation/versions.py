"""Which versions of documents a query about history is about."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .selecting import Bound, local, within

if TYPE_CHECKING:
    from datetime import datetime

    from .items import Archive
    from .reading import Row

__all__ = ["hours_between", "versions_of"]


def versions_of(
    archive: Archive,
    *,
    since: Bound = None,
    until: Bound = None,
    provider: str | None = None,
    tz: str = "UTC",
    category: str | None = "news",
    type: str | None = None,  # noqa: A002 - as the queries name it
) -> list[Row]:
    """The versions of a selection, each with `itself`, and the version before as `was`."""
    latest: dict[int, Row] = {}
    found = []
    for version in archive.history:
        if version["change"] == "moved_away":
            continue
        was = latest.get(version["document_id"])
        latest[version["document_id"]] = version
        kind = was if version["change"] == "removed" and was else version
        said = kind["category"]
        if said is None and kind["type"] in {None, "article"}:
            said = "news"
        local_at = local(version["committed_at"], tz)
        outlet = version["provider_domain"] or (was and was["provider_domain"])
        if (
            within(local_at, since, until)
            and (provider is None or outlet == provider.lower())
            and category in {None, said}
            and type in {None, kind["type"]}
        ):
            found.append({**version, "was": was, "local_at": local_at, "itself": version})
    return found


def hours_between(start: datetime, end: datetime) -> Fraction:
    """The hours from one moment to another."""
    passed = end - start
    return Fraction(passed.days * 86_400 + passed.seconds, 3_600)
