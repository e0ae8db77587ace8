"""Categories with two values each, such as this period and the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, names, numbers
from broadsheet.charts.data.counts import read_counts
from broadsheet.errors import ChartError
from broadsheet.style.formatting import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.charts.data.columns import Data

__all__ = ["Pair", "Pairs", "pair_labels", "read_pairs"]


@dataclass(frozen=True)
class Pair:
    """A category: its full name, its two values or None, and the counts that they rest on."""

    name: str
    before: float | None
    now: float | None
    counts: tuple[float | None, ...] = ()

    @property
    def known(self) -> list[float]:
        """The known values."""
        return [value for value in (self.before, self.now) if value is not None]


@dataclass(frozen=True)
class Pairs:
    """The categories that have a value, and the names of those with too small a count."""

    drawn: tuple[Pair, ...]
    small: tuple[str, ...]

    @property
    def values(self) -> list[float]:
        """All known values."""
        return [value for pair in self.drawn for value in pair.known]


def read_pairs(
    data: Data,
    x: Sequence[str],
    y: str,
    n: str | Sequence[str] | None,
    min_n: int | None,
) -> Pairs:
    """The categories in the order of the data; one count below `min_n` excludes a category.

    Raises:
        ChartError: `x` is not two columns, or `n` is more than two columns.
    """
    counted: list[str] = [n] if isinstance(n, str) else list(n or ())
    if isinstance(x, str) or len(x) != 2:
        raise ChartError("x must be two columns, before and now", received=x)
    if len(counted) > 2:
        raise ChartError("n must be one column of counts, or two", received=n)
    table = columns(data, *dict.fromkeys((*x, y, *counted)))
    read = [read_counts(table, column, min_n) for column in (counted or (None,))]
    sound = [all(each) for each in zip(*(is_sound for _, is_sound in read), strict=True)]
    counts = list(zip(*(each for each, _ in read), strict=True)) if counted else [()] * len(sound)
    before, now = (numbers(table[column], column) for column in x)
    rows = [Pair(*row) for row in zip(names(table[y]), before, now, counts, strict=True)]
    return Pairs(
        drawn=tuple(r for r, is_sound in zip(rows, sound, strict=True) if is_sound and r.known),
        small=tuple(r.name for r, is_sound in zip(rows, sound, strict=True) if not is_sound),
    )


def pair_labels(x: Sequence[str], labels: Sequence[str] | None) -> tuple[str, str]:
    """The headings of the two values; by default the columns' names.

    Raises:
        ChartError: There are not two labels.
    """
    if labels is None:
        labels = [column.replace("_", " ").capitalize() for column in x]
    if isinstance(labels, str) or len(labels) != 2:
        raise ChartError("labels must be two texts, for before and now", received=labels)
    return one_line(str(labels[0])), one_line(str(labels[1]))
