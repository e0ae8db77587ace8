"""An archive leaves a lake: a new version without its rows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple

from broadsheet.errors import LakeError
from broadsheet.lake.commit import SEEN, commit, staging, writing
from broadsheet.lake.ledger import note_load
from broadsheet.lake.names import archive_key
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.carry_over import link_archive
from broadsheet.loading.catalog import catalog_notes
from broadsheet.loading.changes import Changes
from broadsheet.loading.history import link_history
from broadsheet.loading.known import read_known
from broadsheet.loading.new_version import derive_tables
from broadsheet.loading.record import record_without
from broadsheet.schema import schema_hash

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["Forgotten", "archive_record", "forget"]


class Forgotten(NamedTuple):
    """What a lake has forgotten.

    Attributes:
        version: The new version.
        documents: How many documents the archive had.
        rows: How many rows it had, by table.
        notes: What is unusual about the lake, in sentences.
    """

    version: str
    documents: int
    rows: dict[str, int]
    notes: list[str]


def archive_record(live: Snapshot, archive: str) -> dict[str, Any]:
    """What a version records of an archive; of one whose history alone was read, no documents.

    Raises:
        LakeError: It has no such archive.
    """
    archives: dict[str, dict[str, Any]] = live.load["archives"]
    known = dict.fromkeys((*archives, *live.load.get("history", {})))
    if archive not in known:
        problem = f"no such archive in {live.path.parent}"
        raise LakeError(problem, received=archive, valid=known)
    return archives.get(archive, {"documents": {}, "rows": {}})


def forget(lake: Path, archive: str) -> Forgotten:
    """Make a version without an archive, and make it the live one.

    The rows of all other archives are linked; derived tables are made again. Earlier versions keep
    the archive until `prune` removes them.

    Args:
        lake: The lake's folder.
        archive: The archive's name.

    Raises:
        LakeError: There is no lake, it has no such archive or no other, it was written by another
            broadsheet, or it is being written.
    """
    began = time.perf_counter()
    archive_record(open_snapshot(lake), archive)
    with writing(lake):
        live = open_snapshot(lake)
        live.check()
        gone = archive_record(live, archive)
        others = [name for name in live.load["archives"] if name != archive]
        if not others and archive in live.load["archives"]:
            problem = f"{archive} is the only archive of {lake}"
            raise LakeError(problem, hint="remove the folder of the lake instead")
        if live.load.get("format") != schema_hash():
            problem = "the lake was written by another broadsheet, with other columns"
            raise LakeError(problem, hint=f"load its archives first: {', '.join(others)}")
        removed = read_known(lake, live, archive).paths
        record = record_without(live, archive, Changes(removed=removed))
        with staging(lake) as folder:
            for name in others:
                link_archive(folder, live.path, name)
            link_history(folder, live, without=archive)
            derive_tables(folder, live, live)
            made = commit(lake, folder, record)
        for file in (lake / SEEN).glob(f"{archive_key(archive)}.*"):
            file.unlink(missing_ok=True)
        note_load(lake, made.version, record, round(time.perf_counter() - began, 3))
        rows = {table: count for table, count in gone["rows"].items() if count}
        return Forgotten(made.version, len(removed), rows, catalog_notes(made))
