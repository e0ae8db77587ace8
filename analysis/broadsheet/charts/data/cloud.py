"""The points of a scatter chart: their values, the outliers, and their number in each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from broadsheet.charts.data.columns import columns, names, numbers
from broadsheet.charts.data.counts import read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from broadsheet.charts.data.columns import Data

__all__ = ["Cloud", "Reference", "binned", "outliers", "read_cloud"]

Reference: TypeAlias = tuple[float, float, str]  # intercept, slope, label


@dataclass(frozen=True)
class Cloud:
    """The points that have both values.

    Attributes:
        x: Their places on the horizontal axis.
        y: Their places on the vertical axis.
        names: Their names; empty texts without a column of names.
        small: The names of points with too small a count.
        unknown: The number of points without a value.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    names: tuple[str, ...]
    small: tuple[str, ...]
    unknown: int


def read_cloud(
    data: Data, x: str, y: str, label: str | None, counts: tuple[str | None, int | None]
) -> Cloud:
    """The points of a table; `counts` is the column of counts and the least count."""
    n, min_n = counts
    table = columns(data, *dict.fromkeys(name for name in (x, y, label, n) if name))
    _, sound = read_counts(table, n, min_n)
    named = names(table[label]) if label else [""] * len(sound)
    rows = list(zip(numbers(table[x], x), numbers(table[y], y), named, sound, strict=True))
    known = [(a, b, name) for a, b, name, ok in rows if ok and a is not None and b is not None]
    small = tuple(name for *_, name, is_sound in rows if not is_sound)
    return Cloud(
        x=np.array([a for a, _, _ in known], float),
        y=np.array([b for _, b, _ in known], float),
        names=tuple(name for *_, name in known),
        small=small,
        unknown=len(rows) - len(known) - len(small),
    )


def outliers(cloud: Cloud, reference: Reference | None, most: int) -> list[int]:
    """The places in `cloud` of the `most` named points furthest from the reference line.

    Without a line it is the distance from the medians, in median absolute deviations of each axis.
    """
    if reference is not None:
        intercept, slope, _ = reference
        far = np.abs(cloud.y - intercept - slope * cloud.x)
    else:
        far = np.hypot(_scaled(cloud.x), _scaled(cloud.y))
    order = np.argsort(-far, kind="stable")
    return [int(at) for at in order if cloud.names[at] and far[at] > 0][:most]


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    away = np.abs(values - np.median(values))
    unit = float(np.median(away)) or float(away.max()) or 1.0
    return away / unit


def binned(
    cloud: Cloud, shape: tuple[int, int], edges: Sequence[tuple[float, float]]
) -> dict[tuple[int, int], int]:
    """The number of points in the cells of a grid, by column and row, without empty cells."""
    counts, _, _ = np.histogram2d(cloud.x, cloud.y, bins=shape, range=edges)
    return {(int(a), int(b)): int(counts[a, b]) for a, b in np.argwhere(counts)}
