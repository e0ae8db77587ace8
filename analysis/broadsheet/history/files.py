"""The files of history in a version of a lake: by month of the commit, and carried over by loads.

TABLE/committed_month=2021-03/<archive>-00002.parquet
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from broadsheet.history.replay import Live, State
from broadsheet.lake.data_files import in_order, merge_small_files, read_file, write_file
from broadsheet.lake.names import data_file_name, files_of, next_number
from broadsheet.schema import HISTORY
from broadsheet.schema.history import COMMITTED_MONTH

if TYPE_CHECKING:
    from pathlib import Path

    from broadsheet.history.replay import Rows

__all__ = ["HistoryFiles", "commits_before", "state_at"]

_UNDATED = "undated"
_STATE = ["path", "sequence", "document_id", "blob", "change", "content_fingerprint"]


class HistoryFiles:
    """Writes rows of an archive's history into a new version.

    Args:
        folder: The staging folder.
        archive: The archive's name.
    """

    def __init__(self, folder: Path, archive: str) -> None:
        self._folder = folder
        self._archive = archive
        self._number = next_number(folder, archive)
        self._written: set[Path] = set()

    def write(self, rows: Rows) -> None:
        """Write rows, a file for each table and month."""
        for table, found in zip(HISTORY.values(), (rows.versions, rows.changes), strict=True):
            if found:
                arrow = _arrow(found, table.schema)
                for month, part in _by_month(arrow):
                    place = self._folder / table.name / f"{COMMITTED_MONTH}={month}"
                    name = f"{data_file_name(self._archive, self._number)}.parquet"
                    write_file(place / name, part)
                    self._written.add(place)
        self._number += 1

    def merge(self) -> None:
        """Merge the small files of the months that were written to."""
        for place in sorted(self._written):
            merge_small_files(place, self._archive)

    def keep_until(self, sequence: int) -> None:
        """Drop the rows of commits after one, in what was carried over."""
        for table in HISTORY:
            for file in files_of(self._folder, self._archive, table):
                rows = read_file(file)
                kept = rows.filter(pc.less_equal(rows["sequence"], sequence))
                if kept.num_rows < rows.num_rows:
                    file.unlink()
                    if kept.num_rows:
                        write_file(file, in_order(kept))


def commits_before(version: Path, archive: str) -> dict[str, int]:
    """The commits that a version has rows of, each with its place on the line."""
    found: dict[str, int] = {}
    for file in files_of(version, archive, "document_versions"):
        rows = read_file(file, ["commit_hash", "sequence"])
        found |= dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))
    return found


def state_at(folder: Path, archive: str) -> State:
    """What the rows of an archive's history in a version say of every path at their end."""
    state = State()
    files = files_of(folder, archive, "document_versions")
    if not files:
        return state
    rows = pa.concat_tables(read_file(file, _STATE).select(_STATE) for file in files)
    rows = rows.sort_by("sequence")
    columns = (column.to_pylist() for column in rows.columns)
    for path, _, document_id, blob, change, content in zip(*columns, strict=True):
        if blob is None:
            state.live.pop(path, None)
            if change == "removed":
                state.removed[path] = document_id
        else:
            state.live[path] = Live(document_id, blob)
            state.removed.pop(path, None)
            state.saw(document_id, content)
    return state


def _arrow(rows: list[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _by_month(rows: pa.Table) -> list[tuple[str, pa.Table]]:
    months = pc.fill_null(pc.strftime(rows["committed_at"], "%Y-%m"), _UNDATED)
    return [
        (month, rows.filter(pc.equal(months, month)))
        for month in sorted(pc.unique(months).to_pylist())
    ]
