"""The pace and originality of a provider, and what its articles lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.content.sentences import (
    NOTHING,
    are,
    counted,
    estimated_share,
    interval,
    joined,
    number,
    percent,
    said,
    some,
)
from broadsheet.report.content.thresholds import FEWEST_FOR_SHARES, FEWEST_SHARED_STORIES

if TYPE_CHECKING:
    from typing import Any

    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["fields_of_provider", "its_copies", "its_pace", "its_stories"]

_FEWEST_FOR_FIELDS = 10


def its_pace(lags: Rows, key: str) -> Markup:
    """How often it is first, and how far it is behind the first."""
    lag = next((row for row in lags if row["provider_domain"] == key), None)
    if lag is None:
        return said("It shares no story of this period with another provider.")
    stories, firsts = counted(lag["stories"], "story", "stories"), some(lag["firsts"])
    if lag["stories"] < FEWEST_SHARED_STORIES:
        return said(
            "It shares {} with others and was first in {}, too few to measure its speed.",
            stories,
            firsts,
        )
    share = (
        ", " + estimated_share(lag["first_share"], lag["first_share_low"], lag["first_share_high"])
        if lag["stories"] >= FEWEST_FOR_SHARES
        else ""
    )
    first = said(
        "Of {} that it shares with others, it was first in <strong>{}</strong>{}; in random order "
        "it would be first in {}.",
        stories,
        firsts,
        share,
        number(lag["expected_firsts"], 1),
    )
    delay = said(
        "Its median delay is {}{}; the 90th percentile is {}.",
        _hours(lag["p50"]),
        interval(lag["p50_low"], lag["p50_high"], 1),
        _hours(lag["p90"]),
    )
    return joined(first, delay, _quicker(lags, lag))


def _quicker(lags: Rows, lag: Row) -> Markup | None:
    enough = [row for row in lags if row["stories"] >= FEWEST_SHARED_STORIES]
    if len(enough) < 3:
        return None
    quicker = sum(row["p50"] < lag["p50"] for row in enough)
    return said(
        "Of the {} other providers with five shared stories or more, {} {} a shorter median delay.",
        number(len(enough) - 1),
        some(quicker),
        are(quicker or 1, "has", "have"),
    )


def its_stories(covered: Row | None) -> Markup:
    """In how many stories it is, alone or with the best item.

    Args:
        covered: `stories`, of these `exclusive` and `shared`, and of the shared ones
            `best_of_shared`; None where it is in none.
    """
    if covered is None:
        return said("It has no item in the stories that began in this period.")
    stories, alone = covered["stories"], covered["exclusive"]
    covers = counted(stories, "story", "stories")
    if alone == stories:
        how = are(stories, "alone", "all of them alone")
        return said("It covers {} of those that began in this period, {}.", covers, how)
    shared = covered["shared"]
    return said(
        "It covers {} of those that began in this period: {} of them alone, and in {} of the {} {} "
        "it has the best item.",
        covers,
        some(alone),
        some(covered["best_of_shared"]),
        number(shared),
        are(shared, "other", "others"),
    )


def its_copies(echo: Row | None, *, is_late: bool) -> Markup:
    """How often it ran the text of others, and others ran its own.

    Args:
        echo: Its `items`, `as_copy` and `copies_of_it`; None where it has none.
        is_late: Whether only the last 31 days of the period were compared.
    """
    as_copy = echo["as_copy"] if echo else 0
    of_it = echo["copies_of_it"] if echo else 0
    if not as_copy and not of_it:
        late = ", in the last 31 days" if is_late else ""
        return said(
            "None of its items ran the same text as an earlier item of another provider, and no "
            "other provider ran its text later{}.",
            late,
        )
    ran = (
        said(
            "{} of {} ran the same text as an earlier item of another provider",
            counted(as_copy, "item"),
            number(echo["items"]) if echo else "",
        )
        if as_copy
        else said("none of its items ran the text of an earlier one")
    )
    later = (
        said("{} of other providers ran the text of its own", counted(of_it, "later item"))
        if of_it
        else said("no other provider ran its text later")
    )
    sentence = said("{}, and {}.", ran, later)
    if is_late:
        return said("In the last 31 days, {}", sentence)
    return Markup(sentence[:1].upper() + sentence[1:])  # noqa: S704 - a sentence already


def fields_of_provider(fields: Row | None, whole: Row) -> Markup:
    """The share of its articles that have an image, an excerpt and a score."""
    if fields is None:
        return NOTHING
    articles = fields["articles"]
    if articles < _FEWEST_FOR_FIELDS:
        few = counted(articles, "article")
        return said("{} {} too few to measure missing fields.", few, are(articles))
    return said(
        "Of its articles, {} have an image (all providers: {}), {} an excerpt ({}) and {} a score "
        "({}).",
        *(
            percent(row[f"{field}_share"])
            for field in ("image", "excerpt", "quality")
            for row in (fields, whole)
        ),
    )


def _hours(hours: Any) -> str:  # noqa: ANN401 - any number
    if hours == 1:
        return "1 hour"
    return f"{number(hours, 0 if hours == 0 else 1)} hours"
