"""Quality: how the scores of a period are distributed, and by day, provider and topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.days import called
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    interval,
    name,
    number,
    percent,
    said,
    score,
)
from broadsheet.style.formatting import MISSING

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "distribution_in_words",
    "highest_median",
    "median_label",
    "median_quality",
    "median_range",
    "medians_in_words",
    "range_of_medians",
    "scored_in_words",
    "who_is_best",
]


def scored_in_words(articles: int, unscored: int) -> Markup:
    """How many articles have a score."""
    scored = articles - unscored
    if not scored:
        none = counted(articles, "article")
        return said("None of {} in this period has a score, so quality can’t be measured.", none)
    if not unscored:
        every = "The only article" if scored == 1 else "Every article"
        return said("{} of this period is scored.", every)
    return said(
        "Of {} in this period, {} {} no score yet. The figures of quality exclude {}.",
        counted(articles, "article"),
        number(unscored),
        are(unscored, "has", "have"),
        are(unscored, "it", "them"),
    )


def median_quality(spread: Row) -> Finding | None:
    """The median, with the share of articles that have it or more."""
    scored, from_median = spread["scored"], spread["from_median"]
    return finding(
        said(
            "{} {} quality {} or more",
            part_of(from_median, scored),
            are(scored, "has", "have"),
            score(spread["median"]),
        )
    )


def median_label(spread: Row) -> str:
    """The median, beside its mark in a chart."""
    return f"median {score(spread['median'])}"


def distribution_in_words(spread: Row, change: str = "") -> Markup:
    """The median and the middle range of quality.

    Args:
        spread: `scored`, `median`, `from_median` (the articles with the median or more), `p10` and
            `p90`.
        change: The change of the median from the period before, as text; empty where not known.
    """
    return said(
        "{} have <strong>{}</strong> or more{}; the range from the 10th to the 90th percentile is "
        "{} to {}.",
        part_of(spread["from_median"], spread["scored"]),
        score(spread["median"]),
        said(" (the median is {} on the period before)", change)
        if change not in {"", MISSING}
        else "",
        number(spread["p10"], 0),
        number(spread["p90"], 0),
    )


def median_range(days: Rows) -> Finding | None:
    """Between which values the median by day, week or month was; None where few are known."""
    known = [day for day in days if day["median"] is not None]
    if len(known) < 3:
        return None
    low, high = (score(each(day["median"] for day in known)) for each in (min, max))
    unit = days[0]["bucket"]
    if low == high:
        return finding(said("The median was {} on every {} with five scores", low, unit))
    return finding(said("By {}, the median was between {} and {}", unit, low, high))


def medians_in_words(days: Rows) -> Markup:
    """The lowest and the highest median by day, week or month; None where few are known."""
    known = [day for day in days if day["median"] is not None]
    if len(known) < 3:
        return NOTHING
    medians = [day["median"] for day in known]
    low, high = min(medians), max(medians)
    unit = days[0]["bucket"]
    of = (
        said(
            " (the {} of {} with five or more scored articles)",
            number(len(known)),
            number(len(days)),
        )
        if len(known) < len(days)
        else ""
    )
    if low == high:
        return said("By {}{}, the median was always {}.", unit, of, score(low))
    return said(
        "By {}{}, the median was between {}{} and {}{}.",
        unit,
        of,
        score(low),
        _on(known, low),
        score(high),
        _on(known, high),
    )


def _on(days: Rows, median: float) -> Markup | str:
    """The day of a median, in brackets; empty where several days have it."""
    found = [day for day in days if day["median"] == median]
    return said(" ({})", called(found[0])) if len(found) == 1 else ""


def who_is_best(groups: Rows, what: str) -> Markup:
    """The groups with the highest and the lowest median; None where there is no group.

    Args:
        groups: Providers or topics, the highest median first, each with the interval of the median,
            and with `n` scored articles.
        what: `provider` or `topic`, the column of their names.
    """
    if not groups:
        if what == "topic":
            return NOTHING
        return said("No provider has five scored articles in this period, so none is compared.")
    first, last = groups[0], groups[-1]
    if len(groups) == 1:
        return said(
            "Only {}{} has five or more scored articles; their median is {}{}.",
            "the topic " if what == "topic" else "",
            name(first[what]),
            score(first["median"]),
            interval(first["median_low"], first["median_high"], 0),
        )
    among = f"Among the {counted(len(groups), what)} in the chart, "
    if first["median"] == last["median"]:
        return said("{}all have a median of {}.", among, score(first["median"]))
    return said(
        "{}{}, and {}.",
        among,
        _extreme(groups, first["median"], what, "highest median"),
        _extreme(groups, last["median"], what, "lowest"),
    )


def range_of_medians(groups: Rows, what: str) -> Finding | None:
    """Between which values the medians of groups lie; None where none or one has a median."""
    if len(groups) < 2:
        return None
    low, high = score(groups[-1]["median"]), score(groups[0]["median"])
    many = counted(len(groups), what)
    if low == high:
        return finding(said("The median of each of {} is {}", many, low))
    return finding(said("Medians of {} lie between {} and {}", many, low, high))


def highest_median(groups: Rows, what: str) -> Finding | None:
    """The group with the highest median; None where several have it."""
    if len(groups) < 2 or groups[0]["median"] == groups[1]["median"]:
        return None
    first = groups[0]
    return finding(said("{} has the highest median, {}", name(first[what]), score(first["median"])))


def _extreme(groups: Rows, median: float, what: str, which: str) -> Markup:
    """Who has the highest or the lowest median."""
    found = [row for row in groups if row["median"] == median]
    if len(found) > 1:
        return said("{} have the {}, {}", counted(len(found), what), which, score(median))
    articles = counted(found[0]["n"], "article")
    ends = interval(found[0]["median_low"], found[0]["median_high"], 0)
    return said(
        "{} has the {}, {}{} over {}", name(found[0][what]), which, score(median), ends, articles
    )


def part_of(count: int, of: int) -> Markup:
    """A part of the scored articles: all, half or a share of them."""
    if count == of:
        return said("All {}", counted(of, "scored article"))
    if 2 * count == of:
        return said("Half of {}", counted(of, "scored article"))
    return said("{} of {}", percent(count / of), counted(of, "scored article"))
