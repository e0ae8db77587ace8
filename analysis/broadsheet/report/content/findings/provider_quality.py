"""The quality of a provider beside that of all others."""

from __future__ import annotations

from math import erfc, sqrt
from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.quality import part_of
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    linked,
    number,
    said,
    score,
)
from broadsheet.report.content.thresholds import FEWEST_SCORES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["best_and_weakest", "its_quality", "quality_against_others"]

_CLEAR = 2
"""Standard errors of the difference of two means, from which it is clear."""


def quality_against_others(own: Row | None, others: Row | None) -> Finding | None:
    """Whether its quality is clearly better or worse than that of all others."""
    if own is None or others is None or min(own["n"], others["n"]) < FEWEST_SCORES:
        return None
    apart, error = own["mean"] - others["mean"], _error(own, others)
    if not _is_clear(apart, error):
        return finding(said("Its quality is that of all others, within chance"))
    rate = erfc(abs(apart) / error / sqrt(2)) if error else 0.0
    how = "above" if apart > 0 else "below"
    return finding(
        said(
            "Its mean quality is {}, {} {} for all others",
            number(own["mean"]),
            how,
            number(others["mean"]),
        ),
        rate=rate,
    )


def its_quality(own: Row | None, others: Row | None) -> Markup:
    """Its quality beside that of all others.

    Args:
        own: `n` scored articles, their `mean`, `median`, `from_median` and `deviation`; None where
            none is scored.
        others: The same of all others.
    """
    if own is None:
        return said("None of its articles is scored yet.")
    scored = counted(own["n"], "scored article")
    if own["n"] < FEWEST_SCORES:
        return said("{} {} too few to compare.", scored, are(own["n"]))
    if others is None or others["n"] < FEWEST_SCORES:
        return said(
            "{} have {} or more; too few other articles are scored to compare.",
            part_of(own["from_median"], own["n"]),
            score(own["median"]),
        )
    apart = own["mean"] - others["mean"]
    if not _is_clear(apart, _error(own, others)):
        verdict = "the difference is within chance"
    else:
        verdict = "clearly better" if apart > 0 else "clearly worse"
    return said(
        "The mean quality of its {} is <strong>{}</strong>, that of all others {}: {}.",
        scored,
        number(own["mean"]),
        number(others["mean"]),
        verdict,
    )


def best_and_weakest(extremes: Rows) -> Markup:
    """Its best and its weakest article; None where none is scored."""
    if not extremes:
        return NOTHING
    if len(extremes) == 1:
        return said("It is {}.", _article(extremes[0]))
    best, weakest = extremes[0], extremes[-1]
    if best["quality"] == weakest["quality"]:
        return said("All of them have a quality of {}.", number(best["quality"]))
    return said("The best is {}, the weakest {}.", _article(best), _article(weakest))


def _article(row: Row) -> Markup:
    title = linked(row["title"], row["url"], 90, "without a title")
    return said("{} ({})", title, number(row["quality"]))


def _error(own: Row, others: Row) -> float:
    """The standard error of the difference of two means (Welch)."""
    return sqrt(sum(float(row["deviation"]) ** 2 / row["n"] for row in (own, others)))


def _is_clear(apart: float, error: float) -> bool:
    return abs(apart) >= _CLEAR * error and apart != 0
