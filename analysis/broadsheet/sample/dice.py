"""Random draws that come out the same on every machine and every Python."""

from __future__ import annotations

from bisect import bisect_right
from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Dice"]

T = TypeVar("T")


class Dice:
    """Draws for one archive, all from one seed.

    Only `Random.random` and `Random.getrandbits` are used, whose sequences Python promises to keep,
    and only arithmetic that IEEE 754 fixes to the last bit. `Random.gauss` and its like go through
    the platform's logarithm, which it does not fix.
    """

    def __init__(self, seed: int) -> None:
        source = Random(seed)  # noqa: S311 - made-up data, nothing to protect
        self.fraction = source.random
        self._bits = source.getrandbits

    def chance(self, share: float) -> bool:
        """Is true in `share` (0 to 1) of the draws."""
        return self.fraction() < share

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1, all equally likely."""
        return int(self.fraction() * limit)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, all equally likely."""
        return choices[int(self.fraction() * len(choices))]

    def weighted(self, cumulative: Sequence[float]) -> int:
        """A position in a list of running totals, as likely as its total grows over the last."""
        return bisect_right(cumulative, self.fraction() * cumulative[-1])

    def bell(self) -> float:
        """A bell-shaped draw of mean 0 and standard deviation 1, within -3 and 3."""
        return 2 * (self.fraction() + self.fraction() + self.fraction() - 1.5)

    def octets(self, count: int) -> bytes:
        """That many random bytes."""
        return self._bits(count * 8).to_bytes(count, "little")
