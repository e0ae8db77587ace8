"""Long chains of linked items, split into stories.

A list that rolls on, each document naming the ones before it, would join unrelated stories into one
chain. A component that spans more than fourteen days is such a chain. No story spans more whose
items are all within seven days of its head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Star", "split_greedily"]

Star = tuple[int, list[int] | None]
"""An item, and the items that it is linked to."""


def split_greedily(stars: Iterable[Star]) -> Iterator[tuple[int, int]]:
    """Assign the items of chains to stories.

    Starting from the first item, each item that is still unassigned takes its unassigned neighbors.
    No story then spans more than twice the time that a link may, if the undated items come last.

    Args:
        stars: Every item of the chains once, with the items linked to it: the dated before the
            undated, and of these the best first.

    Yields:
        Each item once, with the item that took it.
    """
    assigned: set[int] = set()
    for item, linked in stars:
        if item in assigned:
            continue
        members = {item, *(linked or ())} - assigned
        assigned |= members
        yield from ((member, item) for member in sorted(members))
