"""What differs between the articles of two periods, or of two versions of a lake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import are, counted, joined, listed, number, percent, said
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["changed_fields_in_words", "difference", "difference_in_words", "differs"]

_NAMED = 3
_FATES = {
    "added": ("is new", "are new"),
    "gone": ("is gone", "are gone"),
    "changed": ("has changed", "have changed"),
}
"""What is said of one article of a fate, and of several."""


def differs(fates: Row) -> bool:
    """Whether an article is new, gone or changed."""
    return any(fates[fate] for fate in _FATES)


def difference(fates: Row, now: str, before: str) -> Finding | None:
    """How many articles are new, gone and changed; where none is of both sides, how many more.

    Args:
        fates: `articles` and `articles_before`; of all these how many are `added`, `gone`,
            `changed` and the `same`.
        now: The page's side for readers.
        before: The other side for readers.
    """
    if not differs(fates):
        return finding(said("Nothing differs from {}", before), said("Nothing differs"))
    if not _overlap(fates):
        return _more_or_fewer(fates, now, before)
    (first, words), *rest = [(fates[fate], words) for fate, words in _FATES.items() if fates[fate]]
    parts = [said("{} {}", counted(first, "article"), words[first != 1])]
    parts += [said("{} {}", number(count), each[0].rpartition(" ")[2]) for count, each in rest]
    return finding(said("{}", listed(parts)))


def difference_in_words(fates: Row, now: str, before: str) -> Markup:
    """The articles of both sides, and how many are new, gone, changed and the same."""
    sides = said(
        "{} has {}, {} has {}.",
        now,
        counted(fates["articles"], "article"),
        before,
        number(fates["articles_before"]),
    )
    if not differs(fates):
        return joined(sides, said("No article is new, gone or changed: nothing differs."))
    if not _overlap(fates):
        return sides
    fate = said(
        "Against {}, {} {} new, {} {} gone, {} {} changed and {} {} the same.",
        before,
        counted(fates["added"], "article"),
        are(fates["added"]),
        number(fates["gone"]),
        are(fates["gone"]),
        number(fates["changed"]),
        are(fates["changed"], "has", "have"),
        number(fates["same"]),
        are(fates["same"]),
    )
    return joined(sides, fate)


def changed_fields_in_words(fields: Rows) -> Markup:
    """In which fields articles differ.

    Args:
        fields: The fields, each with its `field` and `articles`, the most articles first.
    """
    first, *rest = fields
    sentence = said("{} {} another {}", *_with_verb(first), first["field"])
    if not rest:
        return said("{}.", sentence)
    others = listed(
        said("{} another {}", number(row["articles"]), row["field"]) for row in rest[:_NAMED]
    )
    return said("{}, {}.", sentence, others)


def _overlap(fates: Row) -> bool:
    """Whether some articles are of both sides."""
    return bool(fates["changed"] or fates["same"])


def _more_or_fewer(fates: Row, now: str, before: str) -> Finding | None:
    articles, was = fates["articles"], fates["articles_before"]
    count = counted(articles, "article")
    if articles == was:
        return finding(said("{} has {}, as many as {}", now, count, before))
    if not articles:
        return finding(said("{} has no article, {} has {}", now, before, number(was)))
    change, how = abs(articles - was), "more" if articles > was else "fewer"
    by = percent(change / was) if was >= FEWEST_FOR_SHARES else number(change)
    by = number(change) if by == "0%" else by
    return finding(
        said("{} has {}, {} {} than {}", now, count, by, how, before),
        said("{}, {} {} than in the other period", count, by, how),
    )


def _with_verb(row: Row) -> tuple[str, str]:
    return counted(row["articles"], "article"), are(row["articles"], "has", "have")
