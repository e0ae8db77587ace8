"""Shares of all stories: which providers and topics gained or lost since the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding, most_surprising
from broadsheet.report.content.sentences import (
    joined,
    listed,
    name,
    number,
    percent,
    said,
    total,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["changes_of_share", "clearest_change", "has_changes"]

_NAMED = 3


def has_changes(articles: int, previous: str | None, providers: Rows) -> bool:
    """Whether both periods have enough articles to compare shares."""
    before = total(providers, "previous_articles")
    return previous is not None and min(articles, before) >= FEWEST_FOR_SHARES


def clearest_change(providers: Rows, topics: Rows) -> Finding | None:
    """The clearest change of a share; None where none is clear."""
    found = [share_moved(row, "provider") for row in clear_shares(providers)]
    found += [share_moved(row, "topic") for row in clear_shares(topics)]
    return most_surprising(found)


def changes_of_share(providers: Rows, topics: Rows) -> Markup:
    """Who has the most articles, who is new in the top ten, and whose share changed clearly."""
    return joined(
        _leader(providers),
        _climbers(providers),
        moves(providers, "provider"),
        moves(topics, "topic"),
    )


def share_moved(row: Row, what: str) -> Finding | None:
    """The change of one share.

    Args:
        row: Its `story_share` and `previous_story_share`, its `score`, above 0 for a rise, and the
            `rate` at which the change passes.
        what: `provider` or `topic`: the column of its name.
    """
    how = "rose" if row["score"] > 0 else "fell"
    before, now = percent(row["previous_story_share"]), percent(row["story_share"])
    return finding(
        said("{} {} from {} to {} of all stories", name(row[what]), how, before, now),
        said("{} {} from {} to {}", name(row[what]), how, before, now),
        said("A {} {} from {} to {} of all stories", what, how, before, now),
        rate=row["rate"],
    )


def clear_shares(rows: Rows) -> list[Row]:
    """The rows whose share changed clearly, the clearest first."""
    return sorted(discoveries(rows), key=lambda row: row["p_value"])


def _leader(providers: Rows) -> Markup | None:
    """Who has the most articles, now and before; None where several have as many, or no name."""
    now = [row for row in providers if row["rank"] == 1]
    before = [row for row in providers if row["previous_rank"] == 1]
    if len(now) != 1 or len(before) != 1 or not (now[0]["is_named"] and before[0]["is_named"]):
        return None
    leader = name(now[0]["provider"])
    if now == before:
        return said("{} has the most articles, as in the period before.", leader)
    return said(
        "{} has the most articles; in the period before it was {}.",
        leader,
        name(before[0]["provider"]),
    )


def _climbers(providers: Rows) -> Markup | None:
    """The providers that are new among the first ten."""
    found = [
        row
        for row in providers
        if row["is_named"] and row["rank"] and row["rank"] <= 10 and row["was_beyond_ten"]
    ]
    if not found:
        return None
    parts = [said("{} ({})", name(row["provider"]), _place_before(row)) for row in found[:_NAMED]]
    return said("New in the top ten: {}.", _with_more(parts, len(found)))


def _place_before(row: Row) -> str:
    place = row["previous_rank"]
    return "no article before" if place is None else f"place {number(place)} before"


def moves(rows: Rows, what: str) -> Markup:
    """Whose share clearly rose, and whose clearly fell."""
    clear = clear_shares(rows)
    rose = [row for row in clear if row["score"] > 0]
    fell = [row for row in clear if row["score"] < 0]
    verbs = ("gained share", "lost share") if what == "provider" else ("rose", "fell")
    parts = [
        said("{} clearly {}", _moved(found, what), verb)
        for found, verb in zip((rose, fell), verbs, strict=True)
        if found
    ]
    if parts:
        return said("Among the {}s, {}.", what, Markup(", and ").join(parts))
    if what == "provider":
        return said("No provider’s share of the stories changed clearly.")
    return said("No topic’s share of the stories changed clearly.")


def _moved(rows: Rows, what: str) -> Markup:
    parts = [
        said(
            "{} (from {} to {})",
            name(row[what]),
            percent(row["previous_story_share"]),
            percent(row["story_share"]),
        )
        for row in rows[:_NAMED]
    ]
    return _with_more(parts, len(rows))


def _with_more(parts: list[Markup], count: int) -> Markup:
    """The first few of a number of things, and how many more there are."""
    if count > len(parts):
        return said("{} and {} more", Markup(", ").join(parts), number(count - len(parts)))
    return listed(parts)
