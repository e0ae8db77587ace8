"""A lake in an object store: its versions, and how a version gets there.

    s3://bucket/news/versions/v000012.json                             a version: its `load.json`
    s3://bucket/news/articles/published_month=2021-03/<SHA-256>.parquet    a data file

A data file has its hash for a name, so all versions that hold it share it, and what a dead writer
left is taken up or removed later. A version is there once its record is. A record is created, never
replaced: of two writers of `v000012` one alone succeeds, and the other has written nothing that
anyone reads. The live version is the one with the highest number.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from broadsheet.errors import LakeError
from broadsheet.lake.snapshot import RECORD, number_of
from broadsheet.stores.objects import Objects

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["STORE", "Files", "StoredLake", "key_of", "note_address", "shown_lake", "stored_lake"]

STORE = ".store"
"""The file in a mirror that names the lake's address."""

Files = dict[str, tuple[int, str]]
"""The size and the SHA-256 hash of each data file, by its path in the version."""

_VERSIONS = "versions"
_VERSION = re.compile(rf"{_VERSIONS}/(v\d{{6,}})\.json")
_FOLDER = r"(?!\.)[\w.=-]+/"
_FILE = re.compile(rf"(?:{_FOLDER})+(?!\.)[\w.=-]+\.parquet", re.ASCII)
"""The path of a data file in a version, which leads nowhere else."""
_HASH = re.compile(r"[0-9a-f]{64}")
_UNNAMED_FOR = timedelta(days=3)
"""How long `prune` leaves files that no record names: a load may be about to name them."""


def key_of(name: str, digest: str) -> str:
    """The key of a data file.

    Args:
        name: Its path in the version.
        digest: Its SHA-256 hash.
    """
    return str(PurePosixPath(name).with_name(f"{digest}.parquet"))


def stored_lake(lake: Path) -> StoredLake | None:
    """The lake in an object store that a folder mirrors; None for a lake of its own."""
    try:
        return StoredLake((lake / STORE).read_text("utf-8").strip())
    except (FileNotFoundError, NotADirectoryError):
        return None


def shown_lake(lake: Path) -> str:
    """Where a lake is, for users: the address of one that a folder mirrors, else the folder."""
    stored = stored_lake(lake)
    return stored.address if stored else str(lake)


def note_address(mirror: Path, address: str) -> None:
    """Make a folder a mirror of the lake at an address."""
    mirror.mkdir(parents=True, exist_ok=True)
    (mirror / STORE).write_text(f"{address}\n", "utf-8")


class StoredLake:
    """A lake in an object store.

    Attributes:
        address: Such as `s3://bucket/news/lake`.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._objects = Objects(address)

    def versions(self) -> list[str]:
        """The names of all versions, oldest first."""
        found = map(_VERSION.fullmatch, (each.key for each in self._objects.walk(_VERSIONS)))
        return sorted((each[1] for each in found if each), key=number_of)

    def record(self, version: str) -> bytes | None:
        """The record of a version; None where there is no such version."""
        return self._objects.read(_key_of_record(version))

    def files_in(self, record: bytes, version: str) -> Files:
        """The data files of a version, by its record.

        Whoever can write to the store writes records, so a path in one is not trusted.

        Raises:
            LakeError: The record is damaged, or names a file that is none of a version.
        """
        try:
            files = json.loads(record)["files"]
            found = {name: (int(size), digest) for name, (size, digest) in files.items()}
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._damaged(version) from error
        for name, (_, digest) in found.items():
            if not (_FILE.fullmatch(name) and _HASH.fullmatch(str(digest))):
                raise self._damaged(version, f"it names the file {name!r}")
        return found

    def _damaged(self, version: str, reason: str = "it can't be read") -> LakeError:
        problem = f"the record {self.address}/{_key_of_record(version)} is damaged: {reason}"
        hint = "remove that record, and let only those who load write to the store"
        return LakeError(problem, hint=hint)

    def publish(self, folder: Path, version: str, files: Files, before: Files) -> None:
        """Make a staged version one of the store.

        A file that the version before has is there. All others are written, also those that
        a dead writer may have left: what was just written is not removed by `prune`.

        Args:
            folder: The staging folder, with the record.
            version: The name of the new version.
            files: The size and the hash of each data file, by its path in the version.
            before: Those of the version that it builds on.

        Raises:
            LakeError: Another load has made this version meanwhile.
            StoreError: The store can't be reached.
        """
        there = {key_of(name, digest) for name, (_, digest) in before.items()}
        wanted = {key_of(name, digest): folder / name for name, (_, digest) in files.items()}
        new = {key: file for key, file in wanted.items() if key not in there}
        self._objects.upload(new)
        record = (folder / RECORD).read_bytes()
        key = _key_of_record(version)
        # A repeated request may find what its first attempt created.
        if not self._objects.create(key, record) and self._objects.read(key) != record:
            problem = f"another load has made {version} of {self.address} meanwhile"
            raise LakeError(problem, hint="nothing was changed; load again")

    def fetch(self, files: Mapping[Path, tuple[str, str]]) -> bool:
        """Write data files into new files.

        Args:
            files: For each new file the path in its version, and the hash.

        Returns:
            Whether all of them are there; if not, they were pruned meanwhile.
        """
        return self._objects.download({target: key_of(*each) for target, each in files.items()})

    def prune(self, keep: int, older_than: timedelta | None) -> list[str]:
        """Remove old versions, and data files that no version has.

        Records go first, so no reader opens a version that lacks a file. One who has begun to
        fetch it opens the live version instead.

        Args:
            keep: How many of the newest versions to keep.
            older_than: The age from which on others are removed; any age where None.

        Returns:
            The versions that were removed, the newest first.
        """
        now = datetime.now(UTC)
        written_at = {each.key: each.written_at for each in self._objects.walk()}
        versions = [match[1] for key in written_at if (match := _VERSION.fullmatch(key))]
        versions.sort(key=number_of, reverse=True)
        old = [
            each
            for each in versions[keep:]
            if older_than is None or now - written_at[_key_of_record(each)] > older_than
        ]
        self._objects.remove([_key_of_record(each) for each in old])
        named = {_key_of_record(each) for each in versions}
        for version in versions:
            if version not in old:
                named |= {key_of(*each) for each in self._files(version)}
        self._objects.remove(
            [
                key
                for key, moment in written_at.items()
                if key not in named and now - moment > _UNNAMED_FOR
            ]
        )
        return old

    def _files(self, version: str) -> list[tuple[str, str]]:
        """The path and the hash of each data file of a version."""
        record = self.record(version)
        files = self.files_in(record, version) if record is not None else {}
        return [(name, digest) for name, (_, digest) in files.items()]


def _key_of_record(version: str) -> str:
    return f"{_VERSIONS}/{version}.json"
