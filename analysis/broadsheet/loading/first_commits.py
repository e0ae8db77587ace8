"""The commits that first had the documents of an archive, as its history says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.lake.data_files import read_file
from broadsheet.lake.names import files_of
from broadsheet.loading.arrivals import set_arrivals
from broadsheet.schema.documents import OF_LOAD

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["set_first_commits"]

_OF_COMMIT: Final = ("committed_at", "commit_hash")
_READ: Final = ["path", "document_id", "sequence", "blob", *_OF_COMMIT]


def set_first_commits(folder: Path, archive: str) -> bool:
    """Let the documents of an archive be first seen by the commits that first had them.

    A document that has moved was first seen at its first path. Documents without history keep what
    loads have seen.

    Args:
        folder: The staging folder, with all files of the archive.
        archive: The archive's name.

    Returns:
        Whether a file was written.
    """
    files = files_of(folder, archive, "document_versions")
    if not files:
        return False
    read = [_read(file) for file in files]
    versions = pa.concat_tables(places for places, _ in read).sort_by("sequence")
    commits = pa.concat_tables(found for _, found in read)
    firsts = versions.group_by("document_id", use_threads=False).aggregate([("sequence", "first")])
    there = versions.filter(versions["is_there"]).drop_columns(["is_there"])
    latest = there.group_by("path", use_threads=False).aggregate([("document_id", "last")])
    at = pc.index_in(latest["document_id_last"], value_set=firsts["document_id"].combine_chunks())
    sequences = firsts["sequence_first"].take(at)
    at = pc.index_in(sequences, value_set=commits["sequence"].combine_chunks())
    columns = [latest["path"], *(commits[f"{name}_first"].take(at) for name in _OF_COMMIT)]
    wanted = pa.Table.from_arrays(columns, ["path", *OF_LOAD])
    return set_arrivals(folder, archive, wanted.filter(pc.is_valid(wanted[OF_LOAD[0]])))


def _read(file: Path) -> tuple[pa.Table, pa.Table]:
    """The places of versions in a file, and its commits: hashes take far more memory by version."""
    rows = read_file(file, _READ)
    is_there = pc.is_valid(rows["blob"])
    places = rows.select(["path", "document_id", "sequence"]).append_column("is_there", is_there)
    first = [(name, "first") for name in _OF_COMMIT]
    return places, rows.group_by("sequence", use_threads=False).aggregate(first)
