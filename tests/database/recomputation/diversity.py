"""How many voices a topic is covered by."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import exp, fsum, log
from typing import TYPE_CHECKING, Any

from .items import last
from .measures import share
from .selecting import bucket_of, select_articles

if TYPE_CHECKING:
    from .items import Archive
    from .reading import Row

__all__ = ["source_diversity"]


def source_diversity(
    archive: Archive,
    *,
    bucket: str | None = None,
    min_items: int = 1,
    **selection: Any,  # noqa: ANN401 - as `select_articles` takes it
) -> list[Row]:
    """One row per topic, and one for all, of the whole period or of each bucket."""
    own = defaultdict(set)
    covered = defaultdict(set)
    mentions = defaultdict(list)
    for mention in archive.mentions:
        mentions[mention["article_id"]].append(mention)
    for article in select_articles(archive, **selection):
        date = bucket_of(article["local_at"], bucket) if bucket else None
        for topic in {None, *article["topics"]}:
            for mention in mentions[article["article_id"]]:
                covered[date, topic].add(mention["item_id"])
                if mention["position"] == 0:
                    own[date, topic].add(mention["item_id"])
    answer = []
    for (date, topic), numbers in covered.items():
        leads = _voices(archive, own[date, topic], "lead")
        items = _voices(archive, numbers, "item")
        answer.append({"date": date, "topic": topic} | leads | items)
    enough = [row for row in answer if row["items"] and row["items"] >= min_items]
    return sorted(
        enough,
        key=lambda row: (
            *last(row["date"]),
            row["topic"] is not None,
            -row["items"],
            row["topic"] or "",
        ),
    )


def _voices(archive: Archive, numbers: set[int], name: str) -> Row:
    """The effective numbers of providers of some items: Hill numbers of order 0, 1 and 2."""
    domains = Counter(archive.item[number]["provider_domain"] for number in numbers)
    del domains[None]
    total = sum(domains.values())
    shares = [Fraction(n, total) for n in domains.values()]
    hhi = sum((p * p for p in shares), Fraction(0))
    return {
        f"{name}s": total,
        f"{name}_providers": len(domains),
        f"{name}_effective": exp(-fsum(p * log(p) for p in shares)) if total else None,
        f"{name}_inverse_hhi": float(1 / hhi) if hhi else None,
        f"{name}_hhi": share(hhi, 1) if hhi else None,
    }
