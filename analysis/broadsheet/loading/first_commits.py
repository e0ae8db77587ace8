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

_READ: Final = ["path", "document_id", "sequence", "blob", "committed_at", "commit_hash"]


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
    versions = pa.concat_tables(read_file(file, _READ).select(_READ) for file in files)
    versions = versions.sort_by("sequence")
    first = [("committed_at", "first"), ("commit_hash", "first")]
    firsts = versions.group_by("document_id", use_threads=False).aggregate(first)
    there = versions.filter(pc.is_valid(versions["blob"]))
    latest = there.group_by("path", use_threads=False).aggregate([("document_id", "last")])
    at = pc.index_in(latest["document_id_last"], value_set=firsts["document_id"].combine_chunks())
    columns = [latest["path"], *(firsts[f"{name}_first"].take(at) for name, _ in first)]
    wanted = pa.Table.from_arrays(columns, ["path", *OF_LOAD])
    return set_arrivals(folder, archive, wanted.filter(pc.is_valid(wanted[OF_LOAD[0]])))
