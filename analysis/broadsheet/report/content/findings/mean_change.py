"""The change of mean quality since the period before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    counted,
    estimate,
    joined,
    number,
    said,
    some,
    total,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES
from broadsheet.style.formatting import adding_digits, signed

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["change_of_mean", "change_of_mean_in_words", "has_change_of_mean"]


def has_change_of_mean(means: Rows, previous: str | None) -> bool:
    """Whether both periods have enough scored articles to compare means."""
    return previous is not None and any(
        min(row["n"], row["previous_n"]) >= FEWEST_FOR_SHARES for row in means
    )


def change_of_mean(means: Rows, effects: Rows, previous: str | None) -> Finding | None:
    """Whether mean quality rose or fell; None where there is too little to compare.

    Args:
        means: The row of both means and their change, with the `rate` at which it passes.
        effects: The decomposed change, a row for each provider.
        previous: The title of the period before; None where there is none.
    """
    if not has_change_of_mean(means, previous):
        return None
    (row,) = means
    digits = _digits(row, effects)
    before, now = number(row["previous_mean"], digits), number(row["mean"], digits)
    if not discoveries(means):
        return finding(said("Mean quality went from {} to {}: no clear change", before, now))
    return finding(said("Mean quality {} from {} to {}", _how(row), before, now), rate=row["rate"])


def change_of_mean_in_words(means: Rows, effects: Rows, previous: str | None) -> Markup:
    """How the mean changed, whether that is clear, and what providers add to it."""
    if previous is None:
        return said("This page covers all dates, so there is nothing before them to compare with.")
    if not has_change_of_mean(means, previous):
        scored, before = total(means, "n"), total(means, "previous_n")
        return said(
            "{} now and {} in the period before ({}) are too few to compare.",
            counted(scored, "scored article"),
            some(before),
            previous,
        )
    (row,) = means
    digits = _digits(row, effects)
    both = said(
        "The mean quality was {} in {} and is {} now.",
        estimate(row["previous_mean"], row["previous_low"], row["previous_high"], digits),
        previous,
        estimate(row["mean"], row["low"], row["high"], digits),
    )
    parts = said(
        "The providers’ own means add {} to the change, and their shares of the articles {}.",
        signed(_sum(effects, "within_effect"), digits),
        signed(_sum(effects, "mix_effect"), digits),
    )
    return joined(both, _verdict(row, digits), parts)


def _verdict(row: Row, digits: int) -> Markup:
    """Whether the change is clear, among all that the page compares."""
    if row["rate"] is None:
        return said("The scores are of too few stories to say whether that is a change.")
    if not discoveries([row]):
        change = estimate(row["change"], row["change_low"], row["change_high"], digits)
        return said("The difference is not clear: {}.", change)
    low, high = sorted((abs(row["change_low"]), abs(row["change_high"])))
    by = estimate(abs(row["change"]), low, high, digits)
    return said("It clearly {}, by {}.", _how(row), by)


def _how(row: Row) -> str:
    return "rose" if row["change"] > 0 else "fell"


def _digits(row: Row, effects: Rows) -> int:
    """How many digits show that the means, their change and its parts add up."""
    parts = _sum(effects, "within_effect"), _sum(effects, "mix_effect")
    return adding_digits(
        (row["mean"], row["previous_mean"], row["change"]), (row["change"], *parts)
    )


def _sum(effects: Rows, effect: str) -> float:
    return sum((row[effect] for row in effects), 0.0)
