"""Options that several charts share: how many to draw, and which to highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from broadsheet.errors import ChartError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["at_least_one", "chosen", "limit_within", "limited", "plot_height"]

_LIMIT = 30
_LOWEST = 1.0  # inches that the ticks of an axis need

_T = TypeVar("_T")


def chosen(highlight: str | Collection[str] | None) -> set[str]:
    """The names of an option that takes one name or several."""
    return {highlight} if isinstance(highlight, str) else set(highlight or ())


def at_least_one(value: int, option: str) -> int:
    """The value of an option that counts something.

    Raises:
        ChartError: The value is below 1.
    """
    if value < 1:
        raise ChartError(f"a chart's {option} must be at least 1", received=value)
    return value


def limit_within(limit: int | None, most: int, chart: str, usual: int | None = None) -> int:
    """The limit of a chart that can draw at most `most`, which is also its usual limit.

    Raises:
        ChartError: The limit is below 1 or above `most`; the message names the chart.
    """
    limit = (usual or most) if limit is None else limit
    if not 1 <= limit <= most:
        raise ChartError(f"{chart}'s limit must be from 1 to {most}", received=limit)
    return limit


def plot_height(height: float | None, usual: float, least: float = 0) -> float:
    """The height of a plot in inches: the one asked for, or the usual one.

    Raises:
        ChartError: What the plot shows does not fit into this height.
    """
    if height is None:
        return usual
    least = min(usual, max(least, _LOWEST))
    if not height >= least:
        problem = f"this chart's height must be at least {least:.2f} inches"
        raise ChartError(problem, received=height)
    return height


def limited(rows: Sequence[_T], limit: int | None, usual: int = _LIMIT) -> tuple[list[_T], int]:
    """The first rows up to the limit, and how many more there are.

    Raises:
        ChartError: The limit is below 1.
    """
    limit = usual if limit is None else at_least_one(limit, "limit")
    return list(rows[:limit]), max(len(rows) - limit, 0)
