"""Packing: in which form each figure is printed, so that no sheet is half empty.

A chart and its words have several forms: the words above a chart as wide as the sheet, or of a
smaller one, or beside one of half the width; two charts that follow each other can be in one row.
No end of a sheet may tear them. So the forms are chosen together, those that leave the least blank,
by dynamic programming over the pieces of a page. It is what TeX does for the lines of a paragraph
(Knuth & Plass 1981, "Breaking paragraphs into lines").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Form", "Packed", "Piece", "pack"]


class Form(StrEnum):
    """The forms of a figure with its words."""

    FULL = "full"
    """The words above a figure as wide as the sheet."""
    SMALLER = "smaller"
    SMALL = "small"
    BESIDE = "beside"
    """The words beside a figure of half the width."""
    BESIDE_SMALL = "beside small"
    PAIR = "pair"
    """The words above two figures of half the width, this one and the next, beside each other."""
    PAIR_SMALL = "pair small"
    TORN = "torn"
    """The first lines of words that a sheet may end in; their last lines go with their figure."""
    NEXT = "next"
    """A piece that is set with one before it."""


_COSTS = {
    Form.FULL: 0.0,
    Form.SMALLER: 0.001,
    Form.SMALL: 0.004,
    Form.BESIDE: 0.003,
    Form.BESIDE_SMALL: 0.006,
    Form.PAIR: 0.006,
    Form.PAIR_SMALL: 0.01,
    Form.TORN: 0.012,
}
"""What a form costs, as a squared share of a sheet that is blank."""
_UNSEEN = 0.05  # the share of a sheet up to which a blank costs nothing
_MOST_BLANK, _TOO_BLANK = 0.2, 0.1  # the share of a sheet from which a blank costs this besides
_LAST, _SHEET = 0.2, 0.05  # how much the blank of the last sheet counts; what each sheet costs
_ERROR = 8.0  # points by which heights may be wrong
_GRAIN = 1.0  # points; heights are counted in it


@dataclass(frozen=True)
class Piece:
    """What no end of a sheet may tear.

    Attributes:
        heights: Its height in points in each form that it has.
        above: The space above it, which the head of a sheet has not; what is repeated there, such
            as the head of a table, is less than none.
        counts: How many pieces a form sets, this one and those after it; one where it is not here.
        stretch: The most points by which the space above it can be larger.
        is_free: Whether a sheet can be made to end above it, although it would fit.
    """

    heights: Mapping[Form, float]
    above: float = 0.0
    counts: Mapping[Form, int] = field(default_factory=dict)
    stretch: float = 0.0
    is_free: bool = True


@dataclass(frozen=True)
class Packed:
    """A piece as it is packed.

    Attributes:
        form: Its form.
        is_first: Whether a sheet must end above it.
        more: The points by which the space above it is larger, so that the sheet is full.
    """

    form: Form
    is_first: bool = False
    more: float = 0.0


_Way = tuple[float, tuple[Form, ...]]
"""What the forms of some pieces cost, and the forms."""
_Ways = dict[int, _Way]
"""The cheapest way to set some pieces on a sheet, by the height that they take."""


def pack(pieces: Sequence[Piece], first: float, sheet: float) -> list[Packed]:
    """The form of each piece, and where a sheet ends although the next piece would fit.

    Args:
        pieces: The pieces in order.
        first: The height of the first sheet in points, below what is at its head.
        sheet: The height of every other sheet.
    """

    @cache
    def best(start: int) -> tuple[float, tuple[tuple[Form, ...], ...]]:
        """The cheapest way to set the pieces from one on, which begins a sheet."""
        if start == len(pieces):
            return 0.0, ()
        height = sheet if start else first
        return min(
            (cost + best(end)[0], (forms, *best(end)[1]))
            for end, (cost, forms) in _sheets(pieces, start, height)
        )

    packed: list[Packed] = []
    left = first
    for forms in best(0)[1]:
        at = len(packed)
        needed = _height(pieces, at, forms[:1]) + pieces[at].above
        ends_early = at > 0 and needed <= left + _ERROR
        left = (sheet if at else first) - _height(pieces, at, forms)
        stretches = [
            0.0 if form is Form.NEXT else pieces[place].stretch
            for place, form in enumerate(forms[1:], at + 1)
        ]
        is_last = at + len(forms) == len(pieces)
        share = 0.0 if is_last else _share(left - _ERROR, sum(stretches))
        packed.append(Packed(forms[0], ends_early))
        packed += (
            Packed(form, more=share * stretch)
            for form, stretch in zip(forms[1:], stretches, strict=True)
        )
        left -= share * sum(stretches)
    return packed


def _share(left: float, most: float) -> float:
    """The share of what spaces can be larger by that fills what is left."""
    return min(max(left, 0.0) / most, 1.0) if most else 0.0


def _height(pieces: Sequence[Piece], start: int, forms: Sequence[Form]) -> float:
    """The height of some pieces from one on, at the head of a sheet."""
    return sum(
        pieces[at].heights[form] + pieces[at].above * (at > start)
        for at, form in enumerate(forms, start)
        if form is not Form.NEXT
    )


def _sheets(pieces: Sequence[Piece], start: int, height: float) -> Iterator[tuple[int, _Way]]:
    """The sheets that begin with a piece, by the piece after their last."""
    room = int(height / _GRAIN)
    reached: dict[int, _Ways] = {start: {0: (0.0, ())}}
    for at in range(start, len(pieces)):
        ways = reached.pop(at, {})
        for form, size in _sizes(pieces[at], at > start):
            end = at + pieces[at].counts.get(form, 1)
            longer = _longer(ways, form, size, room, end - at)
            reached[end] = _cheapest(reached.get(end, {}), longer)
        if at == start and not any(reached.values()):  # higher than a sheet
            lowest = min(pieces[at].heights, key=pieces[at].heights.__getitem__)
            following = (Form.NEXT,) * (pieces[at].counts.get(lowest, 1) - 1)
            reached[at + 1 + len(following)] = {room: (1.0, (lowest, *following))}
        if not any(reached.values()):
            return
        cheapest = _cheapest_sheet(pieces, at + 1, reached.get(at + 1, {}), room)
        if cheapest is not None:
            yield at + 1, cheapest


def _sizes(piece: Piece, is_below: bool) -> Iterator[tuple[Form, int]]:
    """What a piece takes in each form, with the space above it if it is below another one."""
    for form, height in piece.heights.items():
        yield form, ceil((height + (piece.above if is_below else 0.0)) / _GRAIN)


def _cheapest_sheet(pieces: Sequence[Piece], end: int, ways: _Ways, room: int) -> _Way | None:
    """The cheapest of the ways to set a sheet; None where the next piece would be on it."""
    is_last = end == len(pieces)
    least = 0
    if not is_last and not pieces[end].is_free:
        least = room + 1 - min(size for _, size in _sizes(pieces[end], is_below=True))
    costs = (
        (cost + _cost_of(1 - used / room, is_last=is_last), forms)
        for used, (cost, forms) in ways.items()
        if used >= least
    )
    return min(costs, default=None)


def _cost_of(blank: float, *, is_last: bool) -> float:
    """What a sheet costs, by the share of it that is blank."""
    if is_last:
        return _SHEET + _LAST * blank**2
    seen = max(blank - _UNSEEN, 0)
    return _SHEET + seen**2 + (_TOO_BLANK if blank > _MOST_BLANK else 0)


def _longer(ways: _Ways, form: Form, size: int, room: int, count: int) -> _Ways:
    """The ways with one more piece in a form, and with those that are set with it."""
    forms_of = (form, *[Form.NEXT] * (count - 1))
    return {
        used + size: (cost + _COSTS[form], (*forms, *forms_of))
        for used, (cost, forms) in ways.items()
        if used + size <= room
    }


def _cheapest(some: _Ways, others: _Ways) -> _Ways:
    """The cheaper way for each height."""
    return some | {height: min(way, some.get(height, way)) for height, way in others.items()}
