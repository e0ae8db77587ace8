"""New versions of a lake: written aside, committed whole, made the live one last.

One writer holds the lock at a time; the lock dies with its process. What a killed writer left, the
next one removes.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from broadsheet.errors import LakeError
from broadsheet.lake.atomic import replaced, sync
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.journal import JOURNAL
from broadsheet.lake.lease import LEASES
from broadsheet.lake.snapshot import CURRENT, RECORD, Snapshot, current_snapshot, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["commit", "moved_aside", "staging", "writing"]

_LOCK = ".lock"
_STAGING = ".staging"  # with a name of its own after it
_MADE_BY_A_LOAD = re.compile(
    rf"{CURRENT}(\.new)?|\{_LOCK}|\{_STAGING}.*|v\d{{6,}}|\.seen|loads\.jsonl"
    rf"|{re.escape(JOURNAL)}.*|{re.escape(LEASES)}|issued"
)


@contextmanager
def writing(lake: Path) -> Iterator[None]:
    """Hold the lake as its only writer, and remove what a killed writer left.

    Raises:
        LakeError: The folder is no lake, can't be written, or another load is writing to it.
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
    """A folder for a new version; removed unless it was committed.

    Its name is new each time: a stray process of a killed load can't write into another version.
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
    """Remove a version: it is moved away first, so no reader ever sees a part of it."""
    with staging(version.path.parent) as folder:
        yield version.path.rename(folder / version.version)


def commit(lake: Path, folder: Path, load: dict[str, Any]) -> Snapshot:
    """Make a staging folder a version, and then the live version.

    Args:
        lake: The lake; the caller holds it with `writing`.
        folder: The staging folder, with all its data files.
        load: The record for `load.json`.
    """
    write_missing_tables(folder)
    (folder / RECORD).write_text(json.dumps(load, indent=2) + "\n", "utf-8")
    _sync_tree(folder)
    version = lake / f"v{_next_number(lake):06d}"
    folder.rename(version)
    _make_current(lake, version.name)
    return Snapshot(version)


def _sync_tree(folder: Path) -> None:
    """Sync what was written. A file with a second link is an earlier version's, and is synced."""
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
    if foreign or not names & {_LOCK, LEASES}:
        raise LakeError(
            f"the folder {lake} is not a lake: it holds {min(foreign or names)}",
            hint="name an empty or a new folder",
        )


def _unwritable(lake: Path, error: OSError) -> LakeError:
    return LakeError(f"the lake {lake} can't be written: {error.strerror or error}")


def _next_number(lake: Path) -> int:
    return max((version.number for version in versions_of(lake)), default=0) + 1


def _clear_leftovers(lake: Path) -> None:
    """Remove what a killed writer staged, or renamed but never made current."""
    live = current_snapshot(lake)
    number = live.number if live else 0
    leftovers = [version.path for version in versions_of(lake) if version.number > number]
    for path in (*lake.glob(f"{_STAGING}*"), *leftovers):
        shutil.rmtree(path, ignore_errors=True)
