"""Archives read into a staging folder, in processes where there is enough to pay for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from broadsheet.loading.batches import load_batch
from broadsheet.processes import map_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from broadsheet.archive import Entry
    from broadsheet.documents.limits import Limits
    from broadsheet.loading.archive_load import ArchiveLoad
    from broadsheet.loading.summary import Progress

__all__ = ["Reading"]

_LARGEST_BATCH = 24 * 1024 * 1024
_SMALLEST_BATCH = 2 * 1024 * 1024
_ENDLESS = 1 << 62
_SMALLEST_FOR_WORKERS = 4 * 1024 * 1024


@dataclass(frozen=True)
class Reading:
    """Reads archives into a staging folder, in processes where there is enough to pay for them."""

    folder: Path
    limits: Limits
    workers: int
    progress: Progress | None

    def read(self, loads: Sequence[ArchiveLoad], to_read: dict[str, Iterable[Entry]]) -> None:
        """Read the entries that have to be read, by archive."""
        by_name = {each.archive.name: each for each in loads}
        listed = [entries for entries in to_read.values() if isinstance(entries, list)]
        size = sum(entry.size for entries in listed for entry in entries)
        is_little = len(listed) == len(to_read) and size < _SMALLEST_FOR_WORKERS
        workers = 1 if is_little else self.workers
        size = size if len(listed) == len(to_read) else _ENDLESS
        total = sum(each.seen for each in loads) + sum(map(len, listed))
        batches = chain.from_iterable(
            by_name[name].batches(entries, self.folder, _batch_size(size, workers), self.limits)
            for name, entries in to_read.items()
        )
        outcomes = map_in_processes(
            load_batch, batches, workers, spared=("numpy",), meanwhile=_prepare
        )
        for batch, outcome in outcomes:
            by_name[batch.archive].take(outcome)
            if self.progress:
                done = sum(each.seen for each in loads)
                self.progress(done, max(done, total))


def _prepare() -> None:
    """Import what comes after reading, which takes a tenth of a second."""
    import duckdb  # noqa: F401


def _batch_size(size: int, workers: int) -> int:
    """As large as memory allows, but small enough that every process has its share."""
    if workers == 1:
        return _LARGEST_BATCH
    return min(max(size // (2 * workers), _SMALLEST_BATCH), _LARGEST_BATCH)
