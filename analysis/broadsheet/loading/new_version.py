"""A new version of a lake: list, read what is not known, commit, and record what has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.derived.build import link_derived, write_derived
from broadsheet.derived.patching import patch_derived
from broadsheet.errors import ArchiveError
from broadsheet.lake.commit import commit, next_version, staging, writing
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.snapshot import current_snapshot
from broadsheet.loading.archive_load import ArchiveLoad
from broadsheet.loading.arrivals import Arrival
from broadsheet.loading.carry_over import link_archive
from broadsheet.loading.catalog import catalog_notes
from broadsheet.loading.first_commits import set_first_commits
from broadsheet.loading.history import history_of, link_history
from broadsheet.loading.listing import entries_to_read, list_archive
from broadsheet.loading.places import loaded_twice
from broadsheet.loading.reading import Reading
from broadsheet.loading.record import comparable, is_read_alike, readable, record_of
from broadsheet.loading.untouched import note_stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.loading.engine import Engine
    from broadsheet.loading.opened import Done, Opened
    from broadsheet.loading.summary import Progress

__all__ = ["derive_tables", "make_version"]


def make_version(
    opened: Opened, before: Snapshot | None, engine: Engine, progress: Progress | None
) -> Done:
    """Look at archives; the lake gets a new version if anything has changed.

    Args:
        opened: The archives and the lake.
        before: The live version of a moment ago.
        engine: What reads the documents.
        progress: Called with the documents done and seen, after each batch.

    Raises:
        ArchiveError: As `load`.
        LakeError: As `load`.
    """
    lake, archives = opened.lake, opened.archives
    as_before = opened.untouched(before)
    listings = {each.name: list_archive(each) for each in archives if each.name not in as_before}
    with writing(lake):
        live = current_snapshot(lake)
        if live and (before is None or before.version != live.version):
            listings |= {each.name: list_archive(each) for each in archives if not each.is_streamed}
        again = opened.full or not is_read_alike(live, opened.limits)
        notes = opened.notes(live) + loaded_twice(lake, live, archives)
        base = comparable(live, opened.stamps)
        known = readable(base, opened.stamps, full=opened.full)
        untouched = opened.untouched(known)
        left = [each for name, each in untouched.items() if name not in listings]
        names = {each.archive.name for each in left}
        arrival = Arrival.of_load(datetime.now(UTC), next_version(lake))
        loads = [
            ArchiveLoad(
                *(a, opened.stamps[a.name], opened.states[a.name], lake, known),
                full=again,
                arrival=arrival,
                seen_in=live,
            )
            for a in archives
            if a.name not in names
        ]
        with staging(lake) as folder:
            reading = Reading(folder, opened.limits, engine, progress)
            reading.read(loads, entries_to_read(loads, listings))
            _refuse_to_lose(loads, live, known)
            records = {each.archive.name: each.record for each in left}
            records |= {each.archive.name: each.finish(folder) for each in loads}
            record = record_of([*left, *loads], records, base, opened.limits)
            record |= history_of(live)
            if live is None or base is None or any(each.differs for each in loads):
                _link_unchanged(loads, folder, base)
                link_history(folder, live)
                for each in loads:
                    set_first_commits(folder, each.archive.name)
                derive_tables(folder, known, live)
                live = commit(lake, folder, record)
        for each in loads:
            each.keep_stamps()
            note_stamp(each.archive, each.stamp, lake, live)
        losses = [f"{each.archive.name}: {loss}" for each in loads for loss in each.losses]
        return opened.done(live.version, record, notes + catalog_notes(live), losses)


def _refuse_to_lose(
    loads: Sequence[ArchiveLoad], live: Snapshot | None, known: Snapshot | None
) -> None:
    """Refuse an archive that is not whole where no rows of the live version can be kept."""
    torn = next((each for each in loads if each.losses), None)
    if live is not None and known is None and torn is not None:
        problem = f"{torn.archive.name} can't be read whole: {torn.losses[0]}"
        raise ArchiveError(problem, hint="nothing was loaded; load it again when it is whole")


def _link_unchanged(loads: Sequence[ArchiveLoad], folder: Path, live: Snapshot | None) -> None:
    """Take over the archives that were not looked at, and those in which nothing has changed."""
    looked_at = {each.archive.name for each in loads}
    for name in live.load["archives"] if live else ():
        if live and name not in looked_at:
            link_archive(folder, live.path, name)
    for each in loads:
        each.link(folder)


def derive_tables(folder: Path, known: Snapshot | None, live: Snapshot | None) -> None:
    """Write the derived tables, unless they can be taken over too. DuckDB gets Arrow's memory.

    Args:
        folder: The staging folder, with all tables of documents.
        known: The version that the tables build on.
        live: The live version, in which stories have the ids that they keep.
    """
    write_missing_tables(folder)
    pa.default_memory_pool().release_unused()
    if known and (link_derived(folder, known.path) or patch_derived(folder, known.path)):
        return
    write_derived(folder, live.path if live else None)
