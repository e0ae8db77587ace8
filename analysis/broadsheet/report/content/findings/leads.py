"""Leads: stories that led with less than their best item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import (
    are,
    counted,
    estimated_share,
    joined,
    name,
    number,
    said,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES

if TYPE_CHECKING:
    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["better_than_the_lead", "leads_in_words", "stories_with_a_choice"]


def stories_with_a_choice(choices: Rows) -> int:
    """The stories whose lead could have been another scored item."""
    return int(choices[0]["all_leads"]) if choices else 0


def better_than_the_lead(choices: Rows) -> Finding | None:
    """How many stories had a better item than their lead; None where none or one had a choice."""
    leads = stories_with_a_choice(choices)
    if leads < 2:
        return None
    better, stories = choices[0]["all_with_better"], counted(leads, "story", "stories")
    if not better:
        return finding(said("All {} led with their best item", stories))
    its = are(better, "its", "their")
    return finding(said("{} of {} led with less than {} best", number(better), stories, its))


def leads_in_words(choices: Rows) -> Markup:
    """How many stories led with less than their best, and the widest gap.

    Args:
        choices: Providers that led a story with a choice; each row has the totals of all,
            `all_leads`, `all_with_better`, the interval of their share, `widest_gap`, and
            `widest_of`, who led that story.
    """
    leads = stories_with_a_choice(choices)
    if not leads:
        return said("No story that began in this period had a choice of scored items.")
    first = choices[0]
    better = first["all_with_better"]
    if not better:
        how = are(leads, "it led with its best", "all led with their best")
        stories = counted(leads, "story", "stories")
        return said("{} had a choice of scored items; {}.", stories, how)
    return joined(_passed_over(leads, better, first), _widest(first))


def _passed_over(leads: int, better: int, first: Row) -> Markup:
    if leads == 1:
        return said("The one story with a choice of scored items led with less than its best.")
    return said(
        "Of {} stories with a choice of scored items, {} led with less than {} best{}.",
        number(leads),
        number(better),
        are(better, "its", "their"),
        f": {estimated_share(better / leads, first['share_low'], first['share_high'])}"
        if leads >= FEWEST_FOR_SHARES
        else "",
    )


def _widest(first: Row) -> Markup:
    return said(
        "The widest gap is {}, in a story that {} led.",
        number(first["widest_gap"]),
        name(first["widest_of"]),
    )
