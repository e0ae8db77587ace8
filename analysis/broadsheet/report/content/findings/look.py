"""What needs a look: whatever in a period is not as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.findings.silences import each_quiet_day, quiet_day
from broadsheet.report.content.sentences import are, counted, name, number, said
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES
from broadsheet.report.content.values import text
from broadsheet.style import formatting

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["articles_to_look_at", "silences_to_look_at", "things_that_need_a_look"]

_NAMED_DAYS = 3


def things_that_need_a_look(things: list[Markup]) -> Finding | None:
    """How many things need a look; None where nothing does."""
    if not things:
        return None
    needs = are(len(things), "needs", "need")
    return finding(said("{} {} a look", counted(len(things), "thing"), needs))


def silences_to_look_at(ends: date | None, gaps: Rows, silent: Rows) -> list[Markup]:
    """What an archive lacks: an end that is early, quiet days, silent providers.

    Args:
        ends: The day of the archive's last article, where the period goes on after it.
        gaps: The days with less than half of the usual articles, the last first.
        silent: The providers that fell silent, the most surprising first.
    """
    return [thing for thing in (_end(ends), _quiet(gaps), _silence(silent)) if thing]


def articles_to_look_at(faulty: Row, held: Row, leads: Row, copies: Row) -> list[Markup]:
    """What articles have that they should not have, each as a sentence.

    Args:
        faulty: The `articles` of the period, how many are `unscored`, `nobodys`, `with_faults` or
            have `overflowed`, and the documents of the whole archive that are `quarantined`.
        held: The `line` of publication, the `n` articles that it was found from, and how many are
            published `below` it.
        leads: The `stories` of `choices` that led at least 10 below their best, and the `widest`
            gap.
        copies: How many `copies` there are, and who had `most` of their texts first, the `origin`.
    """
    things = (
        _unscored(faulty),
        _exceptions(held),
        _leads(leads),
        _copies(copies),
        _nobodys(faulty),
        _faults(faulty),
        _quarantine(faulty["quarantined"]),
    )
    return [thing for thing in things if thing]


def _end(ends: date | None) -> Markup | None:
    if ends is None:
        return None
    return said(
        "<strong>The archive ends early</strong>: its last article is from {}.",
        formatting.day(ends),
    )


def _quiet(gaps: Rows) -> Markup | None:
    if not gaps:
        return None
    if len(gaps) == 1:
        return said("<strong>A quiet day</strong>: {}.", quiet_day(gaps[0]))
    days = counted(len(gaps), "day")
    named = said(": {}", each_quiet_day(gaps)) if len(gaps) <= _NAMED_DAYS else ""
    return said(
        "<strong>Quiet days</strong>: {} had less than half of the usual articles{}.", days, named
    )


def _silence(silent: Rows) -> Markup | None:
    if not silent:
        return None
    first, others = silent[0], len(silent) - 1
    if others:
        return said(
            "<strong>Silence</strong>: {} and {} have published nothing for longer than chance "
            "explains.",
            name(first["provider"]),
            counted(others, "other"),
        )
    return said(
        "<strong>Silence</strong>: {} has published nothing for longer than chance explains, since "
        "{}.",
        name(first["provider"]),
        text(first["last_seen"]),
    )


def _unscored(faulty: Row) -> Markup | None:
    articles, unscored = faulty["articles"], faulty["unscored"]
    if articles < FEWEST_FOR_SHARES or unscored * 3 <= articles:
        return None
    return said(
        "<strong>Scores</strong>: {} of {} have no score yet.",
        number(unscored),
        counted(articles, "article"),
    )


def _exceptions(held: Row) -> Markup | None:
    below = held["below"]
    if not below or held["n"] < FEWEST_FOR_SHARES:
        return None
    return said(
        "<strong>Publication</strong>: {} {} below {}, the lowest line that fits this period best.",
        number(below),
        are(below, "published article is", "published articles are"),
        number(held["line"]),
    )


def _leads(leads: Row) -> Markup | None:
    stories = leads["stories"]
    if not stories:
        return None
    return said(
        "<strong>Leads</strong>: {} of {} with a choice led with an item at least 10 below {} "
        "best; the widest gap is {}.",
        number(stories),
        counted(leads["choices"], "story", "stories"),
        are(stories, "its", "their"),
        number(leads["widest"]),
    )


def _copies(copies: Row) -> Markup | None:
    count, most = copies["copies"], copies["most"]
    if not count:
        return None
    origin = (
        said("; for {} of them, {} had it first", number(most), name(copies["origin"]))
        if most > 1
        else ""
    )
    return said(
        "<strong>Same text</strong>: {} ran the same text as an earlier item of another "
        "provider{}.",
        counted(count, "item"),
        origin,
    )


def _nobodys(faulty: Row) -> Markup | None:
    count = faulty["nobodys"]
    if not count:
        return None
    return said(
        "<strong>Providers</strong>: {} {} no provider.",
        counted(count, "article"),
        are(count, "names", "name"),
    )


def _faults(faulty: Row) -> Markup | None:
    count, overflowed = faulty["with_faults"], faulty["overflowed"]
    if not count and not overflowed:
        return None
    heats = (
        said(
            ", and {} {} overflowed", number(overflowed), are(overflowed, "heat has", "heats have")
        )
        if overflowed
        else ""
    )
    return said(
        "<strong>Faults</strong>: {} of this period {} faults{}.",
        counted(count, "document"),
        are(count, "has", "have"),
        heats,
    )


def _quarantine(count: int) -> Markup | None:
    if not count:
        return None
    return said(
        "<strong>Quarantine</strong>: {} of the whole archive {} quarantined.",
        counted(count, "document"),
        are(count),
    )
