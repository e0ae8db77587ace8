"""New versions of a lake: written aside, committed whole, made the live one last.

One writer holds the lock at a time; the lock dies with its process. What a killed writer left, the
next one removes: its staging folder, and a version that is still pending. No version that was live
once is removed here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import sys
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from broadsheet.errors import LakeError
from broadsheet.lake.atomic import TEMPORARY, remove_leftovers, replaced, sync
from broadsheet.lake.current import LINK, link_current
from broadsheet.lake.journal import JOURNAL
from broadsheet.lake.lease import LEASES
from broadsheet.lake.names import link_file
from broadsheet.lake.snapshot import (
    CURRENT,
    PENDING,
    RECORD,
    Snapshot,
    current_snapshot,
    pending_version,
    version_named,
    versions_of,
)
from broadsheet.lake.sql_text import refuse_pattern
from broadsheet.lake.stored import STORE, stored_lake
from broadsheet.lake.verification import recorded_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "SEEN",
    "commit",
    "install",
    "moved_aside",
    "next_version",
    "roll_back",
    "staging",
    "writing",
]

SEEN = ".seen"
"""The folder of the cache of file stamps, beside the versions."""

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_LOCK = ".lock"
_SYNCED_AT_ONCE = 8
_STAGING = ".staging"  # with a name of its own after it
_MADE_BY_A_LOAD = re.compile(
    rf"{CURRENT}(\.new)?|{re.escape(TEMPORARY)}.*|\{_LOCK}|\{_STAGING}.*|v\d{{6,}}|\{SEEN}"
    rf"|loads\.jsonl|catalog\.(duckdb|sql)|{LINK}"
    rf"|{re.escape(JOURNAL)}.*|{re.escape(LEASES)}|issued|{re.escape(STORE)}"
)


@contextmanager
def writing(lake: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold the lake as its only writer, and remove what a killed writer left.

    Args:
        lake: The lake.
        wait: Seconds to wait for another writer.

    Raises:
        LakeError: The folder is no lake, has lost its live version, can't be written, or another
            load is writing to it.
    """
    refuse_pattern(lake)
    with _locked(lake, wait):
        current_snapshot(lake)  # a lake that has lost its live version is not a new lake
        try:
            _clear_leftovers(lake)
        except OSError as error:
            raise _unwritable(lake, error) from error
        yield


@contextmanager
def _locked(lake: Path, wait: float = 0) -> Iterator[None]:
    """Hold the lake as its only writer."""
    lock = FileLock(lake / _LOCK, timeout=wait)
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
        load: The record for `load.json`, to which the sizes and hashes of the files are added.

    Raises:
        LakeError: The lake mirrors one in an object store, which can't be reached or has a version
            of this name already.
    """
    from broadsheet.lake.data_files import write_missing_tables

    write_missing_tables(folder)
    before = current_snapshot(lake)
    files = recorded_files(folder, before)
    (folder / RECORD).write_text(json.dumps({**load, "files": files}, indent=2) + "\n", "utf-8")
    version = next_version(lake)
    if stored := stored_lake(lake):
        stored.publish(folder, version, files, (before.files if before else None) or {})
    return install(lake, folder, version)


def install(lake: Path, folder: Path, version: str, *, live: bool = True) -> Snapshot:
    """Give a staging folder the name of a version.

    Args:
        lake: The lake; the caller holds it with `writing`.
        folder: The staging folder, with all data files and the record.
        version: The version's name.
        live: Whether it becomes the live one.
    """
    _make_read_only(folder)
    _sync_tree(folder)
    if live:
        _announce(lake, version)
    folder.rename(lake / version)
    if live:
        _make_current(lake)
        link_current(Snapshot(lake / version))
    return Snapshot(lake / version)


def next_version(lake: Path) -> str:
    """The name that a version will have if it is committed now; the caller holds the lake."""
    newest = max((version.number for version in versions_of(lake)), default=0)
    return f"v{newest + 1:06d}"


def roll_back(lake: Path, version: str) -> Snapshot:
    """Make a version the live one again. Versions are kept, those that are newer too.

    It is the way back for a lake whose CURRENT is lost or damaged, or whose live version is. In an
    object store versions only follow each other: there a new one gets the files of the old.

    Returns:
        The live version.

    Raises:
        LakeError: There is no lake, it lacks that version, the version is not whole, or another
            load is writing to it.
    """
    version_named(lake, version)
    with _locked(lake):
        snapshot = version_named(lake, version)
        if damage := snapshot.damage:
            whole = [found.version for found in versions_of(lake) if found.damage is None]
            problem = f"not a whole version: {damage}"
            raise LakeError(problem, received=version, valid=reversed(whole))
        if stored_lake(lake):
            return _commit_again(lake, snapshot)
        try:
            with replaced(lake / CURRENT, durable=True) as new:
                new.write_text(f"{version}\n", "ascii")
            link_current(snapshot)
        except OSError as error:
            raise _unwritable(lake, error) from error
    return snapshot


def _commit_again(lake: Path, snapshot: Snapshot) -> Snapshot:
    """Commit a new version with the files of an earlier one."""
    with staging(lake) as folder:
        for name in snapshot.files or {}:
            link_file(snapshot.path / name, folder / name)
        return commit(lake, folder, snapshot.load)


def _make_read_only(folder: Path) -> None:
    """Make what was written read-only. A file with a second link is an earlier version's, and is.

    Folders stay as they are, so that a lake can be removed like any other folder. On Windows files
    stay writable, since a read-only file can't be removed there.
    """
    if sys.platform == "win32":
        return
    for path in folder.rglob("*"):
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_WRITABLE)


def _sync_tree(folder: Path) -> None:
    """Sync what was written. A file with a second link is an earlier version's, and is synced.

    The disk is waited for in several threads: it writes several files at a time.
    """
    from concurrent.futures import ThreadPoolExecutor

    found = [(path, path.stat()) for path in (folder, *folder.rglob("*"))]
    written = [path for path, each in found if stat.S_ISDIR(each.st_mode) or each.st_nlink == 1]
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        list(threads.map(sync, written))


def _announce(lake: Path, version: str) -> None:
    """Write which version is about to become the live one."""
    (lake / PENDING).unlink(missing_ok=True)
    (lake / PENDING).write_text(f"{version}\n", "ascii")
    sync(lake / PENDING)
    sync(lake)


def _make_current(lake: Path) -> None:
    """Make the version that was announced the live one."""
    sync(lake)
    (lake / PENDING).replace(lake / CURRENT)
    sync(lake)


def _check_is_lake(lake: Path) -> None:
    if not lake.exists():
        return
    if not lake.is_dir():
        raise LakeError("a lake is a folder", received=str(lake))
    names = {path.name for path in lake.iterdir()}
    if CURRENT in names or not names:
        return
    foreign = {name for name in names if not _MADE_BY_A_LOAD.fullmatch(name)}
    if foreign or not names & {_LOCK, LEASES, STORE}:
        raise LakeError(
            f"the folder {lake} is not a lake: it holds {min(foreign or names)}",
            hint="name an empty or a new folder",
        )


def _unwritable(lake: Path, error: OSError) -> LakeError:
    return LakeError(f"the lake {lake} can't be written: {error.strerror or error}")


def _clear_leftovers(lake: Path) -> None:
    """Remove what a killed writer staged, or named but never made current."""
    pending = pending_version(lake)
    leftovers = list(lake.glob(f"{_STAGING}*"))
    if pending is not None and pending != _live_version(lake):
        leftovers.append(lake / pending)
    for path in leftovers:
        shutil.rmtree(path, ignore_errors=True)
    if os.path.lexists(lake / PENDING):
        (lake / PENDING).unlink()
    remove_leftovers(lake)
    remove_leftovers(lake / SEEN)


def _live_version(lake: Path) -> str | None:
    live = current_snapshot(lake)
    return live.version if live else None
