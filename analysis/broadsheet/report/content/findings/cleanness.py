"""Cleanness: problems of documents, and fields that have no column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    are,
    counted,
    joined,
    listed,
    name,
    number,
    said,
    some,
)

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["documents_with_problems", "problems_in_words", "unknown_fields_in_words"]

_NAMED = 3


def documents_with_problems(faulty: Row) -> Finding | None:
    """How many documents have problems; None where there is no document."""
    documents, bad = faulty["documents"], faulty["with_problems"]
    if not documents:
        return None
    return finding(
        said(
            "{} of {} {} problems",
            some(bad).capitalize(),
            counted(documents, "document"),
            are(bad, "has", "have"),
        )
    )


def problems_in_words(problems: Rows, quarantined: int) -> Markup:
    """The commonest problem, and how many documents could not be read.

    Args:
        problems: The kinds of problems, each with `code` and `documents`, the commonest first.
        quarantined: How many documents of the whole archive are quarantined.
    """
    return joined(
        said(
            "The commonest problem is {}, in {}.",
            name(problems[0]["code"]),
            counted(problems[0]["documents"], "document"),
        )
        if problems
        else said("No document of this period has a problem."),
        said(
            "{} of the whole archive {} quarantined.",
            counted(quarantined, "document"),
            are(quarantined),
        )
        if quarantined
        else None,
    )


def unknown_fields_in_words(fields: Rows) -> Markup | None:
    """Which fields without a column are new in this period; None where no document has any."""
    new = [row for row in fields if row["is_new"]]
    if not fields:
        return None
    if not new:
        return said("No field without a column is new.")
    more = len(new) - _NAMED
    names = [name(row["field"]) for row in new[:_NAMED]]
    return said(
        "{} without a column {} new: {}.",
        counted(len(new), "field"),
        are(len(new)),
        listed([*names, f"{number(more)} more"] if more > 0 else names),
    )
