"""Read the history of an archive in git into a lake: the commits that are new, as a new version."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.archive import EVERYTHING, Selection, open_archives
from broadsheet.archive.git.archive import GitArchive
from broadsheet.archive.git.revision import split_revision
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.mapping import NO_MAPPING, FieldMapping
from broadsheet.errors import ArchiveError
from broadsheet.history.record import recorded
from broadsheet.history.request import HistorySummary, Request
from broadsheet.lake.commit import writing
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import current_snapshot
from broadsheet.loading.loader import mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

__all__ = ["read_history"]


def read_history(  # noqa: PLR0913 - options, each by its name
    source: str | Path,
    lake: str | Path = "lake",
    *,
    since: date | None = None,
    full: bool = False,
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
    mapping: FieldMapping | Mapping[str, FieldMapping] = NO_MAPPING,
    progress: Callable[[int, int], None] | None = None,
) -> HistorySummary:
    """Read the history of an archive in git into the tables `document_versions`, `article_changes`.

    The line of history is that of first parents: the states that the revision itself was in, one
    after another. Only commits that are new since the last reading are read. Where the line has
    other commits than before, as after a force-push, those from the fork on are read again.

    Args:
        source: `REPOSITORY`, `REPOSITORY@REVISION`, or `NAME=` before either. History joins the
            articles of the archive of this name.
        lake: The lake's folder; made where it is missing.
        since: Begin with the state on this day (UTC), and read the commits from then on.
        full: Read every commit, whatever is known.
        selection: Which files are documents.
        limits: What is taken at most.
        mapping: Which fields are read as which of ours, as `load` takes it.
        progress: Called with the commits done and seen.

    Raises:
        ArchiveError: It is no git repository, there is no such revision, git can't read it, or a
            shallow clone lacks the first of the commits that are known.
        LakeError: The lake is not one, can't be written or is being written.
    """
    began = time.perf_counter()
    lake = local_lake(lake)
    archive = _opened(source, selection, limits, mapping)
    request = Request(archive, lake, since, full=full)
    live = current_snapshot(lake)
    known = recorded(live, archive.name)
    if live and not full and known.items() >= request.marks.items():
        live.check()
        found = {"commits": known["commits"], "is_shallow": known["is_cut"]}
        summary = HistorySummary(archive.name, lake, live.version, **found)
    else:
        from broadsheet.history.new_version import make_version

        with writing(lake):
            summary = make_version(request, current_snapshot(lake), progress)
    return replace(summary, seconds=round(time.perf_counter() - began, 3))


def _opened(
    source: str | Path,
    selection: Selection,
    limits: Limits,
    mapping: FieldMapping | Mapping[str, FieldMapping],
) -> GitArchive:
    """The commit that a source names; of a repository alone its HEAD."""
    (archive,) = mapped(open_archives(source, selection, limits), mapping)
    if not isinstance(archive, GitArchive) and split_revision(f"{archive.location}@HEAD"):
        (archive,) = mapped(open_archives(f"{source}@HEAD", selection, limits), mapping)
    if not isinstance(archive, GitArchive):
        hint = "give REPOSITORY or REPOSITORY@REVISION"
        raise ArchiveError("no git repository", received=str(source), hint=hint)
    return archive
