"""Load archives into a lake: list, read, flatten, commit, and tell what happened."""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.archive import Entry, EntryRefused, FolderArchive, open_archives
from broadsheet.flatten import flatten_document
from broadsheet.rows import Rows
from broadsheet.schema import TABLES
from broadsheet.snapshot import current_snapshot, write_snapshot, writing
from broadsheet.version import __version__

__all__ = ["LoadSummary", "Progress", "load"]

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents seen."""

_BATCH = 500
_SMALLEST_FOR_WORKERS = 2_000


@dataclass(frozen=True)
class LoadSummary:
    """What a load did. `seen` is always `loaded` + `quarantined` + `skipped`.

    Counts are of this load's archives; `rows` counts the whole snapshot, other archives included.
    """

    lake: str
    version: str
    archives: dict[str, str]
    seen: int
    loaded: int
    quarantined: int
    skipped: int
    rows: dict[str, int]
    problems: dict[str, int]
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON-ready values."""
        return asdict(self)


def load(
    sources: Sequence[str | Path],
    lake: str | Path = "lake",
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> LoadSummary:
    """Load archives into a lake as a new snapshot.

    Rows of archives that are not named are carried over from the snapshot before.

    Args:
        sources: Folders of documents, each also as `NAME=FOLDER`.
        lake: The lake's folder; made where it is missing.
        workers: Processes to parse in; one a core where None.
        progress: Told the documents done and seen, after each batch.

    Raises:
        ArchiveError: An archive is missing or empty; nothing has been written.
        LakeError: The lake is not one, can't be written or is being written.
    """
    began = time.perf_counter()
    archives = open_archives(sources)
    entries = [entry for archive in archives for entry in archive.entries()]
    with writing(Path(lake)):
        batches = list(_flattened(entries, workers, progress))
        fresh = {name: pa.concat_tables(batch[name] for batch in batches) for name in TABLES}
        kept = _other_archives(Path(lake), [archive.name for archive in archives])
        tables = {name: pa.concat_tables([*kept.get(name, ()), fresh[name]]) for name in TABLES}
        counts = _counts(archives, fresh, tables)
        loaded_at = datetime.now(UTC).isoformat(timespec="seconds")
        record = {"tool": f"broadsheet {__version__}", "loaded_at": loaded_at, **counts}
        record["archives"] = _archive_records(Path(lake), counts["archives"], loaded_at)
        snapshot = write_snapshot(Path(lake), tables, record)
    seconds = round(time.perf_counter() - began, 3)
    return LoadSummary(lake=str(lake), version=snapshot.version, seconds=seconds, **counts)


def flatten_entries(entries: Sequence[Entry]) -> dict[str, pa.Table]:
    """Read and flatten a batch of entries into one Arrow table a name."""
    rows = Rows()
    with _no_garbage_collection():
        for entry in entries:
            try:
                rows.extend(flatten_document(entry.read()))
            except EntryRefused as refusal:
                document = entry.unread()
                reason = f"{refusal.fault.code}: {refusal}"
                rows.add_document(document, "quarantined", reason=reason, read=False)
                rows.add_problem(document, refusal.fault)
        return rows.tables()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Spare the collector the search for cycles among a batch's rows, which have none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _flattened(
    entries: Sequence[Entry], workers: int | None, progress: Progress | None
) -> Iterator[dict[str, pa.Table]]:
    batches = list(_batched(entries))
    done = 0
    for batch, tables in zip(batches, _map(batches, workers), strict=True):
        done += len(batch)
        if progress:
            progress(done, len(entries))
        yield tables


def _batched(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    remaining = iter(entries)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _map(batches: list[list[Entry]], workers: int | None) -> Iterator[dict[str, pa.Table]]:
    """Flatten batches in order, in processes where there are enough documents to pay for them."""
    count = workers or os.cpu_count() or 1
    if count == 1 or len(batches) * _BATCH <= _SMALLEST_FOR_WORKERS:
        yield from map(flatten_entries, batches)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(count, len(batches)), mp_context=context) as pool:
        yield from pool.map(flatten_entries, batches)


def _other_archives(lake: Path, loading: list[str]) -> dict[str, list[pa.Table]]:
    """The live snapshot's rows of every archive that is not being loaded."""
    live = current_snapshot(lake)
    if live is None:
        return {}
    names = pa.array(loading, pa.string())
    articles = live.read("articles")
    articles = articles.filter(pc.invert(pc.is_in(articles["archive"], names)))
    kept = {"articles": [articles]}
    for name in TABLES.keys() - {"articles"}:
        rows = live.read(name)
        if "archive" in rows.column_names:
            keep = pc.invert(pc.is_in(rows["archive"], names))
        else:
            keep = pc.is_in(rows["article_id"], articles["article_id"].combine_chunks())
        kept[name] = [rows.filter(keep)]
    return kept


def _counts(
    archives: Sequence[FolderArchive], fresh: dict[str, pa.Table], tables: dict[str, pa.Table]
) -> dict[str, Any]:
    status = Counter(fresh["documents"]["status"].to_pylist())
    return {
        "archives": {archive.name: str(archive.root) for archive in archives},
        "seen": fresh["documents"].num_rows,
        "loaded": status["loaded"],
        "quarantined": status["quarantined"],
        "skipped": status["skipped"],
        "rows": {name: table.num_rows for name, table in tables.items()},
        "problems": dict(Counter(fresh["problems"]["code"].to_pylist()).most_common()),
    }


def _archive_records(
    lake: Path, loaded: dict[str, str], loaded_at: str
) -> dict[str, dict[str, str]]:
    """Every archive in the snapshot, with its folder and when it was last loaded."""
    live = current_snapshot(lake)
    records: dict[str, dict[str, str]] = dict(live.load["archives"]) if live else {}
    return records | {name: {"path": path, "loaded_at": loaded_at} for name, path in loaded.items()}
