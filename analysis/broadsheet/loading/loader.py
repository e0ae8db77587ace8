"""Load archives into a lake: list, read what is not known, commit, and tell what has changed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.archive import EVERYTHING, Selection, open_archives
from broadsheet.derived.build import link_derived, write_derived
from broadsheet.documents.document import SUFFIXES
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError, LakeError
from broadsheet.lake.commit import commit, staging, writing
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.ledger import note_load
from broadsheet.lake.snapshot import current_snapshot
from broadsheet.loading.archive_load import ArchiveLoad, is_untouched
from broadsheet.loading.batches import load_batch
from broadsheet.loading.carry_over import link_archive
from broadsheet.processes import map_in_processes
from broadsheet.schema import TABLES
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from broadsheet.archive import Archive, Entry
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["LoadSummary", "Progress", "load"]

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents seen."""

_TOOL = f"broadsheet {__version__}"
_FORMAT = 3  # of what load.json and the table of documents tell the next load
_LARGEST_BATCH = 24 * 1024 * 1024
_SMALLEST_BATCH = 2 * 1024 * 1024
_ENDLESS = 1 << 62
_MOST_HELD = 50_000
_SMALLEST_FOR_WORKERS = 4 * 1024 * 1024


@dataclass(frozen=True)
class LoadSummary:
    """What a load did. `seen` is always `loaded` + `quarantined` + `skipped`.

    Attributes:
        lake: The lake's folder.
        version: The live version after the load; the one before where nothing has changed.
        archives: The archives loaded: name and place.
        seen: Documents of these archives; so are `loaded`, `quarantined` and `skipped`.
        rows: Rows of the whole version by table, other archives included.
        problems: Problems of these archives by code.
        changes: Documents added, changed, reissued (payload or line ends alone), removed, renamed
            and unchanged.
        changed_fields: Documents changed by field.
        news: Fields of these archives never seen before, or of a kind not seen before, in words.
        seconds: Time it took.
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
    changes: dict[str, int] = field(default_factory=dict)
    changed_fields: dict[str, int] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The summary as JSON-ready values."""
        return asdict(self)


def load(  # noqa: PLR0913 - options that stand for themselves, by name
    sources: str | Path | Sequence[str | Path],
    lake: str | Path = "lake",
    *,
    workers: int = 1,
    full: bool = False,
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress | None = None,
) -> LoadSummary:
    """Load archives into a lake; the lake gets a new version if anything has changed.

    Only documents that have changed are read, and only months that have changed are written again.
    Rows of archives that are not named are carried over.

    Args:
        sources: An archive or several, each as `PATH` or `NAME=PATH`: a folder, a zip or tar file,
            a file of JSON lines, a commit of a git repository as `PATH@REVISION`, `-` for stdin.
        lake: The lake's folder; made where it is missing.
        workers: Processes to parse in. Where they can't be forked they start the main module anew,
            so that a script needs its `if __name__ == "__main__":`.
        full: Read and flatten every document, whatever is known of it.
        selection: Which files of the archives to load.
        limits: What is taken at most.
        progress: Told the documents done and seen, after each batch.

    Raises:
        ArchiveError: An archive is missing, empty or can't be read; nothing has been written.
        LakeError: The lake is not one, can't be written or is being written.
    """
    began = time.perf_counter()
    lake = Path(lake)
    archives = open_archives(sources, selection, limits)
    marks = {archive.name: archive.mark for archive in archives}
    before = current_snapshot(lake)
    listings = _listings(archives, marks, before, limits, full=full)
    with writing(lake):
        live = current_snapshot(lake)
        if live and (before is None or before.version != live.version):
            listings |= {each.name: _listing(each) for each in archives if not each.is_streamed}
        anew = full or not _is_read_alike(live, limits)
        base = _comparable(live, marks)
        loads = [ArchiveLoad(a, marks[a.name], lake, base, anew=anew) for a in archives]
        with staging(lake) as folder:
            _Reading(folder, limits, workers, progress).read(loads, _to_read(loads, listings))
            record = _record(loads, folder, base, limits)
            if live is None or base is None or any(each.differs for each in loads):
                _link_unchanged(loads, folder, base)
                _derive(folder, base)
                live = commit(lake, folder, record)
        for each in loads:
            each.keep_marks()
        seconds = round(time.perf_counter() - began, 3)
        note_load(lake, live.version, record, seconds)
    return _summary(lake, live.version, archives, record, seconds)


_Listings = dict[str, "Iterable[Entry]"]
"""The entries of archives by name, but for archives that are surely as they were."""


def _listings(
    archives: Sequence[Archive],
    marks: Mapping[str, str],
    live: Snapshot | None,
    limits: Limits,
    *,
    full: bool,
) -> _Listings:
    anew = full or not _is_read_alike(live, limits)
    known = live.load["archives"] if live and not anew else {}
    return {
        archive.name: _listing(archive)
        for archive in archives
        if not is_untouched(archive, marks[archive.name], known.get(archive.name, {}))
    }


def _listing(archive: Archive) -> Iterable[Entry]:
    """An archive's entries, which are at least one."""
    entries = archive.entries()
    first = next(entries, None)
    if first is None:
        hint = f"documents end in {', '.join(SUFFIXES)}"
        raise ArchiveError(f"no documents in {archive.location}", hint=hint)
    return _held(chain([first], entries), streamed=archive.is_streamed)


def _held(entries: Iterator[Entry], *, streamed: bool) -> Iterable[Entry]:
    """Entries as a list, so that they can be counted, unless they are too many or too large."""
    if streamed:
        return entries
    held = list(islice(entries, _MOST_HELD))
    return held if len(held) < _MOST_HELD else chain(held, entries)


def _is_read_alike(live: Snapshot | None, limits: Limits) -> bool:
    """Whether the live version's documents were read as they would be now."""
    if live is None:
        return True
    record = live.load
    now = {"tool": _TOOL, "format": _FORMAT, "limits": asdict(limits)}
    return all(record.get(name) == value for name, value in now.items())


def _comparable(live: Snapshot | None, loaded: Collection[str]) -> Snapshot | None:
    """The live version, if a new one can be made from it; none where all of it is loaded anew.

    Raises:
        LakeError: It is kept in another way, and holds archives that are not loaded now.
    """
    if live is None or live.load.get("format") == _FORMAT:
        return live
    others = [name for name in live.load["archives"] if name not in loaded]
    if others:
        raise LakeError(
            "the lake was written by an earlier broadsheet",
            hint=f"load its other archives along: {', '.join(others)}",
        )
    return None


def _to_read(loads: Sequence[ArchiveLoad], listings: _Listings) -> dict[str, Iterable[Entry]]:
    """The entries that have to be read, by archive; the listings are used up, to free memory."""
    to_read: dict[str, Iterable[Entry]] = {}
    for each in loads:
        listing = listings.pop(each.archive.name, None)
        if listing is None and each.is_untouched:
            each.leave()
            continue
        entries = each.to_read(listing or _listing(each.archive))
        to_read[each.archive.name] = _held(entries, streamed=each.archive.is_streamed)
    return to_read


@dataclass(frozen=True)
class _Reading:
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
        for batch, outcome in map_in_processes(load_batch, batches, workers, spared=("numpy",)):
            by_name[batch.archive].take(outcome)
            if self.progress:
                done = sum(each.seen for each in loads)
                self.progress(done, max(done, total))


def _batch_size(size: int, workers: int) -> int:
    """As large as memory allows, but small enough that every process has its share."""
    if workers == 1:
        return _LARGEST_BATCH
    return min(max(size // (2 * workers), _SMALLEST_BATCH), _LARGEST_BATCH)


def _record(
    loads: Sequence[ArchiveLoad], folder: Path, live: Snapshot | None, limits: Limits
) -> dict[str, Any]:
    """Finish the version but for its commit; what `load.json` tells of it."""
    loaded_at = datetime.now(UTC).isoformat(timespec="seconds")
    fresh = {each.archive.name: {"loaded_at": loaded_at, **each.finish(folder)} for each in loads}
    kept = live.load["archives"] if live else {}
    documents = _total(record["documents"] for record in fresh.values())
    changes = {each.archive.name: each.changes.as_dict() for each in loads}
    return {
        "tool": _TOOL,
        "format": _FORMAT,
        "loaded_at": loaded_at,
        "seen": sum(documents.values()),
        **{status: documents[status] for status in ("loaded", "quarantined", "skipped")},
        "rows": {name: _total(r["rows"] for r in (kept | fresh).values())[name] for name in TABLES},
        "problems": dict(_total(record["problems"] for record in fresh.values()).most_common()),
        "changes": changes,
        "news": [f"{each.archive.name}: {news}" for each in loads for news in each.news],
        "limits": asdict(limits),
        "archives": kept | fresh,
    }


def _link_unchanged(loads: Sequence[ArchiveLoad], folder: Path, live: Snapshot | None) -> None:
    """Take over the archives that were not loaded, and those in which nothing has changed."""
    loaded = {each.archive.name for each in loads}
    for name in live.load["archives"] if live else ():
        if live and name not in loaded:
            link_archive(folder, live.path, name)
    for each in loads:
        each.link(folder)


def _derive(folder: Path, live: Snapshot | None) -> None:
    """Write the derived tables, unless they can be taken over too."""
    write_missing_tables(folder)
    if live is None or not link_derived(folder, live.path):
        write_derived(folder)


def _total(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def _summary(
    lake: Path, version: str, archives: Sequence[Archive], record: dict[str, Any], seconds: float
) -> LoadSummary:
    told = ("seen", "loaded", "quarantined", "skipped", "rows", "problems", "news")
    changes = record["changes"].values()
    return LoadSummary(
        lake=str(lake),
        version=version,
        archives={archive.name: archive.location for archive in archives},
        changes=dict(_total(each["counts"] for each in changes)),
        changed_fields=dict(_total(each["fields"] for each in changes).most_common()),
        seconds=seconds,
        **{name: record[name] for name in told},
    )
