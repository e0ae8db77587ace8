"""The versions of a lake: which exist, which are being read, and which can be removed.

A reader holds its version by a shared lock on `load.json`, which ends with the connection or the
process. Where the system has no such locks, readers are not seen.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import LakeError
from broadsheet.lake.commit import moved_aside, writing
from broadsheet.lake.snapshot import RECORD, Snapshot, open_snapshot, versions_of
from broadsheet.lake.stored import stored_lake

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Pruned", "held_snapshot", "hold", "list_versions", "prune", "remove_unread"]

_TRIES = 100


class Pruned(NamedTuple):
    """What became of the versions of a lake, by name.

    Attributes:
        removed: Those that were removed.
        held: Those that were kept since they are being read.
        newer: Those that were kept since they are newer than the live one.
    """

    removed: list[str]
    held: list[str]
    newer: list[str]


def hold(snapshot: Snapshot) -> Callable[[], None] | None:
    """Hold a version, so that `prune` keeps it.

    Returns:
        A function that releases it; None where `prune` has removed the version.
    """
    record = snapshot.path / RECORD
    if sys.platform == "win32":
        return (lambda: None) if record.exists() else None
    try:
        handle = os.open(record, os.O_RDONLY)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_SH)  # waits for `prune`, which removes a version at once
    if not _is_file(record, handle):
        os.close(handle)
        return None
    return lambda: os.close(handle)


def held_snapshot(lake: Path, as_of: str | None = None) -> tuple[Snapshot, Callable[[], None]]:
    """The live version of a lake, or the one named by `as_of`, held as `hold` does.

    Where `prune` removes the live version at this moment, the one that took its place is held.

    Raises:
        LakeError: There is no lake, or it lacks that version.
    """
    for _ in range(_TRIES):
        snapshot = open_snapshot(lake, as_of)
        if release := hold(snapshot):
            return snapshot, release
    raise LakeError(f"the versions of {lake} change too fast to open one", hint="try again")


def _is_file(path: Path, handle: int) -> bool:
    """Whether a path still names an open file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


def list_versions(lake: Path) -> list[Snapshot]:
    """The versions of a lake, newest first. After a rollback the first is not the live one.

    Raises:
        LakeError: There is no lake.
    """
    open_snapshot(lake)
    return versions_of(lake)[::-1]


def prune(lake: Path, keep: int, older_than: timedelta | None = None) -> Pruned:
    """Remove old versions; never one that is being read, or newer than the live one.

    Of a lake in an object store, they are removed there, and from the mirror.

    Args:
        lake: The lake.
        keep: How many of the newest versions to keep, the live one among them.
        older_than: The age from which on others are removed, by when they were loaded; any age
            where None.

    Raises:
        LakeError: `keep` is not positive, there is no lake, or it is being written.
    """
    if keep < 1:
        raise LakeError("the live version is always kept", received=keep, hint="keep 1 or more")
    open_snapshot(lake)
    pruned = Pruned([], [], [])
    with writing(lake):
        live = open_snapshot(lake)
        versions = list_versions(lake)
        newer = [version for version in versions if version.number > live.number]
        pruned.newer.extend(version.version for version in newer)
        others = versions[len(newer) + keep :]
        old = [each for each in others if older_than is None or _is_older(each, older_than)]
        removed, held = remove_unread(old)
        stored = stored_lake(lake)
        pruned.removed.extend(stored.prune(keep, older_than) if stored else removed)
        pruned.held.extend(held)
    return pruned


def remove_unread(versions: Iterable[Snapshot]) -> tuple[list[str], list[str]]:
    """Remove versions, unless they are being read; the caller holds the lake.

    Returns:
        The names of those that were removed, and of those that were not.
    """
    removed, held = [], []
    for version in versions:
        with _unread(version) as is_unread:
            if is_unread:
                with moved_aside(version):
                    removed.append(version.version)
            else:
                held.append(version.version)
    return removed, held


def _is_older(version: Snapshot, age: timedelta) -> bool:
    """Whether a version was loaded longer ago; so was one whose record can't be read."""
    try:
        loaded_at = datetime.fromisoformat(version.load["loaded_at"])
    except (LakeError, ValueError):
        return True
    return datetime.now(UTC) - loaded_at > age


@contextmanager
def _unread(version: Snapshot) -> Iterator[bool]:
    """Whether no reader holds a version; while the block runs none can begin to."""
    if sys.platform == "win32":
        yield True
        return
    try:
        record = (version.path / RECORD).open("rb")
    except OSError:
        yield True  # a version without its record, which nobody can open
        return
    with record:
        try:
            fcntl.flock(record, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError:
            pass  # no locks on this disk
        yield True
