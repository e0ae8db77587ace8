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
import os
import re
import shlex
from functools import cached_property
from typing import TYPE_CHECKING, Any

from broadsheet.errors import LakeError
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

__all__ = [
    "CURRENT",
    "PENDING",
    "RECORD",
    "Snapshot",
    "current_snapshot",
    "names_version",
    "number_of",
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
_RECORDED = {"archives", "loaded_at", "rows", "tool"}
_HEALING = "load its archives again with --full, or go back: broadsheet verify shows to what"
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
        self.number = number_of(self.version)

    @cached_property
    def load(self) -> dict[str, Any]:
        """The record in `load.json`: archives, counts, time, version of the tool, files.

        Raises:
            LakeError: It can't be read, or lacks what every load records.
        """
        try:
            loaded: dict[str, Any] = json.loads((self.path / RECORD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise LakeError(f"{self.path / RECORD} can't be read: {error}") from error
        if not isinstance(loaded, dict) or not loaded.keys() >= _RECORDED:
            problem = f"{self.path / RECORD} is damaged"
            raise LakeError(problem, hint="see which versions are whole: broadsheet verify")
        return loaded

    @property
    def files(self) -> dict[str, tuple[int, str]] | None:
        """The size and the SHA-256 hash of each data file, by its path in the version.

        None for a version of an earlier broadsheet, which did not record them.
        """
        found: dict[str, tuple[int, str]] | None = self.load.get("files")
        return found

    @property
    def damage(self) -> str | None:
        """What is wrong with its record and files, by names and sizes; None where nothing is."""
        try:
            files, tables = self.files, self.load["rows"]
        except LakeError as error:
            return str(error)
        if files is None:
            missing = (self.path / name for name in tables if not (self.path / name).is_dir())
            return next((f"{folder} is missing" for folder in missing), None)
        return next(filter(None, map(self.problem_of, files)), None)

    def problem_of(self, name: str) -> str | None:
        """What is wrong with a recorded file, by its size; None where nothing is."""
        size, _ = (self.files or {})[name]
        path = f"{self.path}{os.sep}{name}"
        try:
            found = os.stat(path).st_size  # noqa: PTH116 - a third of Path's time
        except OSError as error:
            return f"{path} can't be read: {error.strerror or error}"
        return None if found == size else f"{path} is damaged: {found:,} bytes of {size:,}"

    def check(self) -> None:
        """Check the names and sizes of its files.

        Raises:
            LakeError: A file is missing or of another size.
        """
        if damage := self.damage:
            raise LakeError(damage, hint=_HEALING)

    def read(self, table: str) -> pa.Table:
        """A table with the columns of its `row_schema`; a column that the version lacks is null.

        Raises:
            LakeError: A file of the version is missing or of another size.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.check()
        schema = TABLES[table].row_schema
        rows = pq.read_table(self.path / table, partitioning="hive")
        for column in schema:
            if column.name not in rows.column_names:
                rows = rows.append_column(column, pa.nulls(rows.num_rows, column.type))
        return rows.select(schema.names).cast(schema)


def number_of(version: str) -> int:
    """The number of a version: 12 of `v000012`."""
    return int(version.removeprefix("v"))


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


def names_version(text: str) -> bool:
    """Whether a text has the form of a version's name, such as `v000012`."""
    return bool(_VERSION.fullmatch(text))


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
        if not lake.is_dir() or not versions_of(lake):
            return None
        if (lake / CURRENT).exists():  # the first version became the live one meanwhile
            return current_snapshot(lake)
        raise _lost(lake, f"{lake / CURRENT} is missing") from None
    except OSError as error:
        raise LakeError(f"the lake {lake} can't be read: {error.strerror or error}") from error
    if not _VERSION.fullmatch(version) or not (lake / version / RECORD).is_file():
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
    whole = [found.version for found in versions_of(lake) if found.damage is None]
    if not whole:
        hint = "no version is whole: remove the folder and load again"
        return LakeError(problem, received=received, hint=hint)
    back = f"broadsheet rollback {whole[-1]} --lake {shlex.quote(str(lake))}"
    hint = f"whole versions: {', '.join(reversed(whole))}; go back to the newest: {back}"
    return LakeError(problem, received=received, hint=hint)
