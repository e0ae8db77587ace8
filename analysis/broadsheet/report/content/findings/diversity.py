"""Diversity: how many providers or topics of equal size would be as diverse as those there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    interval,
    joined,
    name,
    number,
    said,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["diversity_in_words", "effective_providers", "topic_diversity_in_words"]


def effective_providers(diversity: Rows) -> Finding | None:
    """The effective number of providers of all items; None where no item names its provider."""
    whole = _whole(diversity)
    if whole is None:
        return None
    providers, effective = counted(whole["item_providers"], "provider"), whole["item_effective"]
    return finding(
        said("{} {} as diverse as {} of equal size", providers, _are(whole), number(effective))
    )


def diversity_in_words(diversity: Rows, effective: Rows, equal_size: Rows) -> Markup:
    """How diverse the providers are, in all, against the period before, and by topic.

    Args:
        diversity: A row for all topics, and one for each topic of enough items, each with `label`,
            `topic`, `item_providers` and `item_effective`.
        effective: The row of the effective number for all, with its interval.
        equal_size: The row of what is expected of `size` items of the period and of the one before,
            `effective` and `previous_effective`; none where there is nothing before.
    """
    whole = _whole(diversity)
    if whole is None:
        return said("No item names its provider, so there is no diversity to measure.")
    (row,) = effective
    measured = said(
        "{} of unequal size {} as diverse as <strong>{}</strong>{} of equal size.",
        counted(whole["item_providers"], "provider"),
        _are(whole),
        number(row["effective"]),
        interval(row["effective_low"], row["effective_high"]),
    )
    topics = _extremes([row for row in diversity if row["topic"] is not None])
    return joined(measured, _against_before(equal_size, "item"), topics)


def topic_diversity_in_words(topics: int, effective: Rows, equal_size: Rows) -> Markup:
    """How diverse the topics are, in all and against the period before.

    Nothing is said of a single topic, nor of so few articles that there is no interval.

    Args:
        topics: How many topics the articles have.
        effective: The row of the effective number of topics, with its interval.
        equal_size: The row of what is expected of `size` labels of the period and of the one
            before, `effective` and `previous_effective`; none where there is nothing before.
    """
    if topics < 2 or effective[0]["effective_low"] is None:
        return NOTHING
    row = effective[0]
    measured = said(
        "Topics are of unequal size: the {} are as diverse as {}{} of equal size.",
        number(topics),
        number(row["effective"]),
        interval(row["effective_low"], row["effective_high"]),
    )
    return joined(measured, _against_before(equal_size, "topic label"))


def _against_before(equal_size: Rows, what: str) -> Markup | None:
    """Both periods, with as many labels each: more items have more providers."""
    if not equal_size or equal_size[0]["size"] < FEWEST_FOR_SHARES:
        return None
    (row,) = equal_size
    return said(
        "With {} each, drawn at random, that number would be {} now and {} in the period before.",
        counted(row["size"], what),
        number(row["effective"]),
        number(row["previous_effective"]),
    )


def _extremes(topics: Rows) -> Markup | None:
    """The most and the least diverse topic; None where several are as diverse as one of them."""
    measures = [row["item_effective"] for row in topics]
    if len(topics) < 2 or measures.count(max(measures)) > 1 or measures.count(min(measures)) > 1:
        return None
    most = topics[measures.index(max(measures))]
    least = topics[measures.index(min(measures))]
    return said(
        "The most diverse topic of 20 items or more is {} ({}), the least diverse {} ({}).",
        name(most["topic"]),
        number(most["item_effective"]),
        name(least["topic"]),
        number(least["item_effective"]),
    )


def _whole(diversity: Rows) -> Row | None:
    """The row of all topics together, where an item names its provider."""
    whole = [row for row in diversity if row["topic"] is None and row["item_providers"]]
    return whole[0] if whole else None


def _are(whole: Row) -> str:
    return are(whole["item_providers"])
