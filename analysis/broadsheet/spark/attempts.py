"""Attempts on a shared disk: each at a batch has a folder, and the driver takes one of them.

A cluster may do a task twice: after a failure, or because the first attempt is slow. Two attempts
never write into one folder, and files reach the staging folder only from the attempt whose outcome
the driver was given. What others wrote is removed with the folder, or by the next load where the
driver was killed.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["SharedAttempts", "attempts_at", "begin_attempt", "remove_if_late"]

_AWAITED = "awaited"
"""The file beside the attempts that is gone once nobody waits for them."""


@contextmanager
def attempts_at(staging: Path) -> Iterator[SharedAttempts]:
    """A folder for attempts, beside the staging folder; removed in the end.

    Its name begins like the staging folder's, so the next load removes what a killed driver left.
    """
    folder = _attempts_of(staging)
    folder.mkdir()
    (folder / _AWAITED).touch()
    try:
        yield SharedAttempts(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def begin_attempt(staging: Path, part: str) -> Path:
    """A new folder for an attempt at a batch.

    Raises:
        OSError: The folder for attempts is absent: the load has ended, or this machine does not
            have the lake.
    """
    folder = _attempts_of(staging) / f"{part}-{uuid4().hex}"
    folder.mkdir()
    return folder


def remove_if_late(staging: Path) -> bool:
    """Remove what an attempt wrote after its load had ended; whether it had.

    Writing a file makes the folders above it, so an executor that lags behind may bring back the
    folder for attempts after it was removed.
    """
    folder = _attempts_of(staging)
    if (folder / _AWAITED).exists():
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


@dataclass(frozen=True)
class SharedAttempts:
    """The folder for attempts of a job.

    Attributes:
        folder: It, beside the staging folder.
        address: Empty: executors find it beside the staging folder of their batch.
    """

    folder: Path
    address: str = ""

    def take(self, attempt: str, staging: Path) -> None:
        """Move the files of an attempt into the staging folder. They are renamed, not copied."""
        for file in (self.folder / attempt).rglob("*.parquet"):
            target = staging / file.relative_to(self.folder / attempt)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.rename(target)


def _attempts_of(staging: Path) -> Path:
    return staging.with_name(f"{staging.name}-attempts")
