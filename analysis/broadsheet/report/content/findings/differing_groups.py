"""What differs between the providers, or the topics, of two periods or versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.shares import clear_shares, moves, share_moved
from broadsheet.report.content.sentences import (
    are,
    counted,
    joined,
    listed,
    name,
    number,
    said,
)

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["group_that_changed", "groups_in_words", "groups_that_differ"]

_NAMED = 3


def group_that_changed(groups: Rows, what: str) -> Finding | None:
    """The provider or topic whose share clearly changed, else how many are new and gone.

    Args:
        groups: The providers or topics, each with its `key`, its `articles` on both sides
            (`articles_before`), its shares of all stories, and the `rate` at which the change of
            these passes.
        what: `provider` or `topic`: the column of their names.
    """
    clear = clear_shares(groups)
    if clear:
        return share_moved(clear[0], what)
    added, gone = _added(groups), _gone(groups)
    if added and gone:
        return finding(
            said(
                "{} {} new and {} {} gone",
                counted(len(added), what),
                are(len(added)),
                number(len(gone)),
                are(len(gone)),
            )
        )
    if added or gone:
        count, word = (len(added), "new") if added else (len(gone), "gone")
        return finding(said("{} {} {}", counted(count, what), are(count), word))
    return None


def groups_that_differ(groups: Rows, what: str) -> Finding | None:
    """How many providers or topics have more or fewer articles; None where none has."""
    other = sum(row["articles"] != row["articles_before"] for row in groups)
    if not other:
        return None
    have = are(other, "has", "have")
    return finding(said("{} {} more or fewer articles", counted(other, what), have))


def groups_in_words(groups: Rows, what: str, before: str) -> Markup:
    """Which providers or topics are new, which are gone, and whose share clearly changed."""
    now = [row for row in groups if row["key"] is not None and row["articles"]]
    then = [row for row in groups if row["key"] is not None and row["articles_before"]]
    return joined(
        said(
            "{} {} articles, against {} in {}.",
            counted(len(now), what),
            are(len(now), "has", "have"),
            number(len(then)),
            before,
        ),
        _named("New", what, _added(groups), "articles"),
        _named("Gone", what, _gone(groups), "articles_before"),
        moves(groups, what) if any(row["rate"] is not None for row in groups) else None,
    )


def _added(groups: Rows) -> list[Row]:
    return [row for row in groups if row["key"] is not None and not row["articles_before"]]


def _gone(groups: Rows) -> list[Row]:
    return [row for row in groups if row["key"] is not None and not row["articles"]]


def _named(word: str, what: str, groups: Rows, column: str) -> Markup | None:
    """The groups that are new or gone, the largest first."""
    if not groups:
        return None
    largest = sorted(groups, key=lambda row: (-row[column], row["key"]))
    parts = [said("{} ({})", name(row[what]), number(row[column])) for row in largest[:_NAMED]]
    if len(groups) > _NAMED:
        parts.append(said("{} more", number(len(groups) - _NAMED)))
    return said("{}: {}.", word, listed(parts))
