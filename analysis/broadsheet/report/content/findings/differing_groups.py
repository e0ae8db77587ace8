"""What differs between the providers, or the topics, of two periods or versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, listed, name, number, said

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["group_that_changed", "groups_in_words", "groups_that_differ"]

_NAMED = 3


def group_that_changed(groups: Rows, what: str, before: str) -> Finding | None:
    """The provider or topic that clearly changed, else how many are new and gone.

    Args:
        groups: The providers or topics, each with its `key`, its `name`, its `articles` and
            `stories` on both sides (`…_before`), and the `rate` at which the change passes.
        what: `provider` or `topic`.
        before: The other side for readers.
    """
    clear = _clear(groups)
    if clear:
        row = clear[0]
        stories = counted(row["stories"], "story", "stories")
        was = number(row["stories_before"])
        return finding(
            said("{} has {}, in {} it had {}", name(row["name"]), stories, before, was),
            said("A {} has {}, in {} it had {}", what, stories, before, was),
            rate=row["rate"],
        )
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
    """Which providers or topics are new, which are gone, and which clearly changed."""
    now = [row for row in groups if row["key"] is not None and row["articles"]]
    then = [row for row in groups if row["key"] is not None and row["articles_before"]]
    return joined(
        said(
            "{} {} articles, in {} {}.",
            counted(len(now), what),
            are(len(now), "has", "have"),
            before,
            number(len(then)),
        ),
        _named("New", _added(groups), "articles"),
        _named("Gone", _gone(groups), "articles_before"),
        _clearly(groups, what, before),
    )


def _clear(groups: Rows) -> list[Row]:
    """The groups that clearly changed, the clearest first."""
    return sorted(discoveries(groups), key=lambda row: row["p_value"])


def _added(groups: Rows) -> list[Row]:
    return [row for row in groups if row["key"] is not None and not row["articles_before"]]


def _gone(groups: Rows) -> list[Row]:
    return [row for row in groups if row["key"] is not None and not row["articles"]]


def _named(word: str, groups: Rows, column: str) -> Markup | None:
    """The groups that are new or gone, the largest first."""
    if not groups:
        return None
    largest = sorted(groups, key=lambda row: (-row[column], row["key"]))
    parts = [said("{} ({})", name(row["name"]), number(row[column])) for row in largest[:_NAMED]]
    if len(groups) > _NAMED:
        parts.append(said("{} more", number(len(groups) - _NAMED)))
    return said("{}: {}.", word, listed(parts))


def _clearly(groups: Rows, what: str, before: str) -> Markup | None:
    """Which groups have clearly more or fewer stories; None where none could be tested."""
    if all(row["rate"] is None for row in groups):
        return None
    clear = _clear(groups)
    if not clear:
        return said("No {} has clearly more or fewer stories than in {}.", what, before)
    rose = [row for row in clear if row["score"] > 0]
    fell = [row for row in clear if row["score"] < 0]
    return joined(
        said("Clearly more stories than in {}: {}.", before, _stories(rose)) if rose else None,
        said("Clearly fewer stories than in {}: {}.", before, _stories(fell)) if fell else None,
    )


def _stories(groups: Rows) -> Markup:
    parts = [
        said(
            "{} ({}; there {})",
            name(row["name"]),
            number(row["stories"]),
            number(row["stories_before"]),
        )
        for row in groups[:_NAMED]
    ]
    if len(groups) > _NAMED:
        parts.append(said("{} more", number(len(groups) - _NAMED)))
    return listed(parts)
