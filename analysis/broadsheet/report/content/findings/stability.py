"""Stability: what changes in documents that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, number, percent, said, some

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = [
    "churn",
    "churn_in_words",
    "heat_over_time",
    "lists_in_words",
    "lists_that_grow",
    "rescorings",
    "rescorings_in_words",
    "withdrawals",
    "withdrawals_in_words",
]


def churn(modified: Row) -> Finding | None:
    """Which share of modifications changes no field; None where there are fewer than two."""
    modifications, content = modified["modifications"] or 0, modified["content"] or 0
    if modifications < 2:
        return None
    if content == modifications:
        return finding(said("All {} modifications change a field", number(modifications)))
    idle = percent((modifications - content) / modifications, 0)
    return finding(said("{} of {} modifications change no field", idle, number(modifications)))


def churn_in_words(modified: Row) -> Markup:
    """How many modifications there were, and what the others did.

    Args:
        modified: `modifications`, those that change `content`, documents that are `flapping` and
            paths that were `overwritten`.
    """
    modifications, content = modified["modifications"] or 0, modified["content"] or 0
    if not modifications:
        return said("No document was modified.")
    return joined(
        said(
            "{} of {} {} a field; the others change the payload, line ends or the format.",
            some(content).capitalize(),
            counted(modifications, "modification"),
            are(content, "changes", "change"),
        ),
        _with(modified["flapping"], "document went back to what it said before", "documents"),
        _with(modified["overwritten"], "document was overwritten by another outlet", "documents"),
    )


def _with(count: int, one: str, many: str) -> Markup | None:
    if not count:
        return None
    if count == 1:
        return said("One {}.", one)
    rest = one.partition(" ")[2].replace("was ", "were ", 1)
    return said("{} {} {}.", number(count), many, rest)


def rescorings(scores: Row) -> Finding | None:
    """How often scores were changed; None where none was."""
    count = scores["rescorings"] or 0
    if not count:
        return None
    up, down = number(scores["up"]), number(scores["down"])
    return finding(said("{}: {} up, {} down", counted(count, "rescoring"), up, down))


def rescorings_in_words(scores: Row) -> Markup:
    """How many documents have scores, and how often these were changed.

    Args:
        scores: `documents` with a score, `rescorings`, those that went `up` and those that went
            `down`.
    """
    count = scores["rescorings"] or 0
    if not count:
        return said("No score was changed.")
    return said(
        "{} had a score; scores were changed {}.",
        counted(scores["documents"], "document"),
        "once" if count == 1 else f"{number(count)} times",
    )


def withdrawals(withdrawn: Rows) -> Finding | None:
    """How many publications were withdrawn; None where none was."""
    if not withdrawn:
        return None
    return finding(said("{} withdrawn", counted(len(withdrawn), "publication")))


def withdrawals_in_words(withdrawn: Rows) -> Markup:
    """How many withdrawals there were, and how many were taken back."""
    back = sum(row["published_again_at"] is not None for row in withdrawn)
    return said(
        "{} {} withdrawn; {} published again later.",
        counted(len(withdrawn), "publication"),
        are(len(withdrawn), "was", "were"),
        f"{some(back)} {are(back, 'was', 'were')}",
    )


def lists_that_grow(ages: Rows) -> Finding | None:
    """How many lists of related items grow; None where no document is old enough."""
    if len(ages) < 2:
        return None
    last = ages[-1]
    days = counted(last["age_days"], "day")
    return finding(said("{} of lists grow within {}", percent(last["grown_share"], 0), days))


def lists_in_words(ages: Rows) -> Markup:
    """How long lists of related items are at first, and at last.

    Args:
        ages: A row for each age: `age_days`, `documents`, `mean_related` and `grown_share`.
    """
    first, last = ages[0], ages[-1]
    return said(
        "A new document lists {} related items on average ({}); after {}, {} ({}).",
        number(first["mean_related"], 1),
        counted(first["documents"], "document"),
        counted(last["age_days"], "day"),
        number(last["mean_related"], 1),
        counted(last["documents"], "document"),
    )


def heat_over_time(heat: Row) -> Markup:
    """Whether heat has followed from quality and related items in all versions.

    Args:
        heat: Versions that are `heads`, those `as_expected`, `overflows`, and `unexplained` ones.
    """
    heads = heat["heads"] or 0
    if not heads:
        return joined()
    return joined(
        said(
            "In {} of {}, the heat is the quality plus 10 for each related item.",
            some(heat["as_expected"]),
            counted(heads, "version with a heat", "versions with a heat"),
        ),
        said("{} changed the heat alone.", counted(heat["unexplained"], "version").capitalize())
        if heat["unexplained"]
        else None,
    )
