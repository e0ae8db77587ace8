"""Load archives into a lake: what surely is as it was is left alone, the rest is looked at.

What makes a version needs Arrow and DuckDB. They take longer to import than it takes to see that
nothing has changed, so `new_version` is imported once something may have.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.archive import EVERYTHING, Selection, open_archives
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.mapping import NO_MAPPING, FieldMapping
from broadsheet.lake.commit import writing
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import current_snapshot
from broadsheet.loading.catalog import catalog_notes
from broadsheet.loading.notebook_bar import notebook_bar
from broadsheet.loading.opened import Opened
from broadsheet.loading.places import refuse_others
from broadsheet.loading.record import record_of
from broadsheet.loading.summary import LoadSummary, summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from broadsheet.archive import Archive
    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.loading.engine import Engine
    from broadsheet.loading.opened import Done
    from broadsheet.loading.summary import Progress

__all__ = ["load", "mapped"]


def load(  # noqa: PLR0913 - options, each by its name
    sources: str | Path | Sequence[str | Path],
    lake: str | Path = "lake",
    *,
    workers: int = 1,
    engine: Engine | None = None,
    full: bool = False,
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
    mapping: FieldMapping | Mapping[str, FieldMapping] = NO_MAPPING,
    progress: Progress | None = None,
) -> LoadSummary:
    """Load archives into a lake; the lake gets a new version if anything has changed.

    Only documents that have changed are read, and only months that have changed are written again.
    Rows of archives that are not named are carried over.

    Args:
        sources: An archive or several, each as `PATH` or `NAME=PATH`: a folder, a zip or tar file,
            a file of JSON lines, a commit of a git repository as `PATH@REVISION`, `-` for stdin.
        lake: The lake's folder, or its address such as `s3://bucket/news`; made where it is
            missing.
        workers: Processes to parse in. Where they can't be forked they run the main module again,
            so a script needs its `if __name__ == "__main__":`.
        engine: What reads the documents instead of processes of this machine.
        full: Read every document, whatever is known of it.
        selection: Which files of the archives to load.
        limits: What is taken at most.
        mapping: Which fields of the archives are read as which of ours: of all archives, or by the
            name of an archive, with `*` for the others. A changed one reads the archive again.
        progress: Called with the documents done and seen, after each batch. Where None, a notebook
            shows a bar.

    Raises:
        ArchiveError: An archive is missing, empty or can't be read; nothing has been written. One
            that changes or breaks off while it is read is loaded as far as it goes, documents of
            before stay, and `losses` of the summary say so.
        LakeError: The lake is not one, can't be written or is being written.
    """
    began = time.perf_counter()
    lake = local_lake(lake)
    archives = mapped(open_archives(sources, selection, limits), mapping)
    stamps = {archive.name: archive.stamp for archive in archives}
    states = {archive.name: archive.state for archive in archives}
    before = current_snapshot(lake)
    refuse_others(lake, before, archives)
    opened = Opened(lake, archives, stamps, states, limits, full, began)
    done = _leave(opened, before)
    if done is None:
        from broadsheet.loading.new_version import make_version
        from broadsheet.loading.reading import Processes

        with nullcontext(progress) if progress else notebook_bar() as shown:
            done = make_version(opened, before, engine or Processes(workers), shown)
    return summary_of(lake, archives, done)


def mapped(
    archives: list[Archive], mapping: FieldMapping | Mapping[str, FieldMapping]
) -> list[Archive]:
    """The archives, each with its mapping."""
    by_name = {"*": mapping} if isinstance(mapping, FieldMapping) else mapping
    others = by_name.get("*", NO_MAPPING)
    return [replace(each, mapping=by_name.get(each.name, others)) for each in archives]


def _leave(opened: Opened, live: Snapshot | None) -> Done | None:
    """Leave a lake as it is if all archives surely are; None where one has to be looked at."""
    untouched = opened.untouched(live)
    if live is None or len(untouched) < len(opened.archives):
        return None
    with writing(opened.lake):
        now = current_snapshot(opened.lake)
        if now is None or now.version != live.version:
            return None
        live.check()
        records = {name: each.record for name, each in untouched.items()}
        record = record_of(list(untouched.values()), records, live, opened.limits)
        notes = opened.notes(live) + catalog_notes(live)
        return opened.done(live.version, record, notes, [])
