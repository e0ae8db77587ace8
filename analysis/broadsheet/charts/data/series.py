"""The series of a line chart, each in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, dates, day_count, names, numbers
from broadsheet.charts.data.counts import read_counts
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["Columns", "Point", "Series", "read_series"]

_FEW = 12  # points of a line that are all marked


@dataclass(frozen=True)
class Point:
    """A moment, its value, and the edges of a band around it; None where unknown."""

    when: datetime
    value: float | None
    low: float | None = None
    high: float | None = None

    @property
    def place(self) -> float:
        """The moment's place on the axis."""
        return day_count(self.when)


@dataclass(frozen=True)
class Series:
    """One line: its name, its color, and its points in order of time."""

    name: str
    color: str
    points: tuple[Point, ...]

    @property
    def end(self) -> tuple[float, float]:
        """The place and value of the last point that has a value."""
        return next((p.place, p.value) for p in reversed(self.points) if p.value is not None)

    @property
    def values(self) -> list[float]:
        """All the numbers that the axis must hold."""
        numbers = (each for p in self.points for each in (p.value, p.low, p.high))
        return [each for each in numbers if each is not None]

    @property
    def marked(self) -> list[int]:
        """The points to mark: all if they are few, else those alone between gaps."""
        known = [False, *(point.value is not None for point in self.points), False]
        few = len(self.points) <= _FEW
        return [
            index
            for index in range(len(self.points))
            if known[index + 1] and (few or not (known[index] or known[index + 2]))
        ]


@dataclass(frozen=True)
class Columns:
    """The columns to read: moments, values, names of series, edges of a band, counts."""

    x: str
    y: str
    series: str | None = None
    band: tuple[str, str] | None = None
    n: str | None = None
    min_n: int | None = None

    def read(self, data: Data) -> dict[str, list[object]]:
        """The columns of a table that are named here."""
        wanted = (self.x, self.y, self.series, *(self.band or ()), self.n)
        return columns(data, *dict.fromkeys(name for name in wanted if name))


def read_series(
    data: Data, wanted: Columns, palette: Palette, strong: Collection[str] = ()
) -> tuple[list[Series], int]:
    """The series that have a value, in the order of the data, and how many values are withheld.

    A point with a count below `min_n` has no value. A single series has the accent color; of
    several, the first six have a color each and the others are gray. Where some are highlighted,
    they have these colors, and all others are gray.
    """
    table = wanted.read(data)
    points, withheld = _points(table, wanted)
    series = wanted.series
    found: dict[str, list[Point]] = {}
    for name, point in zip(
        names(table[series]) if series else [""] * len(points), points, strict=True
    ):
        if point is not None:
            found.setdefault(name, []).append(point)
    known = {
        name: tuple(sorted(each, key=lambda point: point.when))
        for name, each in found.items()
        if any(point.value is not None for point in each)
    }
    colored = [name for name in known if not strong or name in strong]
    colors = dict(zip(colored, _colors(len(colored), palette), strict=True))
    drawn = [
        Series(name, colors.get(name, LIGHT.ink_muted), points) for name, points in known.items()
    ]
    return drawn, withheld


def _points(table: Mapping[str, list[object]], wanted: Columns) -> tuple[list[Point | None], int]:
    """A point for each row with a date, and the number of values with too small a count."""
    moments = dates(table[wanted.x], wanted.x)
    names = (wanted.y, *(wanted.band or ()))
    values = zip(*(numbers(table[name], name) for name in names), strict=True)
    _, sound = read_counts(table, wanted.n, wanted.min_n)
    points: list[Point | None] = []
    withheld = 0
    for when, each, is_sound in zip(moments, values, sound, strict=True):
        withheld += when is not None and each[0] is not None and not is_sound
        points.append(Point(when, *(each if is_sound else (None,))) if when is not None else None)
    return points, withheld


def _colors(count: int, palette: Palette) -> list[str]:
    if count == 1:
        return [palette.accent]
    gray = [LIGHT.ink_muted] * (count - len(LIGHT.series))
    return [*palette.series[:count], *gray]
