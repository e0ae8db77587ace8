"""Versions of a lake: written aside, committed whole, never changed.

    lake/CURRENT              the live version's name, replaced last
    lake/v000012/TABLE/…      plain Parquet, one folder a table
    lake/v000012/load.json    what was loaded

A reader that has resolved CURRENT sees one whole version for as long as it likes. One writer holds
the lock at a time; the lock dies with its process. What a killed writer left, the next removes.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import uuid
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from broadsheet.errors import LakeError
from broadsheet.lake.atomic import replaced, sync
from broadsheet.lake.data_files import write_missing_tables, write_part
from broadsheet.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = [
    "CURRENT",
    "RECORD",
    "Snapshot",
    "commit",
    "current_snapshot",
    "moved_aside",
    "open_snapshot",
    "staging",
    "versions_of",
    "write_snapshot",
    "writing",
]

CURRENT = "CURRENT"
RECORD = "load.json"
"""What a version tells of itself, written last."""
_LOCK = ".lock"
_STAGING = ".staging"  # with a name of its own after it
_VERSION = re.compile(r"v\d{6,}")
_MADE_BY_A_LOAD = re.compile(
    rf"{CURRENT}(\.new)?|\{_LOCK}|\{_STAGING}.*|v\d{{6,}}|\.seen|loads\.jsonl"
)


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
        """What `load.json` tells: archives, counts, time and version of the tool."""
        try:
            loaded: dict[str, Any] = json.loads((self.path / RECORD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise LakeError(f"{self.path / RECORD} can't be read: {error}") from error
        return loaded

    def read(self, table: str) -> pa.Table:
        """A table with the columns of its `row_schema`; one that the version lacks is null."""
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


@contextmanager
def writing(lake: Path) -> Iterator[None]:
    """Hold the lake as its only writer, and clear what a killed writer left.

    Raises:
        LakeError: The folder is something else than a lake, can't be written, or another load is
            writing to it.
    """
    lock = FileLock(lake / _LOCK, timeout=0)
    try:
        _check_is_lake(lake)
        lake.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        hint = "wait until it is done"
        raise LakeError(f"another load is writing to {lake}", hint=hint) from None
    except OSError as error:
        raise _unwritable(lake, error) from error
    try:
        _clear_leftovers(lake)
        yield
    finally:
        lock.release()


@contextmanager
def staging(lake: Path) -> Iterator[Path]:
    """A folder for a version in the making; removed unless it was committed.

    Its name is new each time, so that a stray process of a killed load can't write into another.
    """
    folder = lake / f"{_STAGING}-{uuid.uuid4().hex}"
    try:
        folder.mkdir()
        yield folder
    except OSError as error:
        raise _unwritable(lake, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def moved_aside(version: Snapshot) -> Iterator[Path]:
    """A version that is to be removed, out of the way first, so that none is ever seen in part."""
    with staging(version.path.parent) as folder:
        yield version.path.rename(folder / version.version)


def commit(lake: Path, folder: Path, load: dict[str, Any]) -> Snapshot:
    """Make a version of a staging folder, and make it the live one, last.

    Args:
        lake: The lake; the caller holds it with `writing`.
        folder: The staging folder, with all its parts.
        load: What `load.json` shall tell.
    """
    write_missing_tables(folder)
    (folder / RECORD).write_text(json.dumps(load, indent=2) + "\n", "utf-8")
    _sync_tree(folder)
    version = lake / f"v{_next_number(lake):06d}"
    folder.rename(version)
    _make_current(lake, version.name)
    return Snapshot(version)


def write_snapshot(lake: Path, tables: Mapping[str, pa.Table], load: dict[str, Any]) -> Snapshot:
    """Write a version of tables at hand, in one part.

    Raises:
        LakeError: The lake can't be written, for want of room or of permission.
    """
    with staging(lake) as folder:
        write_part(folder, "part", tables)
        return commit(lake, folder, load)


def _sync_tree(folder: Path) -> None:
    """Sync what was written; files of an earlier version, which have another link, are synced."""
    for path in (folder, *folder.rglob("*")):
        found = path.stat()
        if stat.S_ISDIR(found.st_mode) or found.st_nlink == 1:
            sync(path)


def _make_current(lake: Path, version: str) -> None:
    with replaced(lake / CURRENT, durable=True) as new:
        new.write_text(f"{version}\n", "ascii")


def _check_is_lake(lake: Path) -> None:
    if not lake.exists():
        return
    if not lake.is_dir():
        raise LakeError("a lake is a folder", received=str(lake))
    names = {path.name for path in lake.iterdir()}
    if CURRENT in names or not names:
        return
    foreign = {name for name in names if not _MADE_BY_A_LOAD.fullmatch(name)}
    if foreign or _LOCK not in names:
        raise LakeError(
            f"the folder {lake} is not a lake: it holds {min(foreign or names)}",
            hint="name an empty or a new folder",
        )


def _unwritable(lake: Path, error: OSError) -> LakeError:
    return LakeError(f"the lake {lake} can't be written: {error.strerror or error}")


def versions_of(lake: Path) -> list[Snapshot]:
    """Every version directory, oldest first, committed or not."""
    found = [Snapshot(path) for path in lake.iterdir() if _VERSION.fullmatch(path.name)]
    return sorted(found, key=lambda version: version.number)


def _next_number(lake: Path) -> int:
    return max((version.number for version in versions_of(lake)), default=0) + 1


def _clear_leftovers(lake: Path) -> None:
    """Remove what was staged, or renamed but never made current, when a writer was killed."""
    live = current_snapshot(lake)
    number = live.number if live else 0
    leftovers = [version.path for version in versions_of(lake) if version.number > number]
    for path in (*lake.glob(f"{_STAGING}*"), *leftovers):
        shutil.rmtree(path, ignore_errors=True)
