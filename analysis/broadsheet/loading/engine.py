"""An engine: what reads batches of documents. Everything else of a load is the same for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.loading.batches import Batch, Outcome

__all__ = ["Engine"]


class Engine(Protocol):
    """Reads batches, on this machine or on others, and writes their rows into the staging folder.

    However often it has to try, the rows of a batch are those of the outcome that it returns.
    """

    def at_once(self, size: int) -> int:
        """How many batches it reads at a time.

        Args:
            size: The size of all documents in bytes; a huge number where it is not known.
        """

    def read(self, batches: Iterable[Batch], at_once: int) -> Iterator[tuple[Batch, Outcome]]:
        """Read batches, and yield each with its outcome, in order.

        Batches are taken as they are needed, since an archive is listed while it is read.
        """
