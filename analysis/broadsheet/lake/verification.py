"""The data files of a version as its record has them: their sizes and SHA-256 hashes.

Names and sizes are compared whenever a version is opened, which takes a millisecond. Hashes are
compared by `verify`, which reads every file.
"""

from __future__ import annotations

import os
from hashlib import file_digest
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["damaged_files", "recorded_files", "state_of"]

_THREADS = 4
_Recorded = tuple[int, str]
_Given = TypeVar("_Given")
_Found = TypeVar("_Found")


def recorded_files(folder: Path, before: Snapshot | None) -> dict[str, _Recorded]:
    """The size and the hash of each data file of a new version, by its path in the version.

    Args:
        folder: The staging folder, with all data files.
        before: The last version. A file that is a link to one of its files has the same hash.
    """
    known = _hashes_by_number(before) if before else {}
    paths = sorted(folder.rglob("*.parquet"))
    sizes = [path.stat() for path in paths]

    def digest(place: int) -> str:
        found = sizes[place]
        return known.get((found.st_dev, found.st_ino)) or _hash_of(paths[place])

    hashes = _in_threads(digest, range(len(paths)))
    return {
        path.relative_to(folder).as_posix(): (found.st_size, each)
        for path, found, each in zip(paths, sizes, hashes, strict=True)
    }


def damaged_files(snapshot: Snapshot) -> dict[str, str]:
    """The data files of a version that are not what was written, each with what is wrong.

    A version of an earlier broadsheet has no hashes; of its files only the record is compared.
    """
    recorded = snapshot.files or {}

    def problem(name: str) -> str | None:
        return snapshot.problem_of(name) or _changed(snapshot.path / name, recorded[name])

    problems = dict(zip(recorded, _in_threads(problem, list(recorded)), strict=True))
    return {name: found for name, found in problems.items() if found}


def state_of(snapshot: Snapshot) -> dict[str, Any]:
    """What `verify` finds of a version: `whole`, `damaged` or `unknown`, and the first problem."""
    files: Mapping[str, _Recorded] = {}
    problem = snapshot.damage
    state = "damaged"
    if problem is None and snapshot.files is None:
        state = "unknown"
    elif problem is None:
        files = snapshot.files or {}
        problem = next(iter(damaged_files(snapshot).values()), None)
        state = "damaged" if problem else "whole"
    return {
        "version": snapshot.version,
        "state": state,
        "files": len(files),
        "bytes": sum(size for size, _ in files.values()),
        "problem": problem,
    }


def _changed(file: Path, recorded: _Recorded) -> str | None:
    try:
        return None if _hash_of(file) == recorded[1] else f"{file} is damaged: its hash is wrong"
    except OSError as error:
        return f"{file} can't be read: {error.strerror or error}"


def _hashes_by_number(before: Snapshot) -> Mapping[tuple[int, int], str]:
    """The hashes of a version's files by device and number; of a file that is gone none."""
    found = {}
    for name, (size, digest) in (before.files or {}).items():
        try:
            state = os.stat(before.path / name)  # noqa: PTH116 - a third of Path's time
        except OSError:
            continue
        if state.st_size == size:
            found[state.st_dev, state.st_ino] = digest
    return found


def _hash_of(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _in_threads(work: Callable[[_Given], _Found], given: Sequence[_Given]) -> list[_Found]:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_THREADS) as threads:
        return list(threads.map(work, given))
