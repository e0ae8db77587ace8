"""The file or folder of an export: checked before, written aside, and renamed into place."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from secrets import token_hex
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from broadsheet.errors import BroadsheetError
from broadsheet.lake.atomic import TEMPORARY
from broadsheet.lake.snapshot import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["NOTES_FILE", "check_target", "placed"]

NOTES_FILE = "export.json"
"""The notes in a folder, by which a folder is known to be an export."""
_ASIDE = ".new"
_LOCK = ".lock"


def check_target(target: Path, lake: Path, *, overwrite: bool) -> None:
    """Refuse a target that is in a lake or around it, or that exists.

    Raises:
        BroadsheetError: It is so. With `overwrite`, an existing file is replaced, and a folder is
            where it is an export: no other folder is ever removed.
    """
    place = target.resolve()
    if any((folder / CURRENT).is_file() for folder in (place, *place.parents)):
        raise BroadsheetError("an export can't be in a lake", received=str(target))
    if lake.resolve().is_relative_to(place):
        raise BroadsheetError("an export can't replace a folder of the lake", received=str(target))
    if not place.parent.is_dir():
        raise BroadsheetError("no such folder", received=str(target.parent), hint="make it first")
    if not target.exists():
        return
    if target.is_dir() and not (target / NOTES_FILE).is_file():
        problem = f"{target} is a folder, and no export of broadsheet"
        raise BroadsheetError(problem, hint="name a new one")
    if not overwrite:
        raise BroadsheetError(f"{target} exists", hint="replace it with --overwrite")


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """A path to write to, as a file or a folder; when the block ends, it takes the target's place.

    It is beside the target, in a folder that is removed at the end, whatever happens. What a killed
    export has left there is removed before. A folder can't replace another in one step: for a
    moment between two renames there is none.
    """
    _remove_leftovers(target.parent)
    aside = target.with_name(f"{TEMPORARY}{token_hex(8)}{_ASIDE}")
    lock = aside.with_suffix(_LOCK)
    with FileLock(lock):  # before there is a folder: no other export takes it for left over
        try:
            aside.mkdir()
            new = aside / target.name
            yield new
            if target.is_dir():
                _replace_folder(target, new, aside / "old")
            else:
                new.replace(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            lock.unlink(missing_ok=True)


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed exports have left in a folder: the lock of each is free."""
    for lock in folder.glob(f"{TEMPORARY}*{_LOCK}"):
        try:
            with FileLock(lock, timeout=0):
                shutil.rmtree(lock.with_suffix(_ASIDE), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except Timeout:
            continue  # that export is running


def _replace_folder(target: Path, new: Path, old: Path) -> None:
    """Rename a folder away and the new one into its place, or the old one back."""
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
