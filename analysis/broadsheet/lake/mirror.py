"""Mirrors: lakes in object stores, as folders of this machine.

A mirror is a lake like any other, so whatever reads or writes lakes does so through it. It has the
versions that this machine has read or made. When it is opened, it fetches the files of the live
version that it lacks. A commit to it is one to the store.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from typing import TYPE_CHECKING

from broadsheet.errors import LakeError
from broadsheet.lake.commit import install, staging, writing
from broadsheet.lake.names import link_file
from broadsheet.lake.retention import remove_unread
from broadsheet.lake.snapshot import RECORD, current_snapshot, number_of, versions_of
from broadsheet.lake.stored import StoredLake, note_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["mirror_of"]

_PATIENCE = 600.0
"""Seconds to wait for another process that fetches files, or loads into the lake."""
_KEPT = 3
"""Versions that a mirror keeps. The store has the others."""
_TRIES = 5
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


def mirror_of(address: str, as_of: str | None = None) -> Path:
    """The mirror of a lake in an object store, up to date.

    Args:
        address: Such as `s3://bucket/news/lake`.
        as_of: A version that the mirror is to have besides the live one.

    Raises:
        StoreError: The store can't be reached.
        LakeError: It holds no lake that can be read.
    """
    folder = _folder_of(address)
    note_address(folder, address)
    _Mirror(folder, StoredLake(address)).refresh(as_of)
    return folder


def _folder_of(address: str) -> Path:
    from platformdirs import user_cache_path

    words = _OTHER_SIGNS.sub("-", address.partition("://")[2].lower())[:60].strip("-")
    digest = blake2b(address.encode(), digest_size=6).hexdigest()
    return user_cache_path("broadsheet") / "lakes" / f"{words}-{digest}"


@dataclass(frozen=True)
class _Mirror:
    """A folder, and the lake in an object store that it mirrors."""

    folder: Path
    stored: StoredLake

    def refresh(self, as_of: str | None) -> None:
        """Let the folder have the live version, and that of `as_of` if there is one."""
        for _ in range(_TRIES):
            versions = self.stored.versions()
            newest = versions[-1] if versions else None
            self._refuse_another(newest)
            wanted = {each for each in (newest, as_of) if each in versions}
            if all(map(self._has, wanted)) or self._fetch_all(wanted, newest):
                return
        problem = f"the versions of {self.stored.address} change too fast to open one"
        raise LakeError(problem, hint="try again")

    def _refuse_another(self, newest: str | None) -> None:
        """Refuse a store that lacks what it had: versions only ever follow each other."""
        live = current_snapshot(self.folder)
        if live and (newest is None or live.number > number_of(newest)):
            raise self._is_another(f"its newest version is {newest}, and it had {live.version}")

    def _is_another(self, reason: str) -> LakeError:
        hint = f"if that is right, remove the mirror: rm -r {shlex.quote(str(self.folder))}"
        return LakeError(f"{self.stored.address} has another lake now: {reason}", hint=hint)

    def _has(self, version: str) -> bool:
        """Whether the folder has a version, the same as the store."""
        try:
            here = (self.folder / version / RECORD).read_bytes()
        except FileNotFoundError:
            return False
        if self.stored.record(version) not in {here, None}:
            raise self._is_another(f"its {version} is not what it was")
        return True

    def _fetch_all(self, wanted: Iterable[str], newest: str | None) -> bool:
        """Fetch versions; False where one was pruned meanwhile."""
        with writing(self.folder, wait=_PATIENCE):
            for version in wanted:
                if not self._has(version) and not self._fetch(version, live=version == newest):
                    return False
            older = versions_of(self.folder)[:-_KEPT]
            remove_unread(each for each in older if each.version not in wanted)
        return True

    def _fetch(self, version: str, *, live: bool) -> bool:
        record = self.stored.record(version)
        if record is None:
            return False
        files = self.stored.files_in(record, version)
        before = current_snapshot(self.folder)
        known = (before.files if before else None) or {}
        with staging(self.folder) as folder:
            lacking = {}
            for name, (size, digest) in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                if before and tuple(known.get(name, ())) == (size, digest):
                    link_file(before.path / name, folder / name)
                else:
                    lacking[folder / name] = (name, digest)
            if not self.stored.fetch(lacking):
                return False
            for target, (name, digest) in lacking.items():
                self._refuse_damage(target, name, digest)
            (folder / RECORD).write_bytes(record)
            install(self.folder, folder, version, live=live)
        return True

    def _refuse_damage(self, target: Path, name: str, digest: str) -> None:
        with target.open("rb") as stream:
            if file_digest(stream, "sha256").hexdigest() != digest:
                problem = f"{self.stored.address} is damaged: {name} has another hash"
                raise LakeError(problem, hint="load its archives again with --full")
