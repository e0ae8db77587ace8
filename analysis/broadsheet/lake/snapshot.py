"""Versions of a lake as readers see them: whole, and never changed.

    lake/CURRENT              the live version's name
    lake/v000012/TABLE/…      plain Parquet, one folder per table
    lake/v000012/load.json    what was loaded

A reader that has read CURRENT keeps one whole version for as long as it likes.

A writer writes `CURRENT.new` before it gives a new version its name, and renames it to CURRENT
after. So a version that `CURRENT.new` names is pending: it never was live. Any other version was
live once, and is kept even if CURRENT is lost, damaged or names an earlier one.
"""

from __future__ import annotations

import json
import re
import shlex
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
    "PENDING",
    "RECORD",
    "Snapshot",
    "current_snapshot",
    "open_snapshot",
    "pending_version",
    "version_named",
    "versions_of",
]

CURRENT = "CURRENT"
PENDING = f"{CURRENT}.new"
"""The file that names the version which a writer is about to make the live one."""
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

    @property
    def is_whole(self) -> bool:
        """Whether the version has its record, which is written last."""
        return (self.path / RECORD).is_file()

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
    return version_named(lake, as_of)


def version_named(lake: Path, version: str) -> Snapshot:
    """A version of a lake by its name, whatever CURRENT names.

    Raises:
        LakeError: The lake lacks that version.
    """
    versions = {found.version: found for found in versions_of(lake)} if lake.is_dir() else {}
    if version not in versions:
        raise LakeError(f"no such version in {lake}", received=version, valid=reversed(versions))
    return versions[version]


def current_snapshot(lake: Path) -> Snapshot | None:
    """The live version of a lake; None where there is none yet.

    Raises:
        LakeError: The lake's CURRENT is damaged, or lost while there are versions, or the version
            that it names is not whole.
    """
    try:
        version = (lake / CURRENT).read_bytes().decode("ascii", "replace").strip()
    except NotADirectoryError:
        return None
    except FileNotFoundError:
        if lake.is_dir() and versions_of(lake):
            raise _lost(lake, f"{lake / CURRENT} is missing") from None
        return None
    except OSError as error:
        raise LakeError(f"the lake {lake} can't be read: {error.strerror or error}") from error
    if not _VERSION.fullmatch(version) or not Snapshot(lake / version).is_whole:
        raise _lost(lake, f"{lake / CURRENT} names no whole version", received=version)
    return Snapshot(lake / version)


def versions_of(lake: Path) -> list[Snapshot]:
    """Every version that was live once, oldest first, whole or not."""
    pending = pending_version(lake)
    names = [path.name for path in lake.iterdir() if _VERSION.fullmatch(path.name)]
    found = [Snapshot(lake / name) for name in names if name != pending]
    return sorted(found, key=lambda version: version.number)


def pending_version(lake: Path) -> str | None:
    """The version that a writer was about to make the live one; None in a lake at rest."""
    try:
        version = (lake / PENDING).read_bytes().decode("ascii", "replace").strip()
    except OSError:
        return None
    return version if _VERSION.fullmatch(version) else None


def _lost(lake: Path, problem: str, received: str | None = None) -> LakeError:
    """The error of a lake without its live version, with the way back to the newest whole one."""
    whole = [found.version for found in versions_of(lake) if found.is_whole]
    if not whole:
        hint = "no version is whole: remove the folder and load again"
        return LakeError(problem, received=received, hint=hint)
    back = f"broadsheet rollback {whole[-1]} --lake {shlex.quote(str(lake))}"
    hint = f"the newest whole version is {whole[-1]}: {back}"
    return LakeError(problem, received=received, hint=hint)
