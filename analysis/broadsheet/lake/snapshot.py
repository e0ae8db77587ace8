"""Versions of a lake as readers see them: whole, and never changed.

    lake/CURRENT              the live version's name
    lake/v000012/TABLE/…      plain Parquet, one folder per table
    lake/v000012/load.json    what was loaded

A reader that has read CURRENT keeps one whole version for as long as it likes.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from broadsheet.errors import LakeError
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "CURRENT",
    "RECORD",
    "Snapshot",
    "current_snapshot",
    "open_snapshot",
    "versions_of",
]

CURRENT = "CURRENT"
RECORD = "load.json"
"""The record of a version: archives, counts, time. It is written last."""
_VERSION = re.compile(r"v\d{6,}")


class Snapshot:
    """A committed version of a lake.

    Attributes:
        path: Its folder.
        version: Its name, such as `v000012`.
        number: Its number, such as 12.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = path.name
        self.number = int(self.version.removeprefix("v"))

    @cached_property
    def load(self) -> dict[str, Any]:
        """The record in `load.json`: archives, counts, time, version of the tool."""
        try:
            loaded: dict[str, Any] = json.loads((self.path / RECORD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise LakeError(f"{self.path / RECORD} can't be read: {error}") from error
        return loaded

    def read(self, table: str) -> pa.Table:
        """A table with the columns of its `row_schema`; a column that the version lacks is null."""
        schema = TABLES[table].row_schema
        rows = pq.read_table(self.path / table, partitioning="hive")
        for column in schema:
            if column.name not in rows.column_names:
                rows = rows.append_column(column, pa.nulls(rows.num_rows, column.type))
        return rows.select(schema.names).cast(schema)


def open_snapshot(lake: Path, as_of: str | None = None) -> Snapshot:
    """The live version of a lake, or the one named by `as_of`.

    Raises:
        LakeError: There is no lake, or it lacks that version.
    """
    snapshot = current_snapshot(lake)
    if snapshot is None:
        problem = "not a lake" if lake.exists() else "no such lake"
        raise LakeError(problem, received=str(lake), hint="make one with: broadsheet load ARCHIVE")
    if as_of is None or as_of == snapshot.version:
        return snapshot
    versions = {v.version: v for v in versions_of(lake) if v.number <= snapshot.number}
    if as_of not in versions:
        raise LakeError(f"no such version in {lake}", received=as_of, valid=reversed(versions))
    return versions[as_of]


def current_snapshot(lake: Path) -> Snapshot | None:
    """The live version of a lake; None where there is none yet.

    Raises:
        LakeError: The lake's CURRENT is damaged, or the version it names is not whole.
    """
    try:
        version = (lake / CURRENT).read_bytes().decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise LakeError(f"the lake {lake} can't be read: {error.strerror or error}") from error
    if not _VERSION.fullmatch(version) or not (lake / version / RECORD).is_file():
        whole = [found.version for found in versions_of(lake) if (found.path / RECORD).is_file()]
        problem = f"{lake / CURRENT} names no whole version"
        named = f"write one into it: {', '.join(reversed(whole))}"
        hint = named if whole else "none is left: remove the folder and load again"
        raise LakeError(problem, received=version, hint=hint)
    return Snapshot(lake / version)


def versions_of(lake: Path) -> list[Snapshot]:
    """Every version directory, oldest first, committed or not."""
    found = [Snapshot(path) for path in lake.iterdir() if _VERSION.fullmatch(path.name)]
    return sorted(found, key=lambda version: version.number)
