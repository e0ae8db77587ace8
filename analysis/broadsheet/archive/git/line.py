"""The line of history of a revision: its commits along first parents, and what each changed.

Plumbing alone: `rev-list` lists the commits, `diff-tree` compares each with its first parent, so a
merge is one change that brings in what was merged. Settings of the user or the repository have no
say in either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from broadsheet.archive.allowance import Allowance
from broadsheet.archive.entry import path_text
from broadsheet.archive.git.objects import (
    answer_in_pieces,
    ask_git,
    complaint,
    git_records,
    stored_bytes,
)
from broadsheet.archive.tree import tidy
from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from broadsheet.archive.git.archive import GitArchive

__all__ = ["Commit", "PathChange", "changes_along", "files_at", "line_of"]

_FILES: Final = (b"100644", b"100755", b"100664")
_LONGEST_PATH = 4096
_USES_OF_A_FILE = 100
"""How often a commit may move the same files: a folder's name alone is a few bytes."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the line.

    Attributes:
        commit: Its full hash.
        parent: The hash of its first parent; empty where it has none, or none that is here.
        is_cut: Whether it has parents that the repository lacks, as at the end of a shallow clone.
        committed_at: When it was made, in UTC; None where it does not say.
        authored_at: When its change was written, in UTC; None where it does not say.
    """

    commit: str
    parent: str
    is_cut: bool
    committed_at: datetime | None
    authored_at: datetime | None


@dataclass(frozen=True, slots=True)
class PathChange:
    """A file that a commit changed.

    Attributes:
        path: Its path within the archive.
        blob: The id of its bytes after the commit; None where it is gone.
    """

    path: str
    blob: str | None


def line_of(archive: GitArchive) -> list[Commit]:
    """The commits from the first to the archive's own, along first parents.

    Raises:
        ArchiveError: Git can't list them.
    """
    answer = ask_git(
        f"--git-dir={archive.repository}",
        "rev-list",
        "--first-parent",
        "--reverse",
        "--no-commit-header",
        "--format=%H %P%x09%ct %at",
        archive.commit,
    )
    if answer.returncode:
        problem = f"git can't list the commits: {complaint(answer)}"
        raise ArchiveError(problem, received=archive.location)
    found: list[Commit] = []
    for line in answer.stdout.decode("ascii", "replace").splitlines():
        names, _, times = line.partition("\t")
        commit, *parents = names.split()
        committed, _, authored = times.partition(" ")
        parent = parents[0] if parents else ""
        if found and found[-1].commit == parent:
            parent = found[-1].commit  # one text for both, of what may be a hundred thousand
        found.append(Commit(commit, parent, False, _moment(committed), _moment(authored)))
    return _with_cut(archive, found)


def files_at(archive: GitArchive, commit: Commit) -> list[PathChange]:
    """All files at a commit.

    Raises:
        ArchiveError: Git can't list them, or they are far more than the repository has bytes for.
    """
    git_dir = f"--git-dir={archive.repository}"
    empty = ask_git(git_dir, "hash-object", "-t", "tree", "--stdin")  # stdin is empty too
    question = (*_comparing(archive), empty.stdout.decode().strip(), commit.commit)
    most = 2 * Allowance.most_files(stored_bytes(archive.repository))
    answer, is_cut = git_records(question, lambda records: records > most)
    if answer.returncode:
        raise ArchiveError(f"git can't list the documents: {complaint(answer)}")
    if is_cut:
        raise _too_many(archive)
    return list(_changes(iter(answer.stdout.split(b"\0")[:-1])))


def changes_along(
    archive: GitArchive, commits: Sequence[Commit]
) -> Iterator[tuple[Commit, list[PathChange]]]:
    """Each of these commits that changed files, with what it changed since its first parent.

    Raises:
        ArchiveError: Git can't compare them, or they change far more files than the repository has
            bytes for.
    """
    pairs = b"".join(f"{each.commit} {each.parent}\n".encode() for each in commits)
    by_hash = {each.commit: each for each in commits}
    most = _USES_OF_A_FILE * (Allowance.most_files(stored_bytes(archive.repository)) + len(commits))
    question = (*_comparing(archive), "--stdin")
    fields = _fields(answer_in_pieces(*question, stdin=pairs))
    commit: Commit | None = None
    changed: list[PathChange] = []
    seen = 0
    for field in fields:
        if not field.startswith(b":"):
            if commit is not None:
                yield commit, changed
            commit, changed = by_hash[field.decode()], []
            continue
        seen += 1
        if seen > most:
            raise _too_many(archive)
        changed += _changes(iter((field, next(fields, b""))))
    if commit is not None:
        yield commit, changed


def _comparing(archive: GitArchive) -> tuple[str, ...]:
    """The command that compares two trees, within the archive's folder."""
    relative = (f"--relative={archive.folder}/",) if archive.folder else ()
    git_dir = f"--git-dir={archive.repository}"
    return (git_dir, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", *relative)


def _fields(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The fields of an answer in which each has a NUL at its end."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole


def _changes(fields: Iterator[bytes]) -> Iterator[PathChange]:
    """The files of raw records: modes, ids and letter; then the path.

    Links and submodules are no files. A name that no checkout can have is left out.
    """
    for about, path in zip(fields, fields, strict=False):
        before, after, _, blob, _ = about[1:].split()
        if (before not in _FILES and after not in _FILES) or not _is_possible(path):
            continue
        yield PathChange(path_text(path), blob.decode() if after in _FILES else None)


def _is_possible(path: bytes) -> bool:
    return 0 < len(path) <= _LONGEST_PATH and tidy(path) == path


def _with_cut(archive: GitArchive, line: list[Commit]) -> list[Commit]:
    """The line, whose first commit is cut where the commit itself names a parent."""
    first = line[0]
    answer = ask_git(f"--git-dir={archive.repository}", "cat-file", "commit", first.commit)
    header = answer.stdout.partition(b"\n\n")[0]
    is_cut = b"\nparent " in header
    cut = Commit(first.commit, "", is_cut, first.committed_at, first.authored_at)
    return [cut, *line[1:]]


def _moment(seconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _too_many(archive: GitArchive) -> ArchiveError:
    problem = "the commits change far more files than the repository has bytes for"
    return ArchiveError(problem, received=archive.location)
