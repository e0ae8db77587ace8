"""Publication of heads of stories and of their followers, apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    estimated_share,
    joined,
    percent,
    said,
    total,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["heads_and_followers"]


def heads_and_followers(places: Rows) -> Markup:
    """Which share of heads and which of followers is published; and how the total moved.

    Args:
        places: A row for `head` and one for `follower`, each with its articles that are `known` to
            be published or not, those `published`, their share with its interval, and the same of
            the period before, where there is one.
    """
    if len(places) < 2:
        return NOTHING
    head, follower = sorted(places, key=lambda row: row["place"], reverse=True)
    if min(head["known"], follower["known"]) < FEWEST_FOR_SHARES:
        return NOTHING
    apart = said(
        "Of {} of stories, {} {} published; of {}, {}.",
        counted(head["known"], "head"),
        _share(head),
        are(head["published"]),
        counted(follower["known"], "follower"),
        _share(follower),
    )
    return joined(apart, _against_both(head, follower))


def _share(row: Row) -> str:
    return estimated_share(
        row["published_share"], row["published_share_low"], row["published_share_high"]
    )


def _against_both(head: Row, follower: Row) -> Markup | None:
    """The total, where it moved against both of its parts.

    Source: Simpson 1951, The Interpretation of Interaction in Contingency Tables, JRSS B 13(2).
    """
    parts = (head, follower)
    if min(row["previous_known"] or 0 for row in parts) < FEWEST_FOR_SHARES:
        return None
    before, now = _total(parts, "previous_"), _total(parts, "")
    rises = [row["published_share"] - row["previous_published_share"] for row in parts]
    if not (now < before and min(rises) > 0) and not (now > before and max(rises) < 0):
        return None
    total_moved, part_moved = ("fell", "rose") if now < before else ("rose", "fell")
    return said(
        "The share of both together {} from {} to {}, though it {} among heads (from {} to {}) "
        "and among followers (from {} to {}). Followers were {} of these articles, and are {} now.",
        total_moved,
        percent(before, 1),
        percent(now, 1),
        part_moved,
        *(
            percent(row[column], 1)
            for row in parts
            for column in ("previous_published_share", "published_share")
        ),
        percent(follower["previous_known"] / total(parts, "previous_known")),
        percent(follower["known"] / total(parts, "known")),
    )


def _total(parts: Rows, prefix: str) -> float:
    """The share of both parts together that is published."""
    return total(parts, f"{prefix}published") / total(parts, f"{prefix}known")
