"""A version of a lake with the history of an archive up to its newest commit."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from broadsheet.archive.git.line import changes_along, files_at, line_of
from broadsheet.derived.build import write_derived
from broadsheet.history.batches import batches_of
from broadsheet.history.blobs import Blobs
from broadsheet.history.files import HistoryFiles, commits_before, state_at
from broadsheet.history.record import kept_commits, recorded
from broadsheet.history.replay import Replay, State, Step
from broadsheet.history.request import HistorySummary
from broadsheet.lake.commit import commit, staging
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.names import archive_key, link_file
from broadsheet.loading.catalog import catalog_notes
from broadsheet.loading.first_commits import set_first_commits
from broadsheet.loading.record import record_of
from broadsheet.processes import no_garbage_collection
from broadsheet.schema import HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from broadsheet.archive.git.archive import GitArchive
    from broadsheet.archive.git.line import Commit
    from broadsheet.history.request import Request
    from broadsheet.lake.snapshot import Snapshot

__all__ = ["make_version"]

_CHANGE = HISTORY["document_versions"].schema.names.index("change")


def make_version(
    request: Request, live: Snapshot | None, progress: Callable[[int, int], None] | None
) -> HistorySummary:
    """Read the commits that are new; the lake gets a new version if they say anything.

    Args:
        request: What to read. The caller holds the lake.
        live: The lake's live version.
        progress: Called with the commits done and seen.

    Raises:
        ArchiveError: As `read_history`.
        LakeError: A file of the live version can't be read.
    """
    archive, lake = request.archive, request.lake
    if live is not None:
        live.check()
    line, is_cut = _begun(line_of(archive), request)
    known = recorded(live, archive.name)
    kept = _kept(request, live, known, line)
    dropped = kept + 1 if kept < known.get("commits", 0) else None
    with staging(lake) as folder:
        if live is not None:
            _link(folder, live.path, without="" if kept else archive_key(archive.name))
        reading = _Reading(archive, folder, progress)
        if kept and dropped:
            reading.files.keep_until(kept)
        with no_garbage_collection():
            reading.read(line, kept, is_cut=is_cut)
        if live is None:
            write_missing_tables(folder)
            write_derived(folder)
        if not known or dropped or reading.has_rows:
            set_first_commits(folder, archive.name)
            facts = {"base": line[0].commit, "commits": len(line), "is_cut": is_cut}
            place = {"location": archive.location}
            live = commit(lake, folder, _record(live, request, place | facts))
    assert live is not None  # noqa: S101 - a lake without a version got one
    notes = catalog_notes(live)
    return HistorySummary(
        archive.name,
        lake,
        live.version,
        len(line),
        len(line) - kept,
        dropped,
        dict(reading.kinds.most_common()),
        reading.fields,
        reading.blobs.read,
        is_cut,
        notes,
    )


def _begun(line: list[Commit], request: Request) -> tuple[list[Commit], bool]:
    """The line from its base on, and whether there are commits before that are not read."""
    if request.since is None:
        return line, line[0].is_cut
    start = datetime.combine(request.since, datetime.min.time(), UTC)
    earlier = [
        at for at, each in enumerate(line) if each.committed_at and each.committed_at < start
    ]
    base = earlier[-1] if earlier else 0
    return line[base:], base > 0 or line[0].is_cut


def _kept(
    request: Request, live: Snapshot | None, known: dict[str, Any], line: Sequence[Commit]
) -> int:
    """How many commits have been read before, and are on the line still."""
    is_alike = known.get("reading") == request.marks["reading"]
    if live is None or request.full or not known or not is_alike:
        return 0
    before = commits_before(live.path, request.archive.name)
    return kept_commits(request.archive, line, known, before)


def _link(folder: Path, version: Path, without: str) -> None:
    """Take all files of a version over, but those of the history of the archive of a key."""
    for file in version.rglob("*.parquet"):
        place = file.relative_to(version)
        if not (without and place.parts[0] in HISTORY and file.name.startswith(f"{without}-")):
            link_file(file, folder / place)


def _record(live: Snapshot | None, request: Request, facts: dict[str, Any]) -> dict[str, Any]:
    """The record of the version before, with the history that there is now."""
    archive = request.archive
    before = live.load if live else record_of([], {}, None, archive.limits)
    history = before.get("history", {}) | {archive.name: request.marks | facts}
    return before | {"changes": {}, "schema_changes": [], "history": history}


class _Reading:
    """Reads commits, and writes their rows.

    Attributes:
        files: The files of rows.
        kinds: How many versions of documents were read, by kind of change.
        fields: How many changes of fields were read.
        blobs: Reads the bytes.
    """

    def __init__(
        self, archive: GitArchive, folder: Path, progress: Callable[[int, int], None] | None
    ) -> None:
        self.files = HistoryFiles(folder, archive.name)
        self.kinds: Counter[str] = Counter()
        self.fields = 0
        self.blobs = Blobs(archive)
        self._archive = archive
        self._folder = folder
        self._progress = progress

    @property
    def has_rows(self) -> bool:
        """Whether the commits that were read have changed any document."""
        return bool(self.kinds)

    def read(self, line: Sequence[Commit], kept: int, *, is_cut: bool) -> None:
        """Read the commits of a line behind those that are kept."""
        state = state_at(self._folder, self._archive.name) if kept else State()
        replay = Replay(self._archive, state, self.blobs)
        for batch in batches_of(self._archive.repository, self._steps(line, kept, is_cut)):
            rows = replay.rows_of(batch)
            self.kinds.update(row[_CHANGE] for row in rows.versions)
            self.fields += len(rows.changes)
            self.files.write(rows)
            if self._progress is not None:
                self._progress(batch[-1].sequence, len(line))
        self.files.merge()

    def _steps(self, line: Sequence[Commit], kept: int, is_cut: bool) -> Iterator[Step]:
        takes = self._archive.selection.takes
        places = {each.commit: place for place, each in enumerate(line, 1)}
        first = [] if kept else [(line[0], files_at(self._archive, line[0]))]
        rest = changes_along(self._archive, line[max(kept, 1) :])
        for each, changes in chain(first, rest):
            documents = [change for change in changes if takes(change.path)]
            if documents:
                place = places[each.commit]
                yield Step(place, each, documents, is_base=is_cut and place == 1)
