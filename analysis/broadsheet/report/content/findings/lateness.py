"""Lateness: how long after their publication documents are seen, scored and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, number, percent, said, some

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row

__all__ = ["history_is_missing", "hours_until_seen", "lateness_in_words", "waits_in_words"]


def history_is_missing(versions: int) -> Markup:
    """Where the lake holds no history, how to read it; nothing where it does.

    Args:
        versions: How many versions of documents the lake holds.
    """
    if versions:
        return joined()
    return said(
        "This lake holds no history. So the page can’t say how scores changed, what was published,"
        " withdrawn or moved, or how stories grew. Git knows: read it with"
        " <code>broadsheet history REPOSITORY</code>."
    )


def hours_until_seen(late: Row) -> Finding | None:
    """After how many hours half of the new documents were seen; None where there are none."""
    if not late["documents"]:
        return None
    return finding(
        said("Half of the new documents come within {}", _hours(late["median_hours"]))
        if late["documents"] > 1
        else said("The one new document came after {}", _hours(late["median_hours"]))
    )


def lateness_in_words(late: Row) -> Markup:
    """How many new documents were seen, and how late.

    Args:
        late: `documents`, those of them that were `late`, and hours from publication to first
            sight: `median_hours`, `p90_hours`, `longest_hours`.
    """
    documents = late["documents"]
    if not documents:
        return said("No new document with a time of publication was seen.")
    first = said(
        "{} with a time of publication {} first seen in this period.",
        counted(documents, "new document"),
        are(documents, "was", "were"),
    )
    if documents == 1:
        return joined(first, said("It came {} after it.", _hours(late["median_hours"])))
    return joined(
        first,
        said(
            "Nine in ten came within {}; the longest took {}.",
            _hours(late["p90_hours"]),
            _hours(late["longest_hours"]),
        ),
        said("{} came more than a day late.", some(late["late"]).capitalize()),
    )


def waits_in_words(waits: Row) -> Markup:
    """How many new documents were scored and published at last, and after how many hours.

    Args:
        waits: `documents`, those that were `scored` and `published`, and the medians
            `hours_until_scored` and `hours_until_published`.
    """
    documents = waits["documents"]
    if not documents:
        return joined()
    return joined(
        _wait(documents, waits["scored"], "scored", waits["hours_until_scored"]),
        _wait(documents, waits["published"], "published", waits["hours_until_published"]),
    )


def _wait(documents: int, done: int, what: str, hours: float | None) -> Markup:
    """How many of new documents were scored or published, and the median of their wait."""
    if hours is None:
        return said("None of {} was {}.", counted(documents, "document"), what)
    share = percent(done / documents, 0)
    if not hours:
        return said("{} were {}, half of them at once.", share, what)
    return said("{} were {}, half of them within {}.", share, what, _hours(hours))


def _hours(hours: float) -> str:
    """Hours in words; days where there are many."""
    if abs(hours) >= 72:
        return f"{number(hours / 24, 0)} days"
    return f"{number(hours, 1)} hours"
