"""Measures loads of archives that broadsheet has loaded before."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from archives import edit
from measuring import Runs, answer
from racing import load, rows

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["again_from_folder", "again_from_git"]

_FIRST = "first load"
_UNCHANGED = "again, nothing changed"
_SCORES = "again, ten scores changed"
_ADDRESSES = "again, ten new addresses"

_EDITED = (
    "select count(*), count_if(quality >= 1000), count_if(original_url like '%/changed-%')"
    " from articles"
)


def again_from_folder(archive: Path, rounds: int, folder: Path) -> list[Runs]:
    """Load a copy of an archive, then every round as it is, and with ten documents changed.

    Ten other scores leave items and stories where they are; ten new addresses make others.

    Raises:
        SystemExit: A load failed, or the lake does not hold what the archive does.
    """
    copy, lake = folder / "edited", folder / "lake"
    for old in (copy, lake):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(archive, copy)
    first, same, scores, addresses = map(Runs, (_FIRST, _UNCHANGED, _SCORES, _ADDRESSES))
    _add(first, str(copy), lake)
    documents = _documents(archive)
    for turn in range(rounds):
        _add(same, str(copy), lake)
        edit(copy, "scores", 10, turn)
        _add(scores, str(copy), lake)
        edit(copy, "addresses", 10, turn)
        _add(addresses, str(copy), lake)
        found = rows(lake, _EDITED)
        if found != (documents, 10 * (turn + 1), 10 * (turn + 1)):
            raise SystemExit(f"round {turn}: {found} articles, changed scores and addresses")
    for old in (copy, lake):
        shutil.rmtree(old)
    return [first, same, scores, addresses]


def again_from_git(archive: Path, rounds: int, folder: Path) -> list[Runs]:
    """Load an archive from a git repository, then every round again with no new commit.

    Raises:
        SystemExit: A load failed, or the lake does not hold what the archive does.
    """
    lake = folder / "lake"
    shutil.rmtree(lake, ignore_errors=True)
    repository = _repository(archive, folder)
    first, same = Runs(_FIRST), Runs(_UNCHANGED)
    source = f"{repository}@HEAD"
    _add(first, source, lake)
    for _ in range(rounds):
        _add(same, source, lake)
    found = rows(lake, _EDITED)
    if found != (_documents(archive), 0, 0):
        raise SystemExit(f"git: {found} articles, changed scores and addresses")
    shutil.rmtree(lake)
    return [first, same]


def _repository(archive: Path, folder: Path) -> Path:
    """A bare repository in which an archive is committed, packed as a clone would be."""
    repository = folder / f"{archive.name}.git"
    done = repository / "packed"
    if not done.exists():
        shutil.rmtree(repository, ignore_errors=True)
        answer(["git", "init", "--quiet", "--bare", str(repository)], folder)
        settings = ("user.name=nobody", "user.email=nobody@example.org", "maintenance.auto=false")
        git = ["git", *(word for setting in settings for word in ("-c", setting))]
        git.extend([f"--git-dir={repository}", f"--work-tree={archive}"])
        answer([*git, "add", "--all"], archive)
        answer([*git, "commit", "--quiet", "--message=All documents"], archive)
        answer([*git, "gc", "--quiet"], archive)
        done.touch()
    return repository


def _documents(archive: Path) -> int:
    return sum(1 for _ in archive.rglob("*.md"))


def _add(runs: Runs, archive: str, lake: Path) -> None:
    runs.all.append(load(archive, lake))
    print(f"  {runs.name:28} {runs.all[-1].seconds:8.2f} s", flush=True)
