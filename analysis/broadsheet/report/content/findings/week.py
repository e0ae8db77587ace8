"""The week against the weeks before: its articles, topics and providers, its stories and scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
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
    odd = discoveries(days)
    if not odd:
        if all(day["rate"] is None for day in days):
            return None
        return said("No {} had clearly more or fewer stories than usual.", days[0]["bucket"])
    if len(odd) > 1:
        many = counted(len(odd), odd[0]["bucket"])
        return said("{} had clearly more or fewer stories than usual.", many)
    (day,) = odd
    unit = day["bucket"]
    weekday = f"{day['weekday']} " if unit == "day" else ""
    when = f"{weekday}{called(day)}"
    return said(
        "{} had clearly {} stories than usual, {}.",
        when[:1].upper() + when[1:],
        day["verdict"],
        number(day["stories"]),
    )


def moved_topic(topics: Rows) -> Finding | None:
    """The topic that moved most, where it clearly did."""
    found = discoveries(topics)
    if not found:
        return None
    row = min(found, key=lambda each: each["p_value"])
    now = counted(row["stories"], "story", "stories")
    usual = number(row["baseline_stories"], 0)
    return finding(
        said("{} had {}, where {} are usual", name(row["topic"]), now, usual),
        said("A topic had {}, where {} are usual", now, usual),
        rate=row["rate"],
    )


def moved_topics_in_words(topics: Rows) -> Markup:
    """The topics with clearly more or fewer stories than usual.

    Args:
        topics: Topics, each with its `stories`, their usual number `baseline_stories`, the `score`
            of the difference and the `rate` at which it passes.
    """
    if not topics:
        return said(
            "Too little data precedes this period to say how many stories are usual by topic."
        )
    up, down = _up_and_down(topics)
    if not up and not down:
        return said("No topic has clearly more stories than usual, and none clearly fewer.")
    return joined(
        said("Topics with clearly more stories than usual: {}.", _usually(up)) if up else None,
        said("Topics with clearly fewer stories than usual: {}.", _usually(down)) if down else None,
    )


def moved_provider(providers: Rows, previous: str | None) -> Finding | None:
    """The provider whose number of stories changed most, where it clearly did."""
    found = discoveries(providers)
    if previous is None or not found or not total(providers, "previous_articles"):
        return None
    row = min(found, key=lambda each: each["p_value"])
    now = counted(row["stories"], "story", "stories")
    before = number(row["previous_stories"])
    return finding(
        said("{} had {}, {} in the period before", name(row["provider"]), now, before),
        said("{} had {}, before {}", name(row["provider"]), now, before),
        said("A provider had {}, {} in the period before", now, before),
        rate=row["rate"],
    )


def moved_providers_in_words(providers: Rows, previous: str | None) -> Markup:
    """The providers with clearly more or fewer stories than in the period before."""
    if previous is None or not total(providers, "previous_articles"):
        return said("The period before has no articles to compare providers with.")
    up, down = _up_and_down(providers)
    if not up and not down:
        return said("No provider has clearly more or fewer stories than in the period before.")
    return joined(
        said("Providers with clearly more stories than in the period before: {}.", _before(up))
        if up
        else None,
        said("Providers with clearly fewer stories than in the period before: {}.", _before(down))
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


def _up_and_down(rows: Rows) -> tuple[Rows, Rows]:
    """The rows that clearly rose and those that clearly fell, the clearest first."""
    clear = sorted(discoveries(rows), key=lambda row: row["p_value"])
    return [row for row in clear if row["score"] > 0], [row for row in clear if row["score"] < 0]


def _usually(rows: Rows) -> Markup:
    return listed(
        said(
            "{} ({}; usually {})",
            name(row["topic"]),
            number(row["stories"]),
            number(row["baseline_stories"], 0),
        )
        for row in rows[:_NAMED]
    )


def _before(rows: Rows) -> Markup:
    return listed(
        said(
            "{} ({}; before {})",
            name(row["provider"]),
            number(row["stories"]),
            number(row["previous_stories"]),
        )
        for row in rows[:_NAMED]
    )
