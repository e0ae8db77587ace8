"""Which columns of a table fit on a terminal, and how wide each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from broadsheet.export.padding import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Column", "fitting"]

_LEFT_FOR_ONE_RIGHT = 6
"""How many columns from the left are shown for one from the right: names are at the left."""

_NARROWEST = 12
"""What a column of text is cut to at most, so that it still says something."""


class Column(NamedTuple):
    """A column that is shown.

    Attributes:
        which: Its index; None for the gap in place of those that are left out.
        width: How many cells of the terminal it has.
    """

    which: int | None
    width: int


def fitting(widths: Sequence[int], is_cut: Sequence[bool], room: int | None) -> list[Column]:
    """The columns that fit, in order.

    Long texts are cut first, the longest most. If that does not do, columns in the middle are left
    out.

    Args:
        widths: How wide each column is as a whole.
        is_cut: Whether each may be cut. Numbers may not: they would be others.
        room: How wide the terminal is; None where nothing limits it.

    Returns:
        The columns, with one gap where some are left out. A terminal too narrow for one column has
        one all the same.
    """
    every = list(range(len(widths)))
    if room is None or _total(widths) <= room:
        return [Column(index, widths[index]) for index in every]
    least = [
        min(width, _NARROWEST) if cut else width for width, cut in zip(widths, is_cut, strict=True)
    ]
    kept = every if _total(least) <= room else _ends(least, room)
    shown = [Column(index, least[index]) for index in kept]
    if len(kept) < len(every):
        gap = next((place for place, index in enumerate(kept) if index != place), len(kept))
        shown.insert(gap, Column(None, 1))
    return _widened(shown, widths, room)


def _ends(widths: Sequence[int], room: int) -> list[int]:
    """The columns from both ends for which there is room beside a gap."""
    left: list[int] = [0]
    right: list[int] = []
    first, last = 1, len(widths) - 1
    used = widths[0] + BETWEEN + 1
    while first <= last:
        from_right = len(left) >= _LEFT_FOR_ONE_RIGHT * (len(right) + 1)
        index = last if from_right else first
        used += BETWEEN + widths[index]
        if used > room:
            break
        (right if from_right else left).append(index)
        first, last = (first, last - 1) if from_right else (first + 1, last)
    return [*left, *reversed(right)]


def _widened(shown: list[Column], widths: Sequence[int], room: int) -> list[Column]:
    """The columns with the room that is left, which those that are cut share evenly."""
    left = room - _total([column.width for column in shown])
    while left > 0:
        cut = [
            place
            for place, column in enumerate(shown)
            if column.which is not None and column.width < widths[column.which]
        ]
        if not cut:
            break
        narrowest = min(cut, key=lambda place: shown[place].width)
        shown[narrowest] = shown[narrowest]._replace(width=shown[narrowest].width + 1)
        left -= 1
    return shown


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + BETWEEN * (len(widths) - 1)
