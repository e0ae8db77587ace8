"""Archives read into a staging folder, by an engine: here in processes of this machine."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from broadsheet.loading.batches import load_batch
from broadsheet.processes import map_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from broadsheet.archive import Entry
    from broadsheet.documents.limits import Limits
    from broadsheet.loading.archive_load import ArchiveLoad
    from broadsheet.loading.batches import Batch, Outcome
    from broadsheet.loading.engine import Engine
    from broadsheet.loading.summary import Progress

__all__ = ["Processes", "Reading"]

_LARGEST_BATCH = 24 * 1024 * 1024
_SMALLEST_BATCH = 2 * 1024 * 1024
_ENDLESS = 1 << 62
_SMALLEST_FOR_WORKERS = 4 * 1024 * 1024


@dataclass(frozen=True)
class Processes:
    """The engine of a single machine: processes, where there is enough to pay for them.

    Attributes:
        workers: How many processes there are at most.
    """

    workers: int

    def at_once(self, size: int) -> int:
        """One batch for few documents, or else as many as there are processes."""
        return 1 if size < _SMALLEST_FOR_WORKERS else self.workers

    def read(self, batches: Iterable[Batch], at_once: int) -> Iterator[tuple[Batch, Outcome]]:
        """Read batches in so many processes."""
        return map_in_processes(load_batch, batches, at_once, spared=("numpy",), meanwhile=_prepare)


@dataclass(frozen=True)
class Reading:
    """Reads archives into a staging folder."""

    folder: Path
    limits: Limits
    engine: Engine
    progress: Progress | None

    def read(self, loads: Sequence[ArchiveLoad], to_read: dict[str, Iterable[Entry]]) -> None:
        """Read the entries that have to be read, by archive."""
        by_name = {each.archive.name: each for each in loads}
        listed = [entries for entries in to_read.values() if isinstance(entries, list)]
        is_known = len(listed) == len(to_read)
        size = sum(entry.size for each in listed for entry in each) if is_known else _ENDLESS
        at_once = self.engine.at_once(size)
        total = sum(each.seen for each in loads) + sum(map(len, listed))
        batches = chain.from_iterable(
            by_name[name].batches(entries, self.folder, _batch_size(size, at_once), self.limits)
            for name, entries in to_read.items()
        )
        for batch, outcome in self.engine.read(batches, at_once):
            by_name[batch.archive].take(outcome)
            if self.progress:
                done = sum(each.seen for each in loads)
                self.progress(done, max(done, total))


def _prepare() -> None:
    """Import what comes after reading, which takes a tenth of a second."""
    import duckdb  # noqa: F401


def _batch_size(size: int, at_once: int) -> int:
    """As large as memory allows, but small enough that every process has its share."""
    if at_once == 1:
        return _LARGEST_BATCH
    return min(max(size // (2 * at_once), _SMALLEST_BATCH), _LARGEST_BATCH)
