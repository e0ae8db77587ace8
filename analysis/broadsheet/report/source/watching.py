"""Waiting for files to change."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["State", "state_of", "wait_for_change"]

_INTERVAL = 0.3  # seconds; a look at a dozen files costs nothing, and misses no change in between

State = dict["Path", tuple[int, int] | None]
"""Files with the time of their last change and their size; None where one is missing."""


def state_of(files: Iterable[Path]) -> State:
    """The state that files are in."""
    return {file: _mark(file) for file in files}


def wait_for_change(state: State) -> None:
    """Wait until files are in another state than they were in."""
    while state_of(state) == state:
        time.sleep(_INTERVAL)


def _mark(file: Path) -> tuple[int, int] | None:
    try:
        known = file.stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_size
