"""The git command, which only reads a repository: no checkout, no network, no password."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from broadsheet.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "ObjectTooLarge", "ObjectUnreadable", "answer_in_pieces", "ask_git", "close_readers",
    "complaint", "git_records", "read_object", "stored_bytes",
]  # fmt: skip

_SETTINGS: Final = {
    "GIT_ALLOW_PROTOCOL": "none",  # outweighs whatever the repository itself allows
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a commit is what its hash says
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_MISLEADING: Final = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
"""What would make git use another repository than the one named, as in a hook."""

_BUFFER = 1 << 18
_MOST_BORROWED = 5  # as git itself
_NOT_INSTALLED = "git is not installed"


class ObjectTooLarge(Exception):  # noqa: N818 - as below
    """An object of more bytes than were asked for.

    Args:
        size: Its size in bytes.
    """

    def __init__(self, size: int) -> None:
        super().__init__(f"{size:,} bytes")
        self.size = size


class ObjectUnreadable(Exception):  # noqa: N818 - a state of the repository, reported as a fault
    """An object that the repository lacks or that is damaged."""


def ask_git(*question: str) -> subprocess.CompletedProcess[bytes]:
    """Run a git command that only reads, such as `--git-dir=news.git rev-parse HEAD`.

    Raises:
        ArchiveError: There is no git.
    """
    try:
        return subprocess.run(
            [_command(), *question],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        hint = "install it, or give a folder of documents"
        raise ArchiveError(_NOT_INSTALLED, hint=hint) from error


def git_records(
    question: tuple[str, ...], is_enough: Callable[[int], bool]
) -> tuple[subprocess.CompletedProcess[bytes], bool]:
    """What a git command lists, each record with a NUL at its end.

    Args:
        question: The command.
        is_enough: Called with the number of records so far; git is ended where it is true.

    Returns:
        What git says, and whether it was ended.
    """
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [_command(), *question],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        pieces: list[bytes] = []
        count = 0
        while piece := process.stdout.read(_BUFFER):
            pieces.append(piece)
            count += piece.count(b"\0")
            if is_enough(count):
                process.kill()
                return subprocess.CompletedProcess(question, 0, b"".join(pieces), b""), True
        code = process.wait()
        said.seek(0)
        return subprocess.CompletedProcess(question, code, b"".join(pieces), said.read()), False


def answer_in_pieces(*question: str, stdin: bytes) -> Iterator[bytes]:
    """What a git command answers to a long text, in pieces of some 256 kB, while it goes on.

    Git ends with the iterator, whether that was read to its end or not.

    Raises:
        ArchiveError: There is no git, or it fails.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
        asked.write(stdin)
        asked.seek(0)
        with subprocess.Popen(
            [_command(), *question],
            env=_environment(),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=said,
            process_group=0,  # Ctrl-C must reach this process only
        ) as process:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            try:
                while piece := process.stdout.read(_BUFFER):
                    yield piece
                code = process.wait()
            except BaseException:
                process.kill()
                raise
        said.seek(0)
        answer = subprocess.CompletedProcess(question, code, b"", said.read())
    if answer.returncode:
        raise ArchiveError(f"git can't read the history: {complaint(answer)}")


def stored_bytes(repository: str) -> int:
    """How many bytes the objects of a repository take, those that it borrows from others too."""
    answer = ask_git(f"--git-dir={repository}", "rev-parse", "--git-path", "objects")
    waiting = [os.fsdecode(answer.stdout.removesuffix(b"\n"))]
    known: set[Path] = set()
    size = 0
    while waiting:
        objects = Path(repository, waiting.pop()).resolve()
        if objects not in known and len(known) <= _MOST_BORROWED:
            known.add(objects)
            for folder, _, names in os.walk(objects):
                size += sum(os.lstat(f"{folder}{os.sep}{name}").st_size for name in names)
            borrowed = objects / "info" / "alternates"
            if borrowed.is_file():
                lines = os.fsdecode(borrowed.read_bytes()).splitlines()
                waiting += [str(objects / line) for line in lines if line]
    return size


def complaint(answer: subprocess.CompletedProcess[bytes]) -> str:
    """Git's complaint, in one line."""
    said = answer.stderr.decode("utf-8", "backslashreplace").splitlines()
    fatal = [line for line in said if line.startswith("fatal: ")]
    return (fatal or said or ["it does not say why"])[0].removeprefix("fatal: ").strip()


def read_object(repository: str, object_id: str, most: int | None = None) -> bytes:
    """An object's bytes, from a `git cat-file` that stays open per process, thread and repository.

    Args:
        repository: The repository's own folder.
        object_id: The object.
        most: The size in bytes from which it is not kept in memory; None for any.

    Raises:
        ObjectTooLarge: It has more bytes than that.
        ObjectUnreadable: The repository lacks it, or it is damaged.
    """
    key = (os.getpid(), threading.get_ident(), repository)
    try:
        reader = _readers.get(key)
        if reader is None:
            reader = _readers[key] = _Reader(repository)
        return reader.read(object_id, most)
    except (ObjectTooLarge, ObjectUnreadable):
        raise
    except BaseException as error:
        reader = _readers.pop(key, None)
        if reader is not None:
            reader.close()
        if isinstance(error, OSError):
            raise ObjectUnreadable(error.strerror or str(error)) from error
        raise


@atexit.register
def close_readers() -> None:
    """End every `git cat-file` of this process, while nothing is being read.

    Those of a process that it was forked from stay.
    """
    for key in [key for key in _readers if key[0] == os.getpid()]:
        _readers.pop(key).close()


class _Reader:
    """A `git cat-file --batch`: a line with an object's id goes in, its header and bytes come out.

    One request at a time: pipelining them saves less than a fifth, as git itself takes most of the
    time. A reader whose answer was not taken whole must be closed, or the next would be taken for
    the rest of it.
    """

    def __init__(self, repository: str) -> None:
        self._process = subprocess.Popen(
            [_command(), f"--git-dir={repository}", "cat-file", "--batch"],
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            process_group=0,  # Ctrl-C must reach this process only
        )
        assert isinstance(self._process.stdin, io.FileIO)  # noqa: S101 - they are pipes
        assert isinstance(self._process.stdout, io.FileIO)  # noqa: S101
        self._asked = self._process.stdin
        self._answers = io.BufferedReader(self._process.stdout, _BUFFER)

    def read(self, object_id: str, most: int | None = None) -> bytes:
        """An object's bytes.

        Raises:
            ObjectTooLarge: It has more bytes than `most`; they were skipped.
            ObjectUnreadable: The repository lacks it.
            OSError: Git ended, as it does over some damaged objects.
        """
        try:
            self._asked.write(f"{object_id}\n".encode())
        except BrokenPipeError as error:
            raise OSError("git can't read its bytes") from error
        header = self._answers.readline().split()
        if len(header) == 2:
            raise ObjectUnreadable("the repository lacks its bytes")
        if len(header) == 3:
            size = int(header[2])
            if most is not None and size > most:
                self._skip(size + 1)
                raise ObjectTooLarge(size)
            data = self._answers.read(size)
            if len(data) == size and self._answers.read(1):
                return data
        raise OSError("git can't read its bytes")

    def _skip(self, size: int) -> None:
        while size > 0:
            piece = self._answers.read(min(size, _BUFFER))
            if not piece:
                raise OSError("git can't read its bytes")
            size -= len(piece)

    def close(self) -> None:
        """End git; it only reads, so killing it is safe."""
        self._process.kill()
        self._process.wait()
        self._asked.close()
        self._answers.close()


_readers: dict[tuple[int, int, str], _Reader] = {}
"""By process, thread and repository: two threads must not share a reader."""


def _command() -> str:
    """Where git is: found along PATH only, not in the working folder.

    Raises:
        FileNotFoundError: There is none.
    """
    command = shutil.which("git")
    if command is None:
        raise FileNotFoundError(2, _NOT_INSTALLED)
    return command


def _environment() -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in _MISLEADING and not name.startswith("GIT_TRACE")
    }
    return inherited | _SETTINGS
