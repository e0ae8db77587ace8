"""The change of mean quality since the period before."""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import counted, joined, number, said, some, total
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES
from broadsheet.style.formatting import adding_digits, signed

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Rows

__all__ = ["change_of_mean", "change_of_mean_in_words", "has_change_of_mean"]

_CLEAR = 2
"""Standard errors of the difference, from which it is clear."""


def has_change_of_mean(scored: int, previous: str | None, change: Rows) -> bool:
    """Whether both periods have enough scored articles to compare means."""
    return previous is not None and min(scored, total(change, "previous_n")) >= FEWEST_FOR_SHARES


def change_of_mean(change: Rows, deviation: float, previous: str | None) -> Finding | None:
    """Whether mean quality rose or fell; None where there is too little to compare.

    Args:
        change: The decomposed change, a row for each provider.
        deviation: The standard deviation of the period's scores.
        previous: The title of the period before; None where there is none.
    """
    scored = total(change, "n")
    if not has_change_of_mean(scored, previous, change):
        return None
    moved, error = change[0]["overall_change"], _error(change, deviation)
    digits = _digits(change)
    before = number(change[0]["previous_overall_mean"], digits)
    now = number(change[0]["overall_mean"], digits)
    if not _is_clear(moved, error):
        return finding(said("Mean quality went from {} to {}, within chance", before, now))
    rate = erfc(abs(moved) / error / sqrt(2)) if error else 0.0
    how = "rose" if moved > 0 else "fell"
    return finding(said("Mean quality {} from {} to {}", how, before, now), rate=rate)


def change_of_mean_in_words(change: Rows, deviation: float, previous: str | None) -> Markup:
    """How the mean changed, whether that is more than chance, and what providers add to it."""
    scored, before = total(change, "n"), total(change, "previous_n")
    if previous is None:
        return said("This page covers all dates, so there is nothing before them to compare with.")
    if not has_change_of_mean(scored, previous, change):
        return said(
            "{} now and {} in the period before ({}) are too few to compare.",
            counted(scored, "scored article"),
            some(before),
            previous,
        )
    moved, error = change[0]["overall_change"], _error(change, deviation)
    now, then = change[0]["overall_mean"], change[0]["previous_overall_mean"]
    digits = _digits(change)
    means = said(
        "The mean quality was {} in {} and is {} now.",
        number(then, digits),
        previous,
        number(now, digits),
    )
    if _is_clear(moved, error):
        verdict = said(
            "It clearly {}, by {} with a standard error of {}.",
            "rose" if moved > 0 else "fell",
            number(abs(moved), digits),
            number(error),
        )
    else:
        verdict = said("The difference is within chance: its standard error is {}.", number(error))
    parts = said(
        "The providers’ own means add {} to the change, and their shares of the articles {}.",
        signed(_sum(change, "within_effect"), digits),
        signed(_sum(change, "mix_effect"), digits),
    )
    return joined(means, verdict, parts)


def _digits(change: Rows) -> int:
    """How many digits show that the means, their change and its parts add up."""
    now, then = change[0]["overall_mean"], change[0]["previous_overall_mean"]
    moved = change[0]["overall_change"]
    parts = _sum(change, "within_effect"), _sum(change, "mix_effect")
    return adding_digits((now, then, moved), (moved, *parts))


def _sum(change: Rows, effect: str) -> float:
    return sum((row[effect] for row in change), 0.0)


def _error(change: Rows, deviation: float) -> float:
    """The standard error of the difference of both means."""
    return deviation * sqrt(1 / total(change, "n") + 1 / total(change, "previous_n"))


def _is_clear(moved: float, error: float) -> bool:
    return abs(moved) >= _CLEAR * error and moved != 0
