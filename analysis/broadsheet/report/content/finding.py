"""Findings: what rows show, in a headline of at most ten words with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.inference import FALSE_DISCOVERY_LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from broadsheet.report.content.headings import Heading

__all__ = [
    "MOST_WORDS",
    "Finding",
    "KeyPoint",
    "Section",
    "finding",
    "key_points",
    "most_surprising",
    "plain",
]

MOST_WORDS = 10
"""Of a headline."""

MOST_KEY_POINTS = 3


@dataclass(frozen=True)
class Finding:
    """What rows show.

    Attributes:
        headline: The finding with its number, in at most ten words and without a full stop.
        rate: The false discovery rate at which chance alone is ruled out: the smaller, the more
            surprising. None for a count that is compared with nothing.
    """

    headline: Markup
    rate: float | None = None

    def __html__(self) -> Markup:
        """The headline, for a page."""
        return self.headline

    def __str__(self) -> str:
        """The headline as plain text, for the title of a chart."""
        return self.headline.striptags()


@dataclass(frozen=True)
class Section:
    """A section of a page: its headline, and the findings in it."""

    headline: Markup
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class KeyPoint:
    """A finding at the head of a page, and the anchor of its section."""

    headline: Markup
    anchor: str


def finding(*headlines: Markup | None, rate: float | None = None) -> Finding | None:
    """A finding with the first of these headlines that is short enough; None where none is."""
    for headline in headlines:
        if headline and len(headline.striptags().split()) <= MOST_WORDS:
            return Finding(headline, rate)
    return None


def most_surprising(found: Iterable[Finding | None]) -> Finding | None:
    """The finding of the smallest rate; where none has one, the first; None where there is none."""
    known = [each for each in found if each]
    return min(known, key=lambda each: (each.rate is None, each.rate or 0.0), default=None)


def key_points(sections: Sequence[Section], headings: Sequence[Heading]) -> tuple[KeyPoint, ...]:
    """The findings that pass the page's false discovery rate, the most surprising first.

    Args:
        sections: The sections of the page, with their findings.
        headings: The headings of its text, with their anchors.
    """
    anchors = {heading.text: heading.anchor for heading in reversed(headings)}
    passing = [
        (each.rate, KeyPoint(each.headline, anchors[plain(section.headline)]))
        for section in sections
        for each in section.findings
        if each.rate is not None and each.rate <= FALSE_DISCOVERY_LEVEL
    ]
    ranked = sorted(passing, key=lambda pair: pair[0])
    return tuple(dict.fromkeys(point for _, point in ranked))[:MOST_KEY_POINTS]


def plain(title: str | Finding) -> str:
    """A title as plain text, for the title of a chart."""
    return title.striptags() if isinstance(title, Markup) else str(title)
