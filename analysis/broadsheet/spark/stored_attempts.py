"""Attempts through an object store, for executors that share it with the driver, and no disk.

Each attempt is uploaded into a folder of its own, below `attempts/` of the lake. The driver
downloads those whose outcomes it was given, and removes all. What a killed driver or a late
executor leaves is in no version, so `prune` removes it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from broadsheet.errors import EngineError
from broadsheet.stores.objects import Objects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["StoredAttempts", "stored_attempts_at", "upload_attempt"]


@contextmanager
def stored_attempts_at(lake: str) -> Iterator[StoredAttempts]:
    """A folder for attempts in a lake's store; removed in the end.

    Args:
        lake: The lake's address, such as `s3://bucket/news`.
    """
    attempts = StoredAttempts(f"{lake}/attempts/{uuid4().hex}")
    try:
        yield attempts
    finally:
        attempts.remove()


def upload_attempt(address: str, part: str, folder: Path) -> str:
    """Upload the files of an attempt at a batch, and return the attempt's name.

    Raises:
        StoreError: The store can't be reached.
    """
    name = f"{part}-{uuid4().hex}"
    files = folder.rglob("*.parquet")
    Objects(address).upload(
        {f"{name}/{file.relative_to(folder).as_posix()}": file for file in files}
    )
    return name


class StoredAttempts:
    """The folder for attempts of a job.

    Attributes:
        address: Its address, which executors need.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._objects = Objects(address)

    def take(self, attempt: str, staging: Path) -> None:
        """Download the files of an attempt into the staging folder.

        Raises:
            EngineError: They are gone.
            StoreError: The store can't be reached.
        """
        keys = {
            staging / each.key.removeprefix(f"{attempt}/"): each.key
            for each in self._objects.walk(attempt)
        }
        for file in keys:
            file.parent.mkdir(parents=True, exist_ok=True)
        if not self._objects.download(keys):
            problem = f"files that executors wrote to {self.address} were removed"
            raise EngineError(problem, hint="load again")

    def remove(self) -> None:
        """Remove all attempts."""
        self._objects.remove([each.key for each in self._objects.walk()])
