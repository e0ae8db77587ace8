"""Pace: who is first with a story, and how far others are behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import counted, estimate, joined, name, number, said
from broadsheet.report.content.thresholds import FEWEST_SHARED_STORIES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["delays", "most_often_first", "pace_in_words"]

_DRAWN = 7


def delays(shared: Rows) -> Rows:
    """The providers whose delays are drawn: those with the most shared stories."""
    return [
        row for row in shared if row["stories"] >= FEWEST_SHARED_STORIES and row["place"] <= _DRAWN
    ]


def most_often_first(shared: Rows) -> Finding | None:
    """Who was first most often; None where several were, or all share few stories."""
    first = _first(shared)
    if first is None or not delays(shared):
        return None
    stories = counted(first["stories"], "story", "stories")
    return finding(
        said("{} was first in {} of {}", name(first["provider"]), number(first["firsts"]), stories)
    )


def pace_in_words(shared: Rows) -> Markup:
    """Who was first most often, and who is the fastest and the slowest.

    Args:
        shared: Providers of stories with others, the quickest first, each with `provider`,
            `stories`, `firsts`, `expected_firsts` in random order, `p50` in hours with its
            interval, and `place` by the number of these stories.
    """
    if not shared:
        return said(
            "No story that began in this period has two providers, so no provider is first."
        )
    drawn = delays(shared)
    if not drawn:
        return said("No provider shares five stories with others, too few to compare speed.")
    return joined(_leader(shared), _ends(drawn))


def _leader(shared: Rows) -> Markup:
    first = _first(shared)
    if first is None:
        most = max(row["firsts"] for row in shared)
        return said("No provider was first in more than {}.", counted(most, "story", "stories"))
    firsts, stories = first["firsts"], first["stories"]
    return said(
        "<strong>{}</strong> was first most often, in {} {} that it shares with others; in random "
        "order it would be first in {}.",
        name(first["provider"]),
        "all" if firsts == stories else f"{number(firsts)} of the",
        counted(stories, "story", "stories"),
        number(first["expected_firsts"], 1),
    )


def _ends(drawn: Rows) -> Markup:
    """The fastest and the slowest of the providers with the most shared stories."""
    fastest, slowest = drawn[0], drawn[-1]
    if len(drawn) < 3:
        return said("Too few providers share five stories or more to compare their delays.")
    medians = [row["p50"] for row in drawn]
    if medians.count(fastest["p50"]) > 1 or medians.count(slowest["p50"]) > 1:
        return said(
            "Among the providers that share the most stories, the median delay is between {} and "
            "{} hours behind the first.",
            number(fastest["p50"], 1),
            number(slowest["p50"], 1),
        )
    return said(
        "Among the providers that share the most stories, {} is the fastest, with a median of {} "
        "hours behind the first, and {} the slowest, with {}.",
        name(fastest["provider"]),
        _delay(fastest),
        name(slowest["provider"]),
        _delay(slowest),
    )


def _delay(row: Row) -> str:
    """The median delay in hours, with its interval."""
    return estimate(row["p50"], row["p50_low"], row["p50_high"], 1)


def _first(shared: Rows) -> Row | None:
    """The provider that was first most often; None where several were."""
    most = max((row["firsts"] for row in shared), default=0)
    found = [row for row in shared if row["firsts"] == most]
    return found[0] if len(found) == 1 and most else None
