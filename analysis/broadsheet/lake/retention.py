"""The versions of a lake: which exist, which are being read, and which can be removed.

A reader holds its version by a shared lock on `load.json`, which ends with the connection or the
process. Where the system has no such locks, readers are not seen.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from broadsheet.errors import LakeError
from broadsheet.lake.commit import moved_aside, writing
from broadsheet.lake.snapshot import RECORD, Snapshot, open_snapshot, versions_of

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["Pruned", "hold", "list_versions", "prune"]

Pruned = tuple[list[str], list[str]]
"""The versions that were removed, and those that were kept since they are being read."""


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
    """The versions of a lake, newest first; the first is the live one.

    Raises:
        LakeError: There is no lake.
    """
    live = open_snapshot(lake)
    return [version for version in reversed(versions_of(lake)) if version.number <= live.number]


def prune(lake: Path, keep: int) -> Pruned:
    """Remove all but the newest versions, and never one that is being read.

    Args:
        lake: The lake.
        keep: How many versions to keep, the live one among them.

    Raises:
        LakeError: `keep` is not positive, there is no lake, or it is being written.
    """
    if keep < 1:
        raise LakeError("the live version is always kept", received=keep, hint="keep 1 or more")
    open_snapshot(lake)
    removed, held = [], []
    with writing(lake):
        for version in list_versions(lake)[keep:]:
            if _is_read(version):
                held.append(version.version)
            else:
                with moved_aside(version):
                    removed.append(version.version)
    return removed, held


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
