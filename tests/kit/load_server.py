"""A process that loads archives in child processes, and kills them where an attempt says.

It imports everything beforehand: a load costs no more than a fork. It reads an `Attempt` as a line
of JSON, and answers with a line when no process of that load is left:

    {"ended": "done", "result": "v000002", "steps": ["mkdir .", ...], "seconds": 0.05, "strays": 0}

`ended` is `done`, `killed`, or the name of an error; `result` is the version or the error's text.

A step is a call that changes the disk, or a file that is half written. The kind of a step is the
call, and the file's place in the lake without the names of versions, months and archives.
"""

from __future__ import annotations

import ctypes
import fcntl
import io
import json
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
import pandas as pd
import pyarrow.pandas_compat
import pyarrow.parquet as pq

from broadsheet.loading import new_version
from broadsheet.loading.loader import load

_IMPORTED = (
    duckdb,
    pd,
    pyarrow.pandas_compat,
    new_version,
)  # what each load would import when it needs it
_SUBREAPER = 36  # from <linux/prctl.h>
_PATIENCE = 120.0
_NAMES = tuple(
    (re.compile(pattern), name)
    for pattern, name in {
        r"\.staging[^/]*": "STAGING",
        r"\.broadsheet-[^/]*": "FRESH",
        r"v\d{6,}": "VERSION",
        r"/published_month=[^/]*": "",
        r"[^/]*\.parquet": "*.parquet",
        r"(STAGING|VERSION)/\w+(/|$)": r"\1/TABLE\2",
    }.items()
)
_CALLS = ("rename", "replace", "fsync", "link", "mkdir", "unlink", "rmdir")


@dataclass(frozen=True)
class Attempt:
    """A load, and how it fails.

    Attributes:
        source: The archive.
        lake: The lake.
        workers: Processes to parse in, however small the archive is.
        step: The step at which the load is killed, counted from 0 over all of its processes.
        kind: The kind of the steps that `step` counts; None counts steps of all kinds.
        after: Seconds after which it is killed.
        file_size: How large a file it can write.
        worker: Whether the process that reaches the step is killed, even if that is only one of
            the workers.
        batch: How many bytes of documents a batch holds.
    """

    source: str
    lake: str
    workers: int = 2
    step: int | None = None
    kind: str | None = None
    after: float | None = None
    file_size: int | None = None
    worker: bool = False
    batch: int = 2_000


class Steps:
    """Notes a load's steps, and kills the load at one of them.

    Made in the load's own process, for it and for those that it forks.

    Args:
        attempt: The load.
        notes: The file for the steps, which all processes append to, a line each.
    """

    def __init__(self, attempt: Attempt, notes: int) -> None:
        self._attempt = attempt
        self._notes = notes
        self._lake = str(Path(attempt.lake).resolve())
        self._main = os.getpid()
        self._one_by_one = Lock()  # files are synced in several threads

    def take(self, call: str, path: object, torn: Callable[[], object] = lambda: None) -> None:
        """Take a step; at the one to be killed at, tear the file and kill the load."""
        kind = f"{call} {self._place(path)}"
        with self._one_by_one:
            before = noted(self._notes)
            os.write(self._notes, f"{kind}\n".encode())
        counted = before if self._attempt.kind is None else [one for one in before if one == kind]
        if self._attempt.kind in {None, kind} and len(counted) == self._attempt.step:
            torn()
            os.kill(os.getpid() if self._attempt.worker else self._main, signal.SIGKILL)
            time.sleep(_PATIENCE)  # a worker does no more steps: it ends with its parent

    def _place(self, path: object) -> str:
        """A path below the lake without the names that differ between versions and processes."""
        named = Path(f"/proc/self/fd/{path}").readlink() if isinstance(path, int) else path
        place = str(named).removeprefix(self._lake).lstrip("/")
        for pattern, name in _NAMES:
            place = pattern.sub(name, place)
        return place or "."

    def watch(self) -> None:
        """Make every call that changes the disk a step, and every torn file another."""
        for name in _CALLS:
            setattr(os, name, self._watched(name, getattr(os, name)))
        write_table, write_text = pq.write_table, Path.write_text

        def write_parquet(table: Any, file: Path, **options: Any) -> None:  # noqa: ANN401
            self.take("write", file)
            write_table(table, file, **options)
            self.take("tear", file, lambda: os.truncate(file, file.stat().st_size // 2))

        def write(file: Path, text: str, *options: Any) -> None:  # noqa: ANN401
            self.take("write", file)
            self.take("tear", file, lambda: write_text(file, text[: len(text) // 2], *options))
            write_text(file, text, *options)

        pq.write_table = write_parquet
        Path.write_text = write  # type: ignore[assignment, method-assign]

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call
            self.take(name, given[-1] if name == "link" else given[0])
            return call(*given, **named)

        return step


def noted(notes: int) -> list[str]:
    """The kinds of the steps so far, in their order."""
    return os.pread(notes, os.fstat(notes).st_size, 0).decode().splitlines()


def run(attempt: Attempt, notes: int, answer: int) -> None:
    """Load, and write how that ended to a pipe."""
    reading = sys.modules["broadsheet.loading.reading"]
    sizes = {"_SMALLEST_FOR_WORKERS": 0, "_SMALLEST_BATCH": 1, "_LARGEST_BATCH": attempt.batch}
    for name, size in sizes.items():
        assert hasattr(reading, name)
        setattr(reading, name, size)
    Steps(attempt, notes).watch()
    if attempt.file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (attempt.file_size, attempt.file_size))
    try:
        done = load([attempt.source], attempt.lake, workers=attempt.workers)
        result = {"ended": "done", "result": done.version}
    except BaseException as error:  # the answer names whatever error it is
        result = {"ended": type(error).__name__, "result": str(error)}
    os.write(answer, json.dumps(result).encode())


def serve(attempt: Attempt) -> dict[str, Any]:
    """Make an attempt, and return how it ended."""
    notes = os.memfd_create("steps")
    fcntl.fcntl(notes, fcntl.F_SETFL, os.O_APPEND)
    answers, answer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(answers)
        code = 1
        try:
            run(attempt, notes, answer)
            code = 0
        finally:
            os._exit(code)
    os.close(answer)
    if attempt.after is not None:
        with suppress(ProcessLookupError):
            time.sleep(attempt.after)
            os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    strays = _reap()
    with io.FileIO(answers) as pipe:
        said = pipe.readall() or b'{"ended": "killed", "result": ""}'
    seconds, steps = time.monotonic() - began, noted(notes)
    os.close(notes)
    return {**json.loads(said), "steps": steps, "seconds": seconds, "strays": strays}


def _reap() -> int:
    """Wait until all processes that the load has left are gone; how many had to be killed."""
    until = time.monotonic() + _PATIENCE / 2
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.001)
        except ChildProcessError:
            return 0
    strays = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    for stray in strays:
        os.kill(int(stray), signal.SIGKILL)
        os.waitpid(int(stray), 0)
    return len(strays)


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    for line in sys.stdin:
        print(json.dumps(serve(Attempt(**json.loads(line)))), flush=True)  # noqa: T201
