"""The places of providers by mean quality, and who is clearly above or below all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    NOTHING,
    counted,
    estimate,
    joined,
    listed,
    name,
    number,
    said,
)

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["clearest_of_quality", "places_of_quality"]

_NAMED = 3

FEWEST_PLACES = 3
"""Providers, from which places are named."""


def clearest_of_quality(ranks: Rows) -> Finding | None:
    """The provider that is most clearly above or below all others; None where none is."""
    clear = sorted(discoveries(ranks), key=lambda row: row["p_value"])
    if not clear:
        return None
    first = clear[0]
    how = "above" if first["difference"] > 0 else "below"
    mean, others = number(first["mean"]), number(first["others_mean"])
    return finding(
        said(
            "{} has mean quality {}, {} {} for others", name(first["provider"]), mean, how, others
        ),
        said("A provider has mean quality {}, {} {} for others", mean, how, others),
        rate=first["rate"],
    )


def places_of_quality(ranks: Rows) -> Markup:
    """Who is clearly above or below all others, and which places chance explains for the best.

    Args:
        ranks: The providers, the best mean first, each with `mean`, `low`, `high`, `rank`,
            `rank_low`, `rank_high`, `difference`, and the `rate` at which the difference passes.
    """
    clear = discoveries(ranks)
    if len(ranks) < FEWEST_PLACES and not clear:
        return NOTHING
    above = [row for row in clear if row["difference"] > 0]
    below = [row for row in clear if row["difference"] < 0]
    if not clear:
        apart = said("No provider’s mean quality is clearly above or below that of all others.")
    else:
        apart = joined(_those(above, "above"), _those(below[::-1], "below"))
    return joined(apart, _best(ranks))


def _those(rows: Rows, how: str) -> Markup | None:
    if not rows:
        return None
    parts = [
        said("{} with {}", name(row["provider"]), estimate(row["mean"], row["low"], row["high"]))
        for row in rows[:_NAMED]
    ]
    more = len(rows) - len(parts)
    parts += [said("{} more", number(more))] if more else []
    return said("Mean quality is clearly {} that of all others for {}.", how, listed(parts))


def _best(ranks: Rows) -> Markup | None:
    if len(ranks) < FEWEST_PLACES or ranks[1]["rank"] == 1:
        return None
    first, of = ranks[0], counted(len(ranks), "provider")
    return said("By mean quality, {} is first of {}{}.", name(first["provider"]), of, span(first))


def span(row: Row) -> str:
    """The places that chance explains, for a provider with a place."""
    low, high = number(row["rank_low"]), number(row["rank_high"])
    return f", and chance explains places {low} to {high}" if low != high else ", beyond chance"
