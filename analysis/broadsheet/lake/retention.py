"""The versions of a lake: which exist, which are being read, and which can be removed.

A reader holds its version by a shared lock on `load.json`, which ends with the connection or the
process. Where the system has no such locks, readers are not seen.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import LakeError
from broadsheet.lake.commit import moved_aside, writing
from broadsheet.lake.snapshot import RECORD, Snapshot, open_snapshot, versions_of

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Pruned", "held_snapshot", "hold", "list_versions", "prune"]

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


def prune(lake: Path, keep: int) -> Pruned:
    """Remove all but the newest versions; never one that is being read, or newer than the live one.

    Args:
        lake: The lake.
        keep: How many versions to keep, the live one among them.

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
        for version in versions[len(newer) + keep :]:
            with _unread(version) as is_unread:
                if is_unread:
                    with moved_aside(version):
                        pruned.removed.append(version.version)
                else:
                    pruned.held.append(version.version)
    return pruned


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
