"""The layers of a stacked chart: the largest series, and the others as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from broadsheet.charts.data.columns import columns, dates, names, numbers
from broadsheet.charts.data.options import limit_within
from broadsheet.errors import ChartError
from broadsheet.style.formatting import number
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.charts.data.columns import Data
    from broadsheet.style.palette import Palette

__all__ = ["Layer", "Layers", "read_layers"]


@dataclass(frozen=True)
class Layer:
    """One layer: its name, its color, and its value at each moment."""

    name: str
    color: str
    values: tuple[float, ...]

    @property
    def total(self) -> float:
        """The sum of its values."""
        return sum(self.values)


@dataclass(frozen=True)
class Layers:
    """The moments in order of time, and the layers from the bottom up."""

    moments: tuple[datetime, ...]
    layers: tuple[Layer, ...]


def read_layers(
    data: Data, wanted: tuple[str, str, str], limit: int | None, palette: Palette
) -> Layers:
    """The largest series in the order of their sums, then all others as one layer.

    A missing value counts as zero, and values of one series and moment are added.

    Args:
        data: The rows.
        wanted: The columns of moments, of values and of the series' names.
        limit: How many series are on their own; as many as there are colors where None.
        palette: Its colors of series are those of the layers.

    Raises:
        ChartError: A value is negative, or the limit is more than there are colors.
    """
    most = len(palette.series)
    limit = limit_within(limit, most, "a stack")
    x, y, series = wanted
    table = columns(data, *dict.fromkeys(wanted))
    sums: dict[str, dict[datetime, float]] = {}
    rows = zip(names(table[series]), dates(table[x], x), numbers(table[y], y), strict=True)
    for name, when, value in rows:
        if when is None or value is None:
            continue
        if value < 0:
            raise ChartError("a stack holds no negative values", received=value)
        of_series = sums.setdefault(name, {})
        of_series[when] = of_series.get(when, 0) + value
    moments = tuple(sorted({when for each in sums.values() for when in each}))
    ranked = sorted(sums, key=lambda name: -sum(sums[name].values()))
    alone = ranked if len(ranked) <= limit + 1 <= most else ranked[:limit]
    layers = [
        Layer(name, color, tuple(sums[name].get(when, 0) for when in moments))
        for name, color in zip(alone, palette.series, strict=False)
    ]
    rest = ranked[len(alone) :]
    if rest:
        values = tuple(sum(sums[name].get(when, 0) for name in rest) for when in moments)
        layers.append(Layer(f"{number(len(rest))} others", LIGHT.ink_muted, values))
    return Layers(moments, tuple(layers))
