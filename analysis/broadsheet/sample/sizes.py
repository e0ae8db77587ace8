"""How many items and documents each story has."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.sample.dice import Dice

__all__ = ["StorySize", "plan_sizes"]

_LONGEST = 73  # entries; the longest list seen in a real archive
_MOST_OF_ALL = 0.15  # of all related entries, in the documents of one story
_WITHOUT_DOCUMENT = 0.25  # of a story's items, on average
_GRID = 1_000
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class StorySize:
    """A story of `items` items; `documents` of them have a document of their own."""

    items: int
    documents: int


def plan_sizes(dice: Dice, articles: int, related: float) -> list[StorySize]:
    """Sizes of the stories in `articles` documents, the largest first.

    The mean length of the related lists, taken over documents, comes near `related`. Their lengths
    are quantiles, not random draws: a single huge story can't distort the mean.
    """
    lengths = _list_lengths(articles, related)
    sizes = []
    start = 0
    while start < articles:
        documents = min(_documents(dice, lengths[start]), articles - start)
        group = lengths[start : start + documents]
        length = max(documents - 1, round(sum(group) / documents))
        sizes.append(StorySize(items=length + 1, documents=documents))
        start += documents
    return sizes


def _documents(dice: Dice, length: int) -> int:
    """How many of a story's `length` + 1 items have a document; at least one."""
    missing = int(length * 2 * _WITHOUT_DOCUMENT * dice.fraction() + dice.fraction())
    return max(1, length + 1 - missing)


def _list_lengths(articles: int, related: float) -> list[int]:
    """The related-list length of every document, longest first, with a mean near `related`."""
    if related == 0:
        return [0] * articles
    lone = 1 / sqrt(1 + related)
    longest = max(2 * related, min(_LONGEST + 2 * related, sqrt(_MOST_OF_ALL * articles * related)))
    scale = _fitting_scale(related, lone, longest)
    shares = ((number + 0.5) / articles for number in reversed(range(articles)))
    return [_length(share, lone, scale, longest) for share in shares]


def _fitting_scale(related: float, lone: float, longest: float) -> float:
    """The scale at which lengths have the mean `related`, found by halving."""
    low, high = 0.0, longest * longest
    for _ in range(_HALVINGS):
        scale = (low + high) / 2
        total = sum(
            _length((number + 0.5) / _GRID, lone, scale, longest) for number in range(_GRID)
        )
        low, high = (scale, high) if total < related * _GRID else (low, scale)
    return (low + high) / 2


def _length(share: float, lone: float, scale: float, longest: float) -> int:
    """The length that `share` of the documents stay below.

    A share `lone` of them has no related items. The others follow 1 + a Lomax (Pareto II)
    distribution of shape 2, whose quantiles need no more than a square root.
    """
    if share < lone:
        return 0
    rest = (1 - share) / (1 - lone)
    return int(min(longest, 1 + scale * (1 / sqrt(rest) - 1)))
