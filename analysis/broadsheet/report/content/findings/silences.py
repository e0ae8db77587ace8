"""Silences: days with less than half of the usual articles, and providers that fell silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    are,
    counted,
    listed,
    name,
    number,
    said,
)
from broadsheet.report.content.values import text
from broadsheet.style import formatting

if TYPE_CHECKING:
    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "quiet",
    "quiet_days",
    "quiet_days_in_words",
    "silence_of_a_provider",
    "silences_in_words",
    "silent",
]

_NAMED = 4


def quiet(days: Rows) -> Rows:
    """The days with less than half of the usual articles, and fewer stories than chance explains.

    Args:
        days: Days, each with its `verdict` and the `rate` at which it passes.
    """
    return [day for day in discoveries(days) if day["verdict"] in {"none", "low"}]


def silent(providers: Rows) -> Rows:
    """The providers that are silent for longer than chance explains.

    Args:
        providers: Providers, each with the `rate` at which its silence passes.
    """
    return discoveries(providers)


def quiet_days(gaps: Rows) -> Finding | None:
    """How many days had less than half of the usual articles; None where none had."""
    if not gaps:
        return None
    if len(gaps) > 1:
        return finding(
            said("{} had less than half of the usual articles", counted(len(gaps), "day")),
            rate=min(day["rate"] for day in gaps),
        )
    (day,) = gaps
    return finding(
        said(
            "{}: {}, usual are {}",
            formatting.day(day["date"]),
            _articles(day),
            number(day["usual"], 0),
        ),
        rate=day["rate"],
    )


def silence_of_a_provider(found: Rows) -> Finding | None:
    """The most surprising silence; None where no provider is silent."""
    if not found:
        return None
    first = found[0]
    days = counted(first["days_silent"], "day")
    return finding(
        said("{} has been silent for {}", name(first["provider"]), days),
        said("{} silent for {} or more", counted(len(found), "provider"), _shortest(found)),
        rate=first["rate"],
    )


def quiet_days_in_words(gaps: Rows) -> Markup:
    """The days with less than half of the usual articles."""
    if not gaps:
        return said(
            "No day had less than half of the usual articles, and fewer stories than by chance."
        )
    if len(gaps) == 1:
        return said("{}.", quiet_day(gaps[0]))
    empty = sum(day["articles"] == 0 for day in gaps)
    part = "all" if empty == len(gaps) else number(empty)
    return said(
        "{} had less than half of the usual number{}{}.",
        counted(len(gaps), "day"),
        said(", {} of them no article", part) if empty else "",
        said(": {}", each_quiet_day(gaps)) if len(gaps) <= _NAMED else "",
    )


def silences_in_words(found: Rows) -> Markup:
    """The providers that have been silent for longer than chance explains."""
    if not found:
        return said(
            "No provider of five articles or more has been silent for longer than chance explains."
        )
    if len(found) < 3:
        who = listed(
            said(
                "{} ({}, the last on {})",
                name(row["provider"]),
                counted(row["articles"], "article"),
                text(row["last_seen"]),
            )
            for row in found
        )
    else:
        who = said("{} and {}", name(found[0]["provider"]), counted(len(found) - 1, "other"))
    have = are(len(found), "has", "have")
    return said("{} {} been silent for longer than chance explains.", who, have)


def quiet_day(day: Row) -> Markup:
    """A day with its articles and the usual number."""
    return said(
        "{} {} had {}, where {} are usual",
        day["weekday"],
        formatting.day(day["date"]),
        _articles(day),
        number(day["usual"], 0),
    )


def each_quiet_day(gaps: Rows) -> Markup:
    """Days with their articles and the usual number, the first first."""
    parts = [
        said(
            "{} {} ({}; usual {})",
            day["weekday"],
            formatting.day(day["date"]),
            number(day["articles"]),
            number(day["usual"], 0),
        )
        for day in reversed(gaps)
    ]
    return Markup(", ").join(parts)


def _articles(day: Row) -> str:
    return counted(day["articles"], "article") if day["articles"] else "no article"


def _shortest(found: Rows) -> str:
    return counted(min(row["days_silent"] for row in found), "day")
