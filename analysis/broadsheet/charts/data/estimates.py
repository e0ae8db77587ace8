"""Estimates with their intervals, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, names, numbers
from broadsheet.charts.data.counts import read_counts
from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.charts.data.columns import Data

__all__ = ["Estimate", "Estimates", "read_estimates"]


@dataclass(frozen=True)
class Estimate:
    """A category: its full name, its estimate, and more where known."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    reference: float | None = None
    n: float | None = None

    @property
    def numbers(self) -> list[float]:
        """All numbers that the axis must hold."""
        every = (self.value, self.low, self.high, self.reference)
        return [each for each in every if each is not None]

    @property
    def may_be_equal(self) -> bool:
        """Whether the interval holds the reference; unknown ends hold nothing."""
        if self.reference is None or self.low is None or self.high is None:
            return False
        return self.low <= self.reference <= self.high


@dataclass(frozen=True)
class Estimates:
    """The categories with an estimate, and the names of those with too small a count."""

    drawn: tuple[Estimate, ...]
    small: tuple[str, ...]


def read_estimates(  # noqa: PLR0913 (a column each)
    data: Data,
    *,
    x: str,
    y: str,
    span: Sequence[str],
    reference: float | str | None,
    n: str | None,
    min_n: int | None,
) -> Estimates:
    """The estimates in the order of the data; a category without one is left out.

    Raises:
        ChartError: `span` is not two columns.
    """
    if isinstance(span, str) or len(span) != 2:
        raise ChartError("a forest's span must be two columns", received=span)
    compared = reference if isinstance(reference, str) else None
    wanted = (y, x, *span, compared, n)
    table = columns(data, *dict.fromkeys(name for name in wanted if name))
    counts, sound = read_counts(table, n, min_n)
    labels = names(table[y])
    references = numbers(table[compared], compared) if compared else [reference] * len(labels)
    values = [numbers(table[name], name) for name in (x, *span)]
    rows = zip(labels, *values, references, counts, strict=True)
    return Estimates(
        drawn=tuple(
            Estimate(name, value, *rest)
            for (name, value, *rest), is_sound in zip(rows, sound, strict=True)
            if is_sound and value is not None
        ),
        small=tuple(name for name, is_sound in zip(labels, sound, strict=True) if not is_sound),
    )
