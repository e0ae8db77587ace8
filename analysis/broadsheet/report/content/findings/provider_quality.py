"""The quality of a provider beside that of all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.quality import part_of
from broadsheet.report.content.findings.quality_ranks import FEWEST_PLACES, span
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    estimate,
    interval,
    joined,
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


def quality_against_others(standing: Rows, others: Row | None) -> Finding | None:
    """Whether its quality is clearly better or worse than that of all others.

    Args:
        standing: Its row among the places by mean quality, with the `rate` at which the difference
            passes; none where too few of its articles are scored.
        others: `n` scored articles of all others; None where none is scored.
    """
    if not _is_comparable(standing, others):
        return None
    (row,) = standing
    mean, rest = number(row["mean"]), number(row["others_mean"])
    if not discoveries(standing):
        return finding(said("Its mean quality is {}, others’ {}: no clear difference", mean, rest))
    how = "above" if row["difference"] > 0 else "below"
    return finding(
        said("Its mean quality is {}, {} {} for all others", mean, how, rest), rate=row["rate"]
    )


def its_quality(own: Row | None, others: Row | None, standing: Rows) -> Markup:
    """Its quality beside that of all others, and its place.

    Args:
        own: `n` scored articles, their `median` and `from_median`; None where none is scored.
        others: The same of all others.
        standing: Its row among the places by mean quality, with the `rate` at which the difference
            passes; none where too few of its articles are scored.
    """
    if own is None:
        return said("None of its articles is scored yet.")
    scored = counted(own["n"], "scored article")
    if own["n"] < FEWEST_SCORES:
        return said("{} {} too few to compare.", scored, are(own["n"]))
    if not _is_comparable(standing, others):
        return said(
            "{} have {} or more; too few other articles are scored to compare.",
            part_of(own["from_median"], own["n"]),
            score(own["median"]),
        )
    (row,) = standing
    means = said(
        "The mean quality of its {} is <strong>{}</strong>{}, that of all others {}: {}.",
        scored,
        number(row["mean"]),
        interval(row["low"], row["high"]),
        number(row["others_mean"]),
        _verdict(row),
    )
    return joined(means, _place(row))


def _is_comparable(standing: Rows, others: Row | None) -> bool:
    return bool(standing) and others is not None and others["n"] >= FEWEST_SCORES


def _verdict(row: Row) -> str:
    """Whether the difference is clear, among all that the page compares."""
    if row["rate"] is None:
        return "they are of too few stories to compare"
    if not discoveries([row]):
        apart = estimate(row["difference"], row["difference_low"], row["difference_high"])
        return f"the difference is not clear, {apart}"
    how = "better" if row["difference"] > 0 else "worse"
    low, high = sorted((abs(row["difference_low"]), abs(row["difference_high"])))
    return f"clearly {how}, by {estimate(abs(row['difference']), low, high)}"


def _place(row: Row) -> Markup | None:
    """Its place by mean quality, with the places that chance explains."""
    if row["places"] < FEWEST_PLACES:
        return None
    place, of = number(row["rank"]), counted(row["places"], "provider")
    return said("By mean quality it has place {} of {}{}.", place, of, span(row))


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
