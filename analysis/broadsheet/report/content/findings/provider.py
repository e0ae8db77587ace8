"""A provider: its place among all, its topics and its busiest day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.days import called
from broadsheet.report.content.sentences import (
    NOTHING,
    counted,
    name,
    number,
    percent,
    said,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "its_busiest_day",
    "its_largest_topic",
    "its_place",
    "stories_missed",
    "stories_missed_in_words",
]

_FEWEST = 5
"""Articles, from which a largest topic is named."""
_SMALLEST_SHARE = 0.005


def its_place(ranks: Rows, key: str, called_: str) -> Markup:
    """How many articles a provider has, and its place by articles.

    Args:
        ranks: The providers, each with `provider_domain`, `articles`, `share` and `rank`.
        key: The provider's domain.
        called_: Its name.
    """
    mine = next((row for row in ranks if row["provider_domain"] == key), None)
    domain = said(" ({})", name(key)) if key not in called_ else ""
    articles = counted(mine["articles"] if mine else 0, "article")
    return said(
        "{}{} has {} in this period{}.", name(called_), domain, articles, _place(ranks, mine)
    )


def _place(ranks: Rows, mine: Row | None) -> Markup | str:
    if mine is None or len(ranks) < 2:
        return ""
    equals = sum(row["rank"] == mine["rank"] for row in ranks) - 1
    share = (
        f", with {percent(mine['share'])} of all articles"
        if mine["share"] >= _SMALLEST_SHARE
        else ""
    )
    rank, of = number(mine["rank"]), counted(len(ranks), "provider")
    if equals:
        return said(
            ": it shares place {} with {}, of {}{}", rank, counted(equals, "other"), of, share
        )
    return said(": place {} of {}{}", rank, of, share)


def its_largest_topic(topics: Rows, articles: int) -> Markup:
    """The largest of a provider's topics; None where several are as large, or articles are few."""
    if not topics:
        return said("None of them has a topic.")
    first = topics[0]
    if len(topics) == 1:
        return said("Its only topic is {}.", name(first["topic"]))
    if articles < _FEWEST or first["own"] == topics[1]["own"]:
        return NOTHING
    share = (
        said(
            ": {} of its articles, against {} for all others",
            percent(first["share"]),
            percent(first["others_share"]),
        )
        if articles >= FEWEST_FOR_SHARES and first["others_share"] is not None
        else ""
    )
    own = counted(first["own"], "article")
    return said("Its largest topic is {}, with {}{}.", name(first["topic"]), own, share)


def its_busiest_day(days: Rows, line: Markup) -> Markup:
    """The day, week or month of its most articles, with their line."""
    unit, most = days[0]["bucket"], max(day["articles"] for day in days)
    found = [day for day in days if day["articles"] == most]
    if len(found) > 1:
        return said("No {} had more than {} of its articles: {}.", unit, number(most), line)
    return said("Its busiest {} was {}, with {}: {}.", unit, called(found[0]), number(most), line)


def stories_missed(missed: Rows) -> Finding | None:
    """How many stories a provider missed that several of its peers had; None where there are none.

    Args:
        missed: Such stories, each with the number of all, `stories`.
    """
    if not missed:
        return None
    stories = counted(missed[0]["stories"], "story", "stories")
    return finding(said("It missed {} that three peers or more had", stories))


def stories_missed_in_words(missed: Rows) -> Markup:
    """The same in a sentence, with what a peer is."""
    if not missed:
        return NOTHING
    stories = counted(missed[0]["stories"], "story", "stories")
    return said(
        "At least three of its peers had {} that it has no item of. A peer has three stories or "
        "more in common with it.",
        stories,
    )
