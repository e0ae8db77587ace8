"""A topic: its place among all, its providers, its stories and its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.days import called
from broadsheet.report.content.sentences import (
    NOTHING,
    counted,
    joined,
    linked,
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
    "biggest_story",
    "its_most_articles",
    "its_place_of_topics",
    "largest_of_topic",
    "providers_of_topic",
]

_FEWEST = 10
"""Articles, from which a busiest day is named."""
_LONGEST = 90
"""Letters of a title."""


def its_place_of_topics(ranks: Rows, topic: str) -> Markup:
    """How many articles a topic has, and its place by articles.

    Args:
        ranks: The topics, each with `topic`, `articles`, `share` and `rank`.
        topic: The topic.
    """
    mine = next((row for row in ranks if row["topic"] == topic), None)
    if mine is None:
        return NOTHING
    articles = counted(mine["articles"], "article")
    if len(ranks) < 2:
        return said("{} has {} in this period: it is the only topic.", name(topic), articles)
    equals = sum(row["rank"] == mine["rank"] for row in ranks) - 1
    share = (
        f", with {percent(mine['share'])} of all articles"
        if mine["articles"] >= FEWEST_FOR_SHARES
        else ""
    )
    rank = number(mine["rank"])
    place = (
        said("it shares place {} with {}, of", rank, counted(equals, "other"))
        if equals
        else said("place {} of", rank)
    )
    topics = counted(len(ranks), "topic")
    return said("{} has {} in this period: {} {}{}.", name(topic), articles, place, topics, share)


def its_most_articles(days: Rows, articles: int) -> Markup:
    """The day, week or month of its most articles; nothing where articles are few."""
    if articles < _FEWEST or len(days) < 3:
        return NOTHING
    unit, most = days[0]["bucket"], max(day["articles"] for day in days)
    found = [day for day in days if day["articles"] == most]
    if len(found) > 1:
        return said("No {} had more than {} of its articles.", unit, number(most))
    return said("Its busiest {} was {}, with {}.", unit, called(found[0]), number(most))


def largest_of_topic(providers: Rows, articles: int) -> Finding | None:
    """The provider with the most articles on a topic; None where several have as many."""
    first = _first(providers)
    if first is None or articles < _FEWEST:
        return None
    return finding(
        said("{} wrote {} of {}", name(first["provider"]), number(first["own"]), number(articles))
    )


def providers_of_topic(providers: Rows, articles: int) -> Markup:
    """Who has the most articles on a topic, and whether that is more than its share of all."""
    named = [row for row in providers if row["provider_domain"] is not None]
    if not named:
        return said("None of its articles names a provider.")
    if len(named) == 1:
        return said("All articles with a provider are from {}.", name(named[0]["provider"]))
    first = _first(providers)
    if first is None:
        most = counted(named[0]["own"], "article")
        return said("No provider has more than {} on it.", most)
    share = (
        said(
            ": {} of this topic, against {} of all articles",
            percent(first["share"]),
            percent(first["share_of_all"]),
        )
        if articles >= FEWEST_FOR_SHARES
        else ""
    )
    return said(
        "{} has the most articles on it, {}{}.",
        name(first["provider"]),
        number(first["own"]),
        share,
    )


def biggest_story(story: Row) -> Markup:
    """The biggest story of a topic, with its link."""
    sentence = said(
        "The biggest story has {} of {}:",
        counted(story["items"], "item"),
        counted(story["providers"], "provider"),
    )
    title = linked(story["title"], story["url"], _LONGEST, "a story without a title")
    return joined(sentence, said("{}.", title))


def _first(providers: Rows) -> Row | None:
    """The provider of the most articles; None where several have as many."""
    named = [row for row in providers if row["provider_domain"] is not None]
    if not named or (len(named) > 1 and named[0]["own"] == named[1]["own"]):
        return None
    return named[0]
