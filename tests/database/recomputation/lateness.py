"""How late documents are, which come in commits: shares and medians with their intervals."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .measures import quantile, share
from .sampled import ends, median_interval, share_interval

if TYPE_CHECKING:
    from .reading import Row
    from .sampled import Interval, Scores

__all__ = ["floats", "in_batches", "lateness"]

Batches = list[tuple[Any, Any]]
"""The commit of each document, with a number of it."""


def in_batches(documents: Batches) -> Scores:
    """The numbers of each commit."""
    batches: dict[Any, list[Any]] = defaultdict(list)
    for commit, number in documents:
        batches[commit].append(number)
    return dict(enumerate(batches.values()))


def floats(interval: Interval) -> Interval:
    """An interval of fractions, rounded once."""
    low, high = interval
    return None if low is None else float(low), None if high is None else float(high)


def lateness(documents: Batches, after_hours: int) -> Row:
    """How many documents are later than so many hours, and the median of their hours."""
    hours = [each for _, each in documents]
    late = [(commit, int(each > after_hours)) for commit, each in documents]
    return {
        "documents": len(hours),
        "late": sum(is_late for _, is_late in late),
        "late_share": share(sum(is_late for _, is_late in late), len(hours)),
        **ends("late_share", share_interval(in_batches(late))),
        "median_hours": quantile(hours, Fraction(1, 2)),
        **ends("median", floats(median_interval(in_batches(documents)))),
    }
