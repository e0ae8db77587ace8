"""What the workers of a session share: a file or folder that the first of them to need it makes."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

__all__ = ["made_once"]


def made_once(
    factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]
) -> Path:
    """A file or folder of a name that is made once in a session, whichever worker comes first.

    Args:
        factory: The session's temporary folders.
        worker: The worker's name; `master` where there is one process.
        name: The name, the same in all workers.
        make: Makes it at a path.
    """
    base = factory.getbasetemp()
    place = base if worker == "master" else base.parent
    made = place / name
    with (place / f"{name}.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            make(made)
            lock.write("made")
    return made
