"""A process that loads archives in processes of its own, and kills them as it is told.

It has imported everything beforehand, so that a load costs no more than a fork. It reads an
`Attempt` as a line of JSON, and answers with a line when nothing of that load is left running:

    {"ended": "done", "told": "v000002", "steps": 84, "seconds": 0.05, "strays": 0}

`ended` is `done`, `killed`, or the name of an error; `told` is the version or the error's text.
"""

from __future__ import annotations

import ctypes
import io
import json
import mmap
import os
import resource
import signal
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd  # what Arrow would import in every load
import pyarrow.parquet as pq

from broadsheet.loading.loader import load

_SUBREAPER = 36  # from <linux/prctl.h>
_PATIENCE = 30.0
_CALLS = ("rename", "replace", "fsync", "link", "mkdir", "unlink", "rmdir")


@dataclass(frozen=True)
class Attempt:
    """A load, and how it is to fail.

    Attributes:
        source: The archive.
        lake: The lake.
        workers: Processes to parse in, however small the archive is.
        step: The step at which the load is killed, counted from 0 over all of its processes.
        after: Seconds after which it is killed.
        file_size: How large a file it can write.
        worker: Whether it is the process that came to the step that is killed, even if it is but
            one of the workers.
        batch: How many bytes of documents a batch holds.
    """

    source: str
    lake: str
    workers: int = 2
    step: int | None = None
    after: float | None = None
    file_size: int | None = None
    worker: bool = False
    batch: int = 2_000


class Steps:
    """Counts steps that change the disk, and kills the load that comes to a certain one."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._counter = mmap.mmap(-1, 4)  # shared with processes forked from this one
        self._main = os.getpid()

    @property
    def count(self) -> int:
        """The steps so far."""
        count: int = struct.unpack("i", self._counter[:])[0]
        return count

    def take(self, torn: Callable[[], object] = lambda: None) -> None:
        """Take a step, unless it is the one to be killed at, which leaves what it tore."""
        count = self.count
        self._counter[:] = struct.pack("i", count + 1)
        if count == self._attempt.step:
            torn()
            os.kill(os.getpid() if self._attempt.worker else self._main, signal.SIGKILL)
            time.sleep(_PATIENCE)  # a worker goes on as if nothing were

    def watch(self) -> None:
        """Make every call that changes the disk a step, and every torn file another."""
        for name in _CALLS:
            setattr(os, name, self._watched(getattr(os, name)))
        write_table, write_text = pq.write_table, Path.write_text

        def write_parquet(table: Any, file: Path, **options: Any) -> None:  # noqa: ANN401
            self.take()
            write_table(table, file, **options)
            self.take(lambda: os.truncate(file, file.stat().st_size // 2))

        def write(file: Path, text: str, *options: Any) -> None:  # noqa: ANN401
            self.take()
            self.take(lambda: write_text(file, text[: len(text) // 2], *options))
            write_text(file, text, *options)

        pq.write_table = write_parquet
        Path.write_text = write  # type: ignore[assignment, method-assign]

    def _watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as the call
            self.take()
            return call(*given, **named)

        return step


def run(attempt: Attempt, steps: Steps, answer: int) -> None:
    """Load, and write what came of it to a pipe."""
    steps._main = os.getpid()
    reading = sys.modules["broadsheet.loading.reading"]
    sizes = {"_SMALLEST_FOR_WORKERS": 0, "_SMALLEST_BATCH": 1, "_LARGEST_BATCH": attempt.batch}
    for name, size in sizes.items():
        assert hasattr(reading, name)
        setattr(reading, name, size)
    steps.watch()
    if attempt.file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (attempt.file_size, attempt.file_size))
    try:
        done = load([attempt.source], attempt.lake, workers=attempt.workers)
        told = {"ended": "done", "told": done.version}
    except BaseException as error:  # whatever it is, it is told
        told = {"ended": type(error).__name__, "told": str(error)}
    os.write(answer, json.dumps(told).encode())


def serve(attempt: Attempt) -> dict[str, Any]:
    """Make an attempt; what came of it."""
    steps = Steps(attempt)
    answers, answer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(answers)
        code = 1
        try:
            run(attempt, steps, answer)
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
        said = pipe.readall() or b'{"ended": "killed", "told": ""}'
    seconds = time.monotonic() - began
    return {**json.loads(said), "steps": steps.count, "seconds": seconds, "strays": strays}


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
    assert pd is not None
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    for line in sys.stdin:
        print(json.dumps(serve(Attempt(**json.loads(line)))), flush=True)  # noqa: T201
