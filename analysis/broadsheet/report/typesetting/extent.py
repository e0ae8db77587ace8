"""Extents: the heights of what is set on a sheet, with its margins, and the measures of a sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "FULL",
    "GAP",
    "HALF",
    "MARGIN",
    "MM",
    "RULE",
    "SANS",
    "SERIF",
    "SHEET",
    "WORDS",
    "Extent",
    "stacked",
]

MM = 72 / 25.4  # points

FULL = 176 * MM  # the width of the text on a sheet, and of a chart
HALF = 84 * MM
WORDS = 380.0  # the width of a paragraph, 38 em
SHEET = 261 * MM

MARGIN = 3 * MM  # above and below a figure
GAP = 2 * MM  # between paragraphs
RULE = 0.75

SERIF, SANS = "Source Serif Pro", "Source Sans Pro"


@dataclass(frozen=True)
class Extent:
    """The height of an element in points, and the margins above and below, which collapse."""

    height: float
    above: float = 0.0
    below: float = 0.0

    @property
    def whole(self) -> float:
        """The height with both margins."""
        return self.above + self.height + self.below

    def higher(self, points: float) -> Extent:
        """This element, so much higher."""
        return replace(self, height=self.height + points)

    def then(self, other: Extent) -> Extent:
        """This element and another below it."""
        gap = max(self.below, other.above)
        return Extent(self.height + gap + other.height, self.above, other.below)


def stacked(extents: Iterable[Extent]) -> Extent:
    """Elements below each other; there is one at least."""
    return reduce(Extent.then, extents)
