"""Diversity: how many providers of equal size would be as diverse as those there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, name, number, said
from broadsheet.style.formatting import MISSING

if TYPE_CHECKING:
    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["diversity_in_words", "effective_providers"]


def effective_providers(diversity: Rows) -> Finding | None:
    """The effective number of providers of all items; None where no item names its provider."""
    whole = _whole(diversity)
    if whole is None:
        return None
    providers, effective = counted(whole["item_providers"], "provider"), whole["item_effective"]
    return finding(
        said("{} {} as diverse as {} of equal size", providers, _are(whole), number(effective))
    )


def diversity_in_words(diversity: Rows, change: str) -> Markup:
    """How diverse the providers are, in all and by topic.

    Args:
        diversity: A row for all topics, and one for each topic of enough items, each with `label`,
            `topic`, `item_providers` and `item_effective`.
        change: The change of the effective number from the period before, as text; empty where it
            is not known.
    """
    whole = _whole(diversity)
    if whole is None:
        return said("No item names its provider, so there is no diversity to measure.")
    effective = said(
        "{} of unequal size {} as diverse as <strong>{}</strong> of equal size{}.",
        counted(whole["item_providers"], "provider"),
        _are(whole),
        number(whole["item_effective"]),
        said(" ({} on the period before)", change) if change not in {"", MISSING} else Markup(),
    )
    return joined(effective, _extremes([row for row in diversity if row["topic"] is not None]))


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
