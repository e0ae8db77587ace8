"""Leases: what one process alone may do at a time, such as one issue of a report.

A lease is a lock on a file, which the system takes back when its process ends, however it ends. So
work that was begun and whose lease is free has died, and can be taken over at once.
"""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LEASES", "is_held", "lease"]

LEASES = ".leases"
"""The folder of the files, in the lake's."""


@contextmanager
def lease(lake: Path, name: str, *, wait: float = 0) -> Iterator[bool]:
    """Hold the lease of a name while the block runs; False where another process holds it.

    Args:
        lake: The lake's folder.
        name: The lease.
        wait: Seconds to wait for another process to release it.

    Raises:
        LakeError: The lake can't be written.
    """
    lock = FileLock(_file(lake, name), timeout=wait)
    try:
        (lake / LEASES).mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        problem = f"the lake {lake} can't be written: {error.strerror or error}"
        raise LakeError(problem) from error
    try:
        yield True
    finally:
        lock.release()


def is_held(lake: Path, name: str) -> bool:
    """Whether a process holds the lease of a name."""
    file = _file(lake, name)
    if not file.exists():
        return False
    try:
        with FileLock(file, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False  # a lake that can't be written has no runner


def _file(lake: Path, name: str) -> Path:
    return lake / LEASES / f"{blake2b(name.encode(), digest_size=12).hexdigest()}.lock"
