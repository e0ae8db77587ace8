"""The week against the weeks before: its articles, topics and providers, its stories and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.days import called
from broadsheet.report.content.findings.quality import part_of
from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    joined,
    linked,
    listed,
    name,
    number,
    said,
    score,
    total,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_DISTRIBUTION

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "articles_of_the_week",
    "best_articles",
    "moved_provider",
    "moved_providers_in_words",
    "moved_topic",
    "moved_topics_in_words",
    "scores_of_the_week",
    "story_in_words",
]

_RISEN, _FALLEN = 3.0, -2.5
"""Scores from which a topic has clearly more, or fewer, articles than usual."""
_CLEAR = 3.0
_NAMED = 2


def articles_of_the_week(articles: int, usual: float | None, days: Rows) -> Markup:
    """The articles of a period, against the usual number, and the days outside the usual range."""
    against = (
        said("; the mean of the eight periods before is {}", number(usual, 0)) if usual else ""
    )
    return joined(
        said("The period has {}{}.", counted(articles, "article"), against), _unusual_days(days)
    )


def _unusual_days(days: Rows) -> Markup | None:
    odd = [day for day in days if day["verdict"] in {"more", "fewer"}]
    if not odd:
        if not any(day["verdict"] for day in days):
            return None
        return said("No {} was outside the usual range.", days[0]["bucket"])
    if len(odd) > 1:
        return said("{} were outside the usual range.", counted(len(odd), odd[0]["bucket"]))
    (day,) = odd
    unit = day["bucket"]
    weekday = f"{day['weekday']} " if unit == "day" else ""
    when = f"{weekday}{called(day)}"
    return said(
        "{} had {} articles than usual, {}.",
        when[:1].upper() + when[1:],
        day["verdict"],
        number(day["articles"]),
    )


def moved_topic(topics: Rows) -> Finding | None:
    """The topic that moved most, where it clearly did."""
    found = [row for row in topics if _is_moved(row)]
    if not found:
        return None
    row = max(found, key=lambda each: abs(each["score"]))
    now, usual = counted(row["articles"], "article"), number(row["baseline"], 0)
    return finding(
        said("{} had {}, where {} are usual", name(row["topic"]), now, usual),
        said("A topic had {}, where {} are usual", now, usual),
    )


def moved_topics_in_words(topics: Rows) -> Markup:
    """The topics with clearly more or fewer articles than usual.

    Args:
        topics: Topics, each with `articles`, the usual number `baseline` and the `score` of their
            difference.
    """
    if not topics:
        return said(
            "Too little data precedes this period to say how many articles are usual by topic."
        )
    up = [row for row in topics if row["score"] >= _RISEN]
    down = [row for row in topics if row["score"] <= _FALLEN]
    if not up and not down:
        return said("No topic has clearly more articles than usual, and none clearly fewer.")
    return joined(
        said("Topics with clearly more articles than usual: {}.", _usually(up)) if up else None,
        said("Topics with clearly fewer articles than usual: {}.", _usually(down))
        if down
        else None,
    )


def moved_provider(providers: Rows, previous: str | None) -> Finding | None:
    """The provider whose number of articles changed most, where it clearly did."""
    found = [row for row in providers if abs(row["score"]) >= _CLEAR]
    if previous is None or not found or not total(providers, "previous_articles"):
        return None
    row = max(found, key=lambda each: abs(each["score"]))
    now, before = counted(row["articles"], "article"), number(row["previous_articles"])
    return finding(
        said("{} had {}, {} in the period before", name(row["provider"]), now, before),
        said("{} had {}, before {}", name(row["provider"]), now, before),
        said("A provider had {}, {} in the period before", now, before),
    )


def moved_providers_in_words(providers: Rows, previous: str | None) -> Markup:
    """The providers with clearly more or fewer articles than in the period before."""
    if previous is None or not total(providers, "previous_articles"):
        return said("The period before has no articles to compare providers with.")
    up = [row for row in providers if row["score"] >= _CLEAR]
    down = [row for row in providers if row["score"] <= -_CLEAR]
    if not up and not down:
        return said("No provider has clearly more or fewer articles than in the period before.")
    return joined(
        said("Providers with clearly more articles than in the period before: {}.", _before(up))
        if up
        else None,
        said("Providers with clearly fewer articles than in the period before: {}.", _before(down))
        if down
        else None,
    )


def story_in_words(story: Row) -> Markup:
    """A story: its title, its items and its providers."""
    return said(
        "{}: {} of {}",
        linked(story["title"], story["url"], 90, "Without a title"),
        counted(story["items"], "item"),
        counted(story["providers"], "provider"),
    )


def scores_of_the_week(spread: Row) -> Markup:
    """The median and the middle range of quality, in a sentence."""
    scored = spread["scored"]
    if not scored:
        return said("No article of this period is scored.")
    if scored < FEWEST_FOR_DISTRIBUTION:
        few = counted(scored, "scored article")
        return said("{} {} too few to describe the distribution of quality.", few, are(scored))
    return said(
        "{} have a quality of {} or more, and the range from the 10th to the 90th percentile is {} "
        "to {}.",
        part_of(spread["from_median"], scored),
        score(spread["median"]),
        number(spread["p10"], 0),
        number(spread["p90"], 0),
    )


def best_articles(best: Rows) -> Markup:
    """The articles of the best quality; None where there are fewer than two."""
    if len(best) < 2:
        return NOTHING
    parts = [
        said(
            "{} ({}, {})",
            linked(row["title"], row["url"], 80, "an article without a title"),
            name(row["provider"]),
            number(row["quality"]),
        )
        for row in best
    ]
    return said("The best are {}.", listed(parts))


def _is_moved(row: Row) -> bool:
    return bool(row["score"] >= _RISEN or row["score"] <= _FALLEN)


def _usually(rows: Rows) -> Markup:
    return listed(
        said(
            "{} ({}; usually {})",
            name(row["topic"]),
            number(row["articles"]),
            number(row["baseline"], 0),
        )
        for row in rows[:_NAMED]
    )


def _before(rows: Rows) -> Markup:
    return listed(
        said(
            "{} ({}; before {})",
            name(row["provider"]),
            number(row["articles"]),
            number(row["previous_articles"]),
        )
        for row in rows[:_NAMED]
    )
