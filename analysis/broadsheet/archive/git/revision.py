"""From a repository and a revision to the commit they name: `PATH@REVISION`."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.archive.git.archive import GitArchive
from broadsheet.archive.git.objects import ask_git, complaint
from broadsheet.archive.kind import BEFORE_FOLDERS, Kind, Source
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    import subprocess

    from broadsheet.archive.selection import Selection

__all__ = ["KIND", "is_bare_repository", "open_repository", "split_revision"]


def split_revision(source: str) -> tuple[Path, str] | None:
    """`PATH@REVISION` as path and revision; None if it is a path itself, or in no repository.

    Both may contain an `@`: the longest path that exists counts.
    """
    if os.path.lexists(source):
        return None
    at = source.rfind("@", 1)
    while at > 0:
        path, revision = Path(source[:at]), source[at + 1 :]
        if revision and _is_in_repository(path):
            return path, revision
        at = source.rfind("@", 1, at)
    return None


def is_bare_repository(path: Path) -> bool:
    """Whether a folder is a bare repository, or a `.git`."""
    try:
        return (
            (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()
        )
    except (OSError, ValueError):
        return False


def open_repository(
    name: str | None,
    path: Path,
    revision: str,
    selection: Selection,
    limits: Limits = DEFAULT_LIMITS,
) -> GitArchive:
    """A commit of the repository at a path, or only what it has in a folder of a worktree.

    Without a name it is named after the folder, without `.git`.

    Raises:
        ArchiveError: It is no repository, git won't open it, or there is no such commit or folder.
    """
    repository, folder = _found(path)
    commit = _commit(repository, revision)
    tree, committed_at = _described(repository, commit, revision)
    if folder:
        tree = _subtree(repository, commit, folder, revision)
    root = path.resolve()
    return GitArchive(
        name=name or root.name.removesuffix(".git") or root.parent.name or "archive",
        location=f"{root}@{revision}",
        selection=selection,
        repository=repository,
        revision=revision,
        commit=commit,
        tree=tree,
        folder=folder,
        committed_at=committed_at,
        limits=limits,
    )


def _is_in_repository(path: Path) -> bool:
    if not os.path.isdir(path):  # noqa: PTH112 - false for a name that can't be
        return False
    root = path.resolve()
    return is_bare_repository(root) or any(
        (folder / ".git").exists() for folder in (root, *root.parents)
    )


def _found(path: Path) -> tuple[str, str]:
    """A repository's own folder, and the folder within its worktree; empty for the whole.

    Later questions name the first, so that git looks for it, and at its owner, only once.
    """
    place = ("-C", str(path))
    answer = ask_git(*place, "rev-parse", "--absolute-git-dir")
    if answer.returncode:
        raise _unopened(path, complaint(answer))
    repository = os.fsdecode(answer.stdout.removesuffix(b"\n"))
    answer = ask_git(*place, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    inside, _, folder = answer.stdout.removesuffix(b"\n").partition(b"\n")
    if inside != b"true" and path.resolve() != Path(repository).resolve():
        raise ArchiveError("a folder that is git's own, of no commit", received=str(path))
    return repository, os.fsdecode(folder.removesuffix(b"/"))


def _unopened(path: Path, reason: str) -> ArchiveError:
    """Why git does not open a repository, with git's own fix where there is one."""
    if "dubious ownership" in reason:
        trust = f"git config --global --add safe.directory {shlex.quote(str(path.resolve()))}"
        problem = "git reads no repository that belongs to another user"
        return ArchiveError(problem, received=str(path), hint=f"if you trust it: {trust}")
    if "not a git repository" in reason:
        hint = "give a repository, or a folder of its worktree, as PATH@REVISION"
        return ArchiveError("no git repository", received=str(path), hint=hint)
    return ArchiveError(f"git can't open the repository: {reason}", received=str(path))


def _ask(repository: str, *question: str) -> subprocess.CompletedProcess[bytes]:
    return ask_git(f"--git-dir={repository}", *question)


def _commit(repository: str, revision: str) -> str:
    """The full hash of the commit that a revision names."""
    commit = ""
    if "\0" not in revision:
        question = f"{revision}^{{commit}}"
        answer = _ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", question)
        commit = answer.stdout.decode().strip()
    if commit.isalnum():
        return commit
    answer = _ask(
        repository,
        "for-each-ref",
        "--count=1000",
        "--format=%(refname:short)",
        "refs/heads",
        "refs/tags",
    )
    names = answer.stdout.decode("utf-8", "backslashreplace").splitlines()
    if not names and revision in {"HEAD", "@"}:
        raise ArchiveError("the repository has no commits", received=_shown(repository))
    raise ArchiveError("no such revision", received=revision, valid=names)


def _described(repository: str, commit: str, revision: str) -> tuple[str, str]:
    """A commit's tree, and when it was made."""
    answer = _ask(repository, "cat-file", "commit", commit)
    lines = answer.stdout.partition(b"\n\n")[0].decode("utf-8", "replace").split("\n")
    if answer.returncode or not lines[0].startswith("tree "):
        raise ArchiveError(f"git can't read the commit: {complaint(answer)}", received=revision)
    moment = ""
    for line in lines:
        if line.startswith("committer "):
            moment = _moment(line.rpartition(">")[2])
    return lines[0].removeprefix("tree "), moment


def _moment(written: str) -> str:
    """A commit's date, seconds since 1970 and a time zone, as ISO 8601 in UTC; empty if faulty."""
    try:
        return datetime.fromtimestamp(int(written.split(maxsplit=1)[0]), UTC).isoformat()
    except (IndexError, OverflowError, OSError, ValueError):
        return ""


def _subtree(repository: str, commit: str, folder: str, revision: str) -> str:
    """The id of a folder's tree at a commit."""
    answer = _ask(repository, "ls-tree", "-d", "-z", "--full-tree", commit, "--", folder)
    mode, _, tree = answer.stdout.partition(b"\t")[0].decode().partition(" tree ")
    if mode != "040000":
        raise ArchiveError(f"no folder {folder} at that commit", received=revision)
    return tree


def _shown(repository: str) -> str:
    return repository.removesuffix(f"{os.sep}.git")


def _claim(source: Source) -> int:
    """A commit that is named as `PATH@REVISION`, or a bare repository, which is a folder too."""
    is_git = split_revision(source.place) or is_bare_repository(source.path)
    return BEFORE_FOLDERS if is_git else 0


def _open(source: Source) -> GitArchive:
    path, revision = split_revision(source.place) or (source.path, "HEAD")
    return open_repository(source.name, path, revision, source.selection, source.limits)


KIND = Kind(_claim, _open, ("REPOSITORY@REVISION",))
