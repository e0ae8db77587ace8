"""The versions of a lake: which exist, which are being read, and which can be removed.

A reader holds its version by a shared lock on `load.json`, which ends with the connection or the
process. Where the system has no such locks, readers are not seen.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from broadsheet.errors import LakeError
from broadsheet.lake.commit import moved_aside, writing
from broadsheet.lake.snapshot import RECORD, Snapshot, open_snapshot, versions_of

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Pruned", "hold", "list_versions", "prune"]


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


def hold(snapshot: Snapshot) -> Callable[[], None]:
    """Hold a version, so that `prune` keeps it; call the function returned to release it."""
    if sys.platform == "win32":
        return lambda: None
    try:
        handle = os.open(snapshot.path / RECORD, os.O_RDONLY)
    except OSError:
        return lambda: None
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return lambda: os.close(handle)


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
            if _is_read(version):
                pruned.held.append(version.version)
            else:
                with moved_aside(version):
                    pruned.removed.append(version.version)
    return pruned


def _is_read(version: Snapshot) -> bool:
    """Whether a reader holds a version."""
    if sys.platform == "win32":
        return False
    try:
        with (version.path / RECORD).open("rb") as record:
            fcntl.flock(record, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
