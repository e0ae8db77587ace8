"""What differs in quality and publication between two periods or versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, number, percent, said, some
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES, FEWEST_SCORES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row

__all__ = [
    "quality_of_sides",
    "quality_of_sides_in_words",
    "share_published",
    "share_published_in_words",
]


def quality_of_sides(quality: Row, before: str) -> Finding | None:
    """How many articles have another score, else the medians of both sides.

    Args:
        quality: The `median` of the `scored` articles, on the other side `…_before`; of the
            articles of both sides how many were `raised`, `lowered` and `first_scored`.
        before: The other side for readers.
    """
    rescored = quality["raised"] + quality["lowered"]
    if rescored:
        return finding(
            said(
                "{} {} another score, {} a higher one",
                counted(rescored, "article"),
                are(rescored, "has", "have"),
                number(quality["raised"]),
            )
        )
    if not _have_medians(quality):
        return None
    now, was = _medians(quality)
    if now == was:
        return finding(said("The median quality is {} on both sides", now))
    return finding(said("The median quality is {}, against {} in {}", now, was, before))


def quality_of_sides_in_words(quality: Row, before: str) -> Markup:
    """The medians of both sides, and the articles that were scored again."""
    rescored = quality["raised"] + quality["lowered"]
    first = quality["first_scored"]
    return joined(
        _medians_in_words(quality, before),
        said(
            "{} of both {} another score: {} a higher one, {} a lower one.",
            counted(rescored, "article"),
            are(rescored, "has", "have"),
            number(quality["raised"]),
            number(quality["lowered"]),
        )
        if rescored
        else None,
        said("{} {} scored here alone.", counted(first, "article"), are(first)) if first else None,
    )


def share_published(publication: Row, before: str) -> Finding | None:
    """How many articles were published or withdrawn, else the shares of both sides.

    Args:
        publication: How many of the articles that are `known` to be published or not are
            `published`, on the other side `…_before`; of the articles of both sides how many are
            `newly` published, and how many `withdrawn`.
        before: The other side for readers.
    """
    newly, withdrawn = publication["newly"], publication["withdrawn"]
    if newly or withdrawn:
        return finding(
            said("{} newly published and {} withdrawn", counted(newly, "article"), some(withdrawn))
        )
    if not _have_shares(publication):
        return None
    now, was = _shares(publication)
    if now == was:
        return finding(said("{} of articles are published on both sides", now))
    return finding(said("{} of articles are published, against {} in {}", now, was, before))


def share_published_in_words(publication: Row, before: str) -> Markup:
    """How many articles of both sides are published, and which changed in that."""
    newly, withdrawn = publication["newly"], publication["withdrawn"]
    return joined(
        said(
            "{} of {} {} published, against {} of {} in {}.",
            number(publication["published"]),
            counted(publication["known"], "article"),
            are(publication["published"]),
            number(publication["published_before"]),
            number(publication["known_before"]),
            before,
        ),
        said(
            "Of the articles of both, {} {} published here alone, and {} there alone.",
            some(newly),
            are(newly),
            some(withdrawn),
        )
        if newly or withdrawn
        else None,
    )


def _have_medians(quality: Row) -> bool:
    return bool(min(quality["scored"], quality["scored_before"]) >= FEWEST_SCORES)


def _medians(quality: Row) -> tuple[str, str]:
    """Both medians, with as many digits."""
    values = quality["median"], quality["median_before"]
    digits = 0 if all(value == int(value) for value in values) else 1
    return number(values[0], digits), number(values[1], digits)


def _medians_in_words(quality: Row, before: str) -> Markup:
    if not _have_medians(quality):
        return said("Too few articles have a score to compare medians.")
    now, was = _medians(quality)
    if now == was:
        return said("The median quality is {} on both sides.", now)
    return said("The median quality is {}, against {} in {}.", now, was, before)


def _have_shares(publication: Row) -> bool:
    return bool(min(publication["known"], publication["known_before"]) >= FEWEST_FOR_SHARES)


def _shares(publication: Row) -> tuple[str, str]:
    now = publication["published"] / publication["known"]
    was = publication["published_before"] / publication["known_before"]
    return percent(now), percent(was)
