"""Stories: how many began, and how large they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    are,
    counted,
    joined,
    percent,
    said,
    some,
    total,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Rows

__all__ = ["shares_of_depth", "single_items", "stories_in_words"]

_DEEP = ("6-10", "11-20", "21+")


def single_items(depth: Rows) -> Finding | None:
    """How many stories have a single item; None where there are fewer than two stories."""
    stories, alone = total(depth, "stories"), _alone(depth)
    if stories < 2:
        return None
    have = "has" if alone < 2 else "have"
    return finding(
        said(
            "{} of {} {} a single item",
            some(alone).capitalize(),
            counted(stories, "story", "stories"),
            have,
        )
    )


def shares_of_depth(depth: Rows) -> Finding | None:
    """The share of items in stories of more than five; None where there is no such story."""
    deep = [row for row in depth if row["depth"] in _DEEP]
    if not deep:
        return None
    stories, items = total(deep, "stories"), total(deep, "items")
    share = percent(items / total(depth, "items"))
    return finding(
        said(
            "{} {} {} of all items",
            counted(stories, "large story", "large stories"),
            are(stories, "has", "have"),
            share,
        )
    )


def stories_in_words(depth: Rows) -> Markup:
    """How many stories began, how many have a single item, and what the large ones hold."""
    stories, alone = total(depth, "stories"), _alone(depth)
    if not stories:
        return said("No story began in this period.")
    if stories == 1:
        items = total(depth, "items")
        size = "a single item" if items == 1 else counted(items, "item")
        return said("One story began in this period, of {}.", size)
    if alone == stories:
        return said("Each of the {} has a single item.", counted(stories, "story", "stories"))
    began = said(
        "{} began in this period; {} {} a single item.",
        counted(stories, "story", "stories"),
        some(alone),
        "has" if alone < 2 else "have",
    )
    return joined(began, _deep(depth, stories))


def _deep(depth: Rows, stories: int) -> Markup | None:
    deep = [row for row in depth if row["depth"] in _DEEP]
    if not deep:
        return None
    n_deep, items = total(deep, "stories"), total(deep, "items")
    is_share = stories >= FEWEST_FOR_SHARES
    return said(
        "The {} of more than five items {} {}.",
        "one story" if n_deep == 1 else counted(n_deep, "story", "stories"),
        are(n_deep, "has", "have"),
        f"{percent(items / total(depth, 'items'))} of all items in them"
        if is_share
        else counted(items, "item"),
    )


def _alone(depth: Rows) -> int:
    """The stories of a single item."""
    return total([row for row in depth if row["depth"] == "1"], "stories")
