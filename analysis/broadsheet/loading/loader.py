"""Load archives into a lake: list, read what is not known, commit, and record what has changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.archive import EVERYTHING, Selection, open_archives
from broadsheet.derived.build import link_derived, write_derived
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError
from broadsheet.lake.commit import commit, staging, writing
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.ledger import note_load
from broadsheet.lake.snapshot import current_snapshot, versions_of
from broadsheet.loading.archive_load import ArchiveLoad
from broadsheet.loading.carry_over import link_archive
from broadsheet.loading.listing import entries_to_read, list_archive, listings_of
from broadsheet.loading.places import refuse_others
from broadsheet.loading.reading import Progress, Reading
from broadsheet.loading.record import comparable, is_read_alike, readable, record_of
from broadsheet.loading.summary import LoadSummary, summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["load"]


def load(  # noqa: PLR0913 - options, each by its name
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
        workers: Processes to parse in. Where they can't be forked they run the main module again,
            so a script needs its `if __name__ == "__main__":`.
        full: Read every document, whatever is known of it.
        selection: Which files of the archives to load.
        limits: What is taken at most.
        progress: Called with the documents done and seen, after each batch.

    Raises:
        ArchiveError: An archive is missing, empty or can't be read; nothing has been written. One
            that changes or breaks off while it is read is loaded as far as it goes, documents of
            before stay, and `losses` of the summary say so.
        LakeError: The lake is not one, can't be written or is being written.
    """
    began = time.perf_counter()
    lake = Path(lake)
    archives = open_archives(sources, selection, limits)
    stamps = {archive.name: archive.stamp for archive in archives}
    states = {archive.name: archive.state for archive in archives}
    before = current_snapshot(lake)
    refuse_others(lake, before, archives)
    listings = listings_of(archives, stamps, before, limits, full=full)
    with writing(lake):
        live = current_snapshot(lake)
        if live and (before is None or before.version != live.version):
            listings |= {each.name: list_archive(each) for each in archives if not each.is_streamed}
        again = full or not is_read_alike(live, limits)
        notes = _notes_on(lake, live)
        base = comparable(live, stamps)
        known = readable(base, stamps, full=full)
        loads = [
            ArchiveLoad(a, stamps[a.name], states[a.name], lake, known, full=again)
            for a in archives
        ]
        with staging(lake) as folder:
            Reading(folder, limits, workers, progress).read(loads, entries_to_read(loads, listings))
            _refuse_to_lose(loads, live, known)
            record = record_of(loads, folder, base, limits)
            if live is None or base is None or any(each.differs for each in loads):
                _link_unchanged(loads, folder, base)
                _derive(folder, known)
                live = commit(lake, folder, record)
        for each in loads:
            each.keep_stamps()
        seconds = round(time.perf_counter() - began, 3)
        note_load(lake, live.version, record, seconds)
    losses = [f"{each.archive.name}: {loss}" for each in loads for loss in each.losses]
    return summary_of(
        lake, live.version, archives, record, notes=notes, losses=losses, seconds=seconds
    )


def _refuse_to_lose(
    loads: Sequence[ArchiveLoad], live: Snapshot | None, known: Snapshot | None
) -> None:
    """Refuse an archive that is not whole where no rows of the live version can be kept."""
    torn = next((each for each in loads if each.losses), None)
    if live is not None and known is None and torn is not None:
        problem = f"{torn.archive.name} can't be read whole: {torn.losses[0]}"
        raise ArchiveError(problem, hint="nothing was loaded; load it again when it is whole")


def _notes_on(lake: Path, live: Snapshot | None) -> list[str]:
    """Versions that are newer than the live one, which the load neither reads nor removes."""
    newer = [each.version for each in versions_of(lake) if live and each.number > live.number]
    if not live or not newer:
        return []
    return [f"the load builds on {live.version}, and keeps what is newer: {', '.join(newer)}"]


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
