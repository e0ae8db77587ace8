"""Scales: where an axis begins and ends, its ticks, and how values on it are written."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from broadsheet.style.formatting import number, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "SHARE",
    "axis_labels",
    "color_span",
    "domain",
    "log_axis_labels",
    "log_ticks",
    "ratio_label",
    "spread",
    "ticks",
    "unit_line",
    "value_labels",
]

SHARE = "share"  # the unit of values between 0 and 1 that read as percentages
PERCENT = "%"

_NEAR_ZERO = 0.4  # below this share of the highest value, the lowest is not far from zero
_LEAST_RATIO = 0.001
_SCALES = ((1e12, "trn"), (1e9, "bn"), (1e6, "m"))


def domain(values: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis. It holds zero, so that axes of one measure agree from page to page."""
    low, high = min(*values, 0), max(*values, 0)
    return (low, high) if low < high else (low, low + 1)


def color_span(values: Sequence[float]) -> tuple[float, float]:
    """The ends of a ramp of colors: it begins at zero unless all values are far from zero."""
    low, high = min(values), max(values)
    far = low > _NEAR_ZERO * high > 0 or high < _NEAR_ZERO * low < 0
    if low == high or not far:
        low, high = min(low, 0), max(high, 0)
    return (low, high) if low < high else (low, low + 1)


def ticks(low: float, high: float, *, most: int = 5, whole: bool = False) -> list[float]:
    """Round numbers that enclose `low` to `high`, at most `most` and one more."""
    locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole)
    return [float(tick) for tick in locator.tick_values(low, high)]


def log_ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Round numbers that enclose `low` to `high`, both above 0, for a logarithmic axis.

    They are 1, 2 and 5 times powers of 10, or powers of 10 alone where those are more than `most`.
    """
    first, last = floor(log10(low)), ceil(log10(high))
    last = max(last, first + 1)
    for parts in ((1, 2, 5), (1,)):
        round_ones = [part * 10.0**power for power in range(first, last + 1) for part in parts]
        start = max(at for at, each in enumerate(round_ones) if each <= low)
        end = min(at for at, each in enumerate(round_ones) if each >= high and at > start)
        if end - start < most:
            return round_ones[start : end + 1]
    stride = ceil((last - first) / most)
    return [10.0**power for power in range(first, last + stride, stride)]


def value_labels(values: Sequence[float | None], unit: str | None) -> Callable[[float | None], str]:
    """A function that writes values beside each other, all with the same number of digits."""
    known = [abs(value) for value in values if value is not None]
    if unit == SHARE:
        digits = 0 if max(known, default=1) >= 0.1 else 1
        return lambda value: percent(value, digits)
    whole = all(value == int(value) for value in known)
    digits = 0 if whole or max(known) >= 1000 else 2 if max(known) < 1 else 1
    suffix = PERCENT if unit == PERCENT else ""
    return lambda value: number(value, digits) + (suffix if value is not None else "")


def axis_labels(places: Sequence[float], unit: str | None) -> list[str]:
    """The labels of an axis; from a million on they are written as 5m, 2bn, 1trn."""
    if unit == SHARE:
        places = [place * 100 for place in places]
    top = max(abs(place) for place in places)
    divisor, scale = next(((d, s) for d, s in _SCALES if top >= d), (1.0, ""))
    scaled = [place / divisor for place in places]
    digits = _digits(scaled[1] - scaled[0]) if len(scaled) > 1 else 0
    sign = PERCENT if unit in {SHARE, PERCENT} else ""
    return [f"{number(place, digits)}{scale}{sign}" if place else f"0{sign}" for place in scaled]


def log_axis_labels(places: Sequence[float]) -> list[str]:
    """The labels of a logarithmic axis, each with the digits that it needs: 0.1, 1, 10."""
    return [number(place, max(0, -floor(log10(place)))) for place in places]


def ratio_label(value: float | None) -> str:
    """A ratio above 0: with three digits from 1, and at least two after the point below.

    What is below 0.001 or above 1,000 is written as `<0.001` and `>1,000`.
    """
    if value is None:
        return number(None)
    if value < _LEAST_RATIO:
        return f"<{_LEAST_RATIO}"
    if value > 1 / _LEAST_RATIO:
        return f">{number(1 / _LEAST_RATIO, 0)}"
    power = floor(log10(value))
    return number(value, max(0, 2 - power) if power >= 0 else max(2, 1 - power))


def unit_line(unit: str | None) -> str:
    """The unit for the line above a chart; empty for percentages, where each number has a sign."""
    return "" if unit is None or unit in {SHARE, PERCENT} else unit


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart between `low` and `high`, each moved as little as possible.

    This is isotonic regression by the pool adjacent violators algorithm: crowded places are pooled
    around their mean. With more places than fit, the gap holds and the last are beyond `high`.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    pools: list[tuple[float, int]] = []  # the mean and the number of the places in a pool
    for rank, index in enumerate(order):
        mean, size = places[index] - rank * gap, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, size = (mean * size + other * others) / (size + others), size + others
        pools.append((mean, size))
    level = [mean for mean, size in pools for _ in range(size)]
    last = high - (len(places) - 1) * gap
    moved = [max(min(place, last), low) + rank * gap for rank, place in enumerate(level)]
    return [place for _, place in sorted(zip(order, moved, strict=True))]


def _digits(step: float) -> int:
    """The digits after the point that ticks at this distance need."""
    for digits in range(6):
        if abs(step - round(step, digits)) < abs(step) * 1e-6:
            return digits
    return max(0, -floor(log10(abs(step)))) if step else 0
