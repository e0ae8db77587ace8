"""What has changed since the last issue of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.report.content.sentences import counted, joined, listed, number, percent, said

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.edition.since_issue import Changes

__all__ = ["added_number", "changed_number", "changes_in_words"]

_KINDS = {
    "arrived": ("arrived late", "arrived late"),
    "removed": ("was removed", "were removed"),
    "moved_in": ("moved in from other days", "moved in from other days"),
    "moved_out": ("moved out", "moved out"),
    "rescored": ("was rescored", "were rescored"),
    "republished": ("changed in publication alone", "changed in publication alone"),
    "of_other_provider": ("changed its provider", "changed their providers"),
    "of_other_topics": ("changed its topics", "changed their topics"),
    "of_other_items": ("changed its address or list", "changed their addresses or lists"),
}
"""What is said of one article of a kind of change, and of several."""


def changes_in_words(since: Changes) -> Markup:
    """How many articles each kind of change has."""
    found = [(kind, since.counts[kind]) for kind in _KINDS if since.counts[kind]]
    parts = [
        said("{} {}", counted(count, "article") if at == 0 else number(count), _kind(kind, since))
        for at, (kind, count) in enumerate(found)
    ]
    days = (
        said(", in the days that it has in common with this page ({})", since.days)
        if since.days
        else ""
    )
    changes = listed(parts) if parts else said("stories were grouped in another way")
    return said("<strong>Since the issue of {}</strong>{}: {}.", since.issued, days, changes)


def changed_number(name: str, value: Any) -> str:  # noqa: ANN401 - any number
    """A number of an issue, as pages print it."""
    if name == "published_share":
        return percent(value)
    return number(value, 1 if name in {"mean_quality", "median_quality"} else 0)


def added_number(name: str, effect: Any) -> str:  # noqa: ANN401 - any number
    """What a kind of change adds to a number, with its sign; empty where it adds nothing."""
    if effect is None:
        return number(None)
    if not effect:
        return ""
    words = (
        counted(int(effect * 100), "point")
        if name == "published_share"
        else changed_number(name, effect)
    )
    return f"+{words}" if effect > 0 else words


def _kind(kind: str, since: Changes) -> Markup:
    counts = since.counts
    words = said("{}", _KINDS[kind][counts[kind] != 1])
    if kind != "rescored":
        return words
    first = counts["first_scored"]
    return joined(
        words,
        said(
            "({} up, {} down{})",
            number(counts["raised"]),
            number(counts["lowered"]),
            f", {number(first)} for the first time" if first else "",
        ),
    )
