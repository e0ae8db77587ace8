"""Watching files: run something again whenever one of them changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["run_on_change"]

_INTERVAL = 0.3  # seconds; looking at a dozen files this often costs nothing

_Stamp = tuple[int, int] | None
"""A file's time of change, in nanoseconds, and its size; None where it is missing."""


def run_on_change(run: Callable[[], None], files: Callable[[], Iterable[Path]]) -> NoReturn:
    """Run something, and again after each change of a file, until interrupted.

    Args:
        run: What to run.
        files: Returns the files to watch. It is called before each run, since a run may follow a
            change of what the files include. A change during a run causes the next one.
    """
    while True:
        stamps = _stamps(files())
        run()
        while _stamps(stamps) == stamps:
            time.sleep(_INTERVAL)


def _stamps(files: Iterable[Path]) -> dict[Path, _Stamp]:
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> _Stamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
