"""Load archives into a lake: list, read, flatten, commit, and tell what happened."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from importlib.abc import MetaPathFinder
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.archive import Entry, EntryRefused, FolderArchive, open_archives
from broadsheet.flatten import flatten_document
from broadsheet.parts import link_parts, write_part
from broadsheet.rows import Rows
from broadsheet.schema import TABLES
from broadsheet.snapshot import commit, current_snapshot, staging, writing
from broadsheet.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["LoadSummary", "Progress", "load"]

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents seen."""

_LARGEST_BATCH = 24 * 1024 * 1024
_SMALLEST_FOR_WORKERS = 4 * 1024 * 1024


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
    sources: str | Path | Sequence[str | Path],
    lake: str | Path = "lake",
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> LoadSummary:
    """Load archives into a lake as a new snapshot.

    Rows of archives that are not named are carried over from the snapshot before.

    Args:
        sources: A folder of documents, or several, each also as `NAME=FOLDER`.
        lake: The lake's folder; made where it is missing.
        workers: Processes to parse in. More than one start the main module anew, so that a script
            needs its `if __name__ == "__main__":`.
        progress: Told the documents done and seen, after each batch.

    Raises:
        ArchiveError: An archive is missing or empty; nothing has been written.
        LakeError: The lake is not one, can't be written or is being written.
    """
    began = time.perf_counter()
    archives = open_archives(sources)
    entries = [entry for archive in archives for entry in archive.entries()]
    with writing(Path(lake)), staging(Path(lake)) as folder:
        done = _load_batches(entries, folder, workers, progress)
        kept = _kept_archives(Path(lake), folder, archives)
        record = _record(archives, done, kept)
        snapshot = commit(Path(lake), folder, record)
    seconds = round(time.perf_counter() - began, 3)
    return _summary(str(lake), snapshot.version, archives, record, seconds)


@dataclass(frozen=True)
class _Batch:
    """Entries of one archive, and where and under which name their rows are written."""

    archive: str
    part: str
    folder: Path
    entries: list[Entry]


@dataclass(frozen=True)
class _Done:
    """What came of a batch: rows by table, documents by status, problems by code."""

    archive: str
    rows: Counter[str]
    status: Counter[str]
    problems: Counter[str]


def _load_batch(batch: _Batch) -> _Done:
    """Read, flatten and write a batch; runs in a worker process, and sends back counts alone."""
    tables = flatten_entries(batch.entries)
    write_part(batch.folder, batch.part, tables)
    return _Done(
        batch.archive,
        Counter({name: rows.num_rows for name, rows in tables.items()}),
        Counter(tables["documents"]["status"].to_pylist()),
        Counter(tables["problems"]["code"].to_pylist()),
    )


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


def _load_batches(
    entries: Sequence[Entry], folder: Path, workers: int, progress: Progress | None
) -> list[_Done]:
    """Load the entries batch by batch, in processes where there is enough to pay for them."""
    size = sum(entry.size for entry in entries)
    count = workers if size >= _SMALLEST_FOR_WORKERS else 1
    share = _LARGEST_BATCH if count == 1 else size // (2 * count) + 1
    batches = list(_batched(entries, folder, min(_LARGEST_BATCH, share)))
    done, finished = [], 0
    for batch, outcome in zip(batches, _map(batches, count), strict=True):
        done.append(outcome)
        finished += len(batch.entries)
        if progress:
            progress(finished, len(entries))
    return done


def _batched(entries: Sequence[Entry], folder: Path, size: int) -> Iterator[_Batch]:
    """Cut entries into batches of one archive and about `size` bytes each."""
    for archive, group in groupby(entries, key=lambda entry: entry.archive):
        batch: list[Entry] = []
        number = filled = 0
        for entry in group:
            batch.append(entry)
            filled += entry.size
            if filled >= size:
                yield _Batch(archive, _part(archive, number), folder, batch)
                batch, number, filled = [], number + 1, 0
        if batch:
            yield _Batch(archive, _part(archive, number), folder, batch)


def _part(archive: str, number: int) -> str:
    """A part's name: a hash of its archive's name, and its number."""
    return f"{_key(archive)}-{number:05d}"


def _key(archive: str) -> str:
    return blake2b(archive.encode(), digest_size=6).hexdigest()


def _map(batches: list[_Batch], workers: int) -> Iterator[_Done]:
    """Load batches in order, in as many processes."""
    if workers == 1:
        yield from map(_load_batch, batches)
        return
    context = multiprocessing.get_context("spawn")
    count = min(workers, len(batches))
    with ProcessPoolExecutor(count, mp_context=context, initializer=_start_worker) as pool:
        yield from pool.map(_load_batch, batches)


def _start_worker() -> None:
    """Make a process fit for loading: quick to start, and gone when the one that started it is.

    Arrow imports pandas (0.35 s) to look for its types in what it converts; no worker meets any.
    """
    sys.meta_path.insert(0, _NoPandas())
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _NoPandas(MetaPathFinder):
    """Tells that there is no pandas."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Refuse pandas, and leave all else to the other finders."""
        if fullname == "pandas":
            raise ModuleNotFoundError("a loading process does without pandas", name=fullname)


def _kept_archives(
    lake: Path, folder: Path, archives: Sequence[FolderArchive]
) -> dict[str, dict[str, Any]]:
    """Take over what the live version holds of other archives, and tell their records."""
    live = current_snapshot(lake)
    if live is None:
        return {}
    loading = {archive.name for archive in archives}
    records = {n: record for n, record in live.load["archives"].items() if n not in loading}
    keys = {_key(name) for name in records}
    link_parts(folder, live.path, lambda part: part.partition("-")[0] in keys)
    return records


def _record(
    archives: Sequence[FolderArchive], done: Sequence[_Done], kept: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """What `load.json` tells: this load's counts, and every archive in the version."""
    loaded_at = datetime.now(UTC).isoformat(timespec="seconds")
    status = sum((outcome.status for outcome in done), Counter[str]())
    problems = sum((outcome.problems for outcome in done), Counter[str]())
    fresh = {
        archive.name: {
            "path": str(archive.root),
            "loaded_at": loaded_at,
            "rows": _rows(outcome.rows for outcome in done if outcome.archive == archive.name),
        }
        for archive in archives
    }
    records = kept | fresh
    return {
        "tool": f"broadsheet {__version__}",
        "loaded_at": loaded_at,
        "seen": sum(status.values()),
        "loaded": status["loaded"],
        "quarantined": status["quarantined"],
        "skipped": status["skipped"],
        "rows": _rows(record["rows"] for record in records.values()),
        "problems": dict(problems.most_common()),
        "archives": records,
    }


def _rows(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return {name: total[name] for name in TABLES}


def _summary(
    lake: str,
    version: str,
    archives: Sequence[FolderArchive],
    record: dict[str, Any],
    seconds: float,
) -> LoadSummary:
    counts = ("seen", "loaded", "quarantined", "skipped", "rows", "problems")
    return LoadSummary(
        lake=lake,
        version=version,
        archives={archive.name: str(archive.root) for archive in archives},
        seconds=seconds,
        **{name: record[name] for name in counts},
    )
