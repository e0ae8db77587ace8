"""Where the line of publication lies, and which heats can't be trusted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from .items import last
from .measures import share
from .selecting import select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["heat_audit", "publication_by_quality", "publication_lines"]

_INT64 = range(-(2**63), 2**63)


def publication_by_quality(
    archive: Archive,
    *,
    band: int = 5,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per band of quality in which articles lie, from the lowest."""
    rows = [
        row
        for row in select_articles(archive, **selection)
        if row["quality"] is not None and row["published"] is not None
    ]
    line, line_to = _line(rows)
    bands = defaultdict(list)
    for row in rows:
        bands[row["quality"] // band * band].append(row)
    return [
        {
            "quality_from": start,
            "quality_to": start + band,
            "articles": len(group),
            "published": sum(row["published"] for row in group),
            "published_share": share(sum(row["published"] for row in group), len(group)),
            "line": line,
            "line_to": line_to,
            "published_below": sum(row["published"] and row["quality"] < line for row in group),
            "unpublished_above": sum(
                not row["published"] and row["quality"] >= line for row in group
            ),
        }
        for start, group in sorted(bands.items())
    ]


def publication_lines(
    archive: Archive,
    *,
    min_articles: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per archive: a recomputed lake has one archive, so there is one row at most."""
    bands = publication_by_quality(archive, **selection)
    sums = {
        name: sum(row[name] for row in bands)
        for name in ("articles", "published", "published_below", "unpublished_above")
    }
    if not bands or sums["articles"] < min_articles:
        return []
    return [
        {
            "archive": archive.articles[0]["archive"],
            "articles": sums["articles"],
            "published": sums["published"],
            "line": bands[0]["line"],
            "line_to": bands[0]["line_to"],
            "published_below": sums["published_below"],
            "unpublished_above": sums["unpublished_above"],
        }
    ]


def _line(rows: list[Row]) -> tuple[int, int]:
    """The lowest threshold with the fewest articles on its wrong side, and the last as good."""
    scores = [row["quality"] for row in rows]
    wrong = {
        line: sum(row["published"] != (row["quality"] >= line) for row in rows)
        for line in (range(min(scores), max(scores) + 2) if scores else [0])
    }
    line = min(wrong, key=lambda threshold: wrong[threshold])
    line_to = line
    while wrong.get(line_to + 1) == wrong[line]:
        line_to += 1
    return line, line_to


def heat_audit(
    archive: Archive,
    *,
    only_off: bool = True,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per article whose heat is known, the largest difference first."""
    known = [row for row in select_articles(archive, **selection) if row["heat"] is not None]
    known.sort(key=lambda row: [last(row[name]) for name in _ORDER])
    answer = map(_audited, known)
    shown = [row for row in answer if not only_off or row["verdict"] in _SHOWN]
    return sorted(
        shown,
        key=lambda row: last(None if row["difference"] is None else -abs(row["difference"])),
    )


_ORDER = ("published_at", "title", "heat", "provider_domain", "quality", "article_id")
_SHOWN = {"overflow", "no quality", "off"}


def _audited(row: Row) -> Row:
    heat, quality, listed = row["heat"], row["quality"], len(row["related"])
    expected = None if heat == -1 or quality is None else _held(quality + 10 * listed)
    return {
        "article_id": row["article_id"],
        "title": row["title"],
        "provider_domain": row["provider_domain"],
        "quality": quality,
        "related_count": listed,
        "heat": heat,
        "expected": expected,
        "difference": None if expected is None else _held(heat - expected),
        "verdict": _verdict(heat, quality, expected),
    }


def _held(number: int) -> int | None:
    return number if number in _INT64 else None


def _verdict(heat: int, quality: int | None, expected: int | None) -> str:
    if heat <= -2147000000:
        return "overflow"
    if heat == -1:
        return "not a head"
    if quality is None:
        return "no quality"
    return "as expected" if heat == expected else "off"
