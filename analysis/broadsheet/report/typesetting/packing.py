"""Packing: in which form each figure is printed, so that no sheet is half empty.

A chart and its words have several forms: the words above a chart as wide as the sheet, or of a
smaller one, or beside one of half the width. No end of a sheet may tear them. So the forms are
chosen together, those that leave the least blank, by dynamic programming over the pieces of a page.
It is what TeX does for the lines of a paragraph (Knuth & Plass 1981, "Breaking paragraphs into
lines").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Form", "Piece", "pack"]


class Form(StrEnum):
    """The forms of a figure with its words."""

    FULL = "full"
    """The words above a figure as wide as the sheet."""
    SMALLER = "smaller"
    SMALL = "small"
    BESIDE = "beside"
    """The words beside a figure of half the width."""
    BESIDE_SMALL = "beside small"


_COSTS = {
    Form.FULL: 0.0,
    Form.SMALLER: 0.001,
    Form.SMALL: 0.004,
    Form.BESIDE: 0.003,
    Form.BESIDE_SMALL: 0.006,
}
"""What a form costs, as a squared share of a sheet that is blank."""
_MOST_BLANK, _TOO_BLANK = 0.2, 0.1  # the share of a sheet from which a blank costs this besides
_LAST = 0.5  # how much the blank of the last sheet counts
_GRAIN = 1.0  # points; heights are counted in it


@dataclass(frozen=True)
class Piece:
    """What no end of a sheet may tear: its height in points in each form that it has."""

    heights: Mapping[Form, float]


_Way = tuple[float, tuple[Form, ...]]
"""What the forms of some pieces cost, and the forms."""


def pack(pieces: Sequence[Piece], first: float, sheet: float) -> list[Form]:
    """The form of each piece.

    Args:
        pieces: The pieces in order.
        first: The height of the first sheet in points, below what is at its head.
        sheet: The height of every other sheet.
    """

    @cache
    def best(start: int) -> _Way:
        """The cheapest way to set the pieces from one on, which begins a sheet."""
        if start == len(pieces):
            return 0.0, ()
        height = sheet if start else first
        return min(
            (cost + best(end)[0], forms + best(end)[1])
            for end, (cost, forms) in _sheets(pieces, start, height)
        )

    return list(best(0)[1])


def _sheets(pieces: Sequence[Piece], start: int, height: float) -> Iterator[tuple[int, _Way]]:
    """The sheets that begin with a piece, by the piece after their last."""
    room = int(height / _GRAIN)
    ways: dict[int, _Way] = {0: (0.0, ())}  # by the height that they take
    for end in range(start, len(pieces)):
        ways = _longer(ways, pieces[end], room)
        weight = _LAST if end + 1 == len(pieces) else 1.0
        if not ways:
            if end == start:  # higher than a sheet
                yield (
                    end + 1,
                    (weight, (min(pieces[end].heights, key=pieces[end].heights.__getitem__),)),
                )
            return
        yield (
            end + 1,
            min(
                (cost + weight * _cost_of(1 - used / room), forms)
                for used, (cost, forms) in ways.items()
            ),
        )


def _cost_of(blank: float) -> float:
    return blank**2 + (_TOO_BLANK if blank > _MOST_BLANK else 0)


def _longer(ways: Mapping[int, _Way], piece: Piece, room: int) -> dict[int, _Way]:
    """The ways to set one more piece on a sheet, the cheapest for each height."""
    longer: dict[int, _Way] = {}
    for form, height in piece.heights.items():
        size = ceil(height / _GRAIN)
        for used, (cost, forms) in ways.items():
            total = used + size
            if total > room:
                continue
            way = (cost + _COSTS[form], (*forms, form))
            if total not in longer or way < longer[total]:
                longer[total] = way
    return longer
