"""The questions of analysts: how long stories live, who leads, and what quality explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.inference import discoveries
from broadsheet.report.content.finding import Finding, finding
from broadsheet.report.content.sentences import counted, name, number, percent, said

if TYPE_CHECKING:
    from broadsheet.report.content.sentences import Row, Rows

__all__ = ["a_clear_leader", "half_of_stories", "parts_of_quality", "uneven_publication"]


def half_of_stories(lives: Rows) -> Finding | None:
    """After how many hours half of the stories have ended; None where that is not known.

    Args:
        lives: The ages of `story_survival`, each with the same `half_life`.
    """
    if not lives or lives[0]["half_life"] is None:
        return None
    hours = counted(lives[0]["half_life"], "hour")
    return finding(said("Stories of several items: half end within {}", hours))


def a_clear_leader(pairs: Rows) -> Finding | None:
    """The provider that is before another more often than by chance; None where none was compared.

    Args:
        pairs: The pairs of `who_follows_whom`, the clearest leader first, each with the `rate` at
            which it may be claimed.
    """
    if all(row["rate"] is None for row in pairs):
        return None
    leading = [row for row in discoveries(pairs) if row["share"] > row["expected_share"]]
    if not leading:
        return finding(said("No provider is clearly ahead of another"))
    first = leading[0]
    leader, led = (_named(first, side) for side in ("provider", "other"))
    apart = first["before"] + first["after"]
    share = said("{} of {}", number(first["before"]), counted(apart, "story", "stories"))
    return finding(
        said("{} is ahead of {} in {}", leader, led, share),
        said("{} is ahead in {} with {}", leader, share, led),
        rate=first["rate"],
    )


def uneven_publication(odds: Rows) -> Finding | None:
    """The provider whose publication its quality explains least; None where none was compared.

    Args:
        odds: The providers of `publication_odds`, the least probable difference first, each with
            the `rate` at which it may be claimed.
    """
    if all(row["rate"] is None for row in odds):
        return None
    differing = discoveries(odds)
    if not differing:
        return finding(said("No provider’s odds of publication differ clearly"))
    first = differing[0]
    published = counted(first["published"], "article")
    return finding(
        said(
            "{}: {} published, {} expected",
            _named(first, "provider"),
            published,
            number(first["expected"], 1),
        ),
        rate=first["rate"],
    )


def parts_of_quality(components: Rows) -> Finding | None:
    """How much of the variance of quality provider and topic explain; None where not known.

    Args:
        components: The rows of `quality_components`: `provider`, `topic` and the rest.
    """
    shares = {row["component"]: row["share"] for row in components}
    if shares.get("provider") is None or shares.get("topic") is None:
        return None
    provider, topic = (percent(shares[part]) for part in ("provider", "topic"))
    return finding(
        said("Providers explain {} of the variance of quality, topics {}", provider, topic)
    )


def _named(row: Row, side: str) -> object:
    """A provider's name, or its domain where it has none."""
    return name(row[f"{side}_name"] or row[f"{side}_domain"])
