"""Coverage: how many articles and items, from whom, on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    estimated_share,
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

__all__ = [
    "articles_against",
    "first_three",
    "items_in_words",
    "largest_share_of_a_topic",
    "largest_topic",
    "most_items",
    "providers_in_words",
    "share_of_largest_topic",
    "topics_in_words",
]


def articles_against(
    articles: int, before: int | None, period: str, previous: str
) -> Finding | None:
    """The articles of a period against those of the one before; None where that has none."""
    if not before:
        return None
    now = counted(articles, "article")
    if articles == before:
        return finding(
            said("{} had {}, as many as {}", period, now, previous),
            said("{}, as many as in the period before", now),
        )
    change, how = abs(articles - before), "more" if articles > before else "fewer"
    by = percent(change / before)
    by = number(change) if by == "0%" else by
    return finding(
        said("{} had {}, {} {} than {}", period, now, by, how, previous),
        said("{}, {} {} than in the period before", now, by, how),
    )


def items_in_words(articles: int, writers: int, providers: Rows, entries: int | None) -> Markup:
    """The distinct items of the articles and of their lists.

    Args:
        articles: The articles of the period.
        writers: The providers of these articles.
        providers: The providers of all items, each with `items` and, of these, those
            `only_related`.
        entries: The entries of the lists of related items.
    """
    only_listed = total(providers, "only_related")
    appear = are(only_listed, "appears", "appear")
    return joined(
        said(
            "{} and {} have <strong>{}</strong>{}",
            counted(articles, "article"),
            are(articles, "its list", "their lists"),
            counted(total(providers, "items"), "distinct item"),
            _from(writers, len(_named(providers))),
        ),
        said("{} {} only in the lists.", counted(only_listed, "item"), appear)
        if only_listed
        else None,
        _entries(entries or 0),
    )


def _from(writers: int, providers: int) -> Markup:
    """How many providers the articles have, and all items, where these are others."""
    if writers == providers:
        return said(" from {}.", counted(providers, "provider"))
    return said(
        ". The articles are from {}, all items from {}.",
        counted(writers, "provider"),
        number(providers),
    )


def _entries(entries: int) -> Markup:
    if not entries:
        return said("No article of this period lists another.")
    return said(
        "The lists have {}. An item that is in several lists counts once here.",
        counted(entries, "entry", "entries"),
    )


def most_items(providers: Rows) -> Finding | None:
    """The provider of the most items; None where two have as many."""
    named = _named(providers)
    if len(named) < 2 or named[0]["items"] == named[1]["items"]:
        return None
    items, of = number(named[0]["items"]), number(total(providers, "items"))
    return finding(
        said("{} has the most items, {} of {}", name(named[0]["provider"]), items, of),
        said("{} of {} items are from one provider", items, of),
    )


def largest_topic(topics: Rows, articles: int) -> Finding | None:
    """The topic of the most articles; None where two have as many."""
    if len(topics) < 2 or topics[0]["articles"] == topics[1]["articles"]:
        return None
    of_topic = number(topics[0]["articles"])
    return finding(
        said("{} of {} are on {}", of_topic, counted(articles, "article"), name(topics[0]["topic"]))
    )


def share_of_largest_topic(topics: Rows, articles: int) -> Finding | None:
    """The share of articles on the largest topic; None where two have as many, or all are few."""
    if articles < FEWEST_FOR_SHARES or largest_topic(topics, articles) is None:
        return None
    share = percent(topics[0]["articles"] / articles)
    return finding(said("One of {} topics has {} of the articles", number(len(topics)), share))


def providers_in_words(providers: Rows) -> Markup:
    """Who has the most items."""
    named = _named(providers)
    if not named:
        return said("No item of this period names its provider.")
    if len(named) == 1:
        return said(
            "All items with a provider are from <strong>{}</strong>.", name(named[0]["provider"])
        )
    first, second = named[:2]
    if first["items"] == second["items"]:
        leader = said("No provider has more than {}.", counted(first["items"], "item"))
    else:
        leader = said(
            "<strong>{}</strong> has the most items, {}; {} has {}.",
            name(first["provider"]),
            number(first["items"]),
            name(second["provider"]),
            number(second["items"]),
        )
    return joined(leader, _three_in_words(providers))


def first_three(providers: Rows) -> Finding | None:
    """The share of the first three providers; None where a fourth has as many items."""
    share = _share_of_three(providers)
    if share is None:
        return None
    named = counted(len(_named(providers)), "provider")
    return finding(said("Of {}, three have {} of all items", named, percent(share)))


def _three_in_words(providers: Rows) -> Markup | None:
    share = _share_of_three(providers)
    if share is None:
        return None
    return said("The first three together have {} of all items.", percent(share))


def _share_of_three(providers: Rows) -> float | None:
    named, items = _named(providers), total(providers, "items")
    if len(named) < 5 or items < FEWEST_FOR_SHARES or named[2]["items"] == named[3]["items"]:
        return None
    return total(named[:3], "items") / items


def topics_in_words(topics: Rows, articles: int, without: int) -> Markup:
    """The topics and the largest of them.

    Args:
        topics: The topics, most articles first, each with `topic`, `articles` and the interval of
            their `share` of all.
        articles: The articles of the period.
        without: Those without a topic.
    """
    lacking = (
        said("{} {} no topic.", counted(without, "article"), are(without, "has", "have"))
        if without
        else None
    )
    return joined(_largest(topics, articles), lacking)


def _largest(topics: Rows, articles: int) -> Markup | None:
    if not topics:
        return None
    first, of_topic = topics[0], counted(topics[0]["articles"], "article")
    if articles == 1:
        return said("The article is on {}.", listed(name(row["topic"]) for row in topics))
    if len(topics) == 1:
        return said("The only topic is {}, with {}.", name(first["topic"]), of_topic)
    if first["articles"] == topics[1]["articles"]:
        return said("No topic has more than {}.", of_topic)
    share = (
        said(
            ", {} of all",
            estimated_share(first["articles"] / articles, first["share_low"], first["share_high"]),
        )
        if articles >= FEWEST_FOR_SHARES
        else Markup()
    )
    return said(
        "The largest of {} is {}, with {}{}.",
        counted(len(topics), "topic"),
        name(first["topic"]),
        of_topic,
        share,
    )


def largest_share_of_a_topic(cells: Rows) -> Markup:
    """The largest share of a topic that one provider wrote; None where several are as large."""
    largest = max(cell["share"] for cell in cells)
    found = [cell for cell in cells if cell["share"] == largest]
    if len(found) > 1:
        return NOTHING
    (cell,) = found
    written, of = cell["articles"], cell["of_topic"]
    part = "all" if written == of else f"{number(written)} of the"
    return said(
        "Among these, {} has the largest share of a topic: it wrote {} {} on {}.",
        name(cell["provider"]),
        part,
        counted(of, "article"),
        name(cell["topic"]),
    )


def _named(providers: Rows) -> list[Row]:
    """The rows of providers, without the row of items that name none."""
    return [row for row in providers if row["provider_domain"] is not None]
