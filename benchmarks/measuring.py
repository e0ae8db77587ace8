"""Runs a command and measures its time and its memory."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Run", "Runs", "answer", "measure"]

_SHOWN = 4_000  # characters of what a failed command printed


@dataclass(frozen=True)
class Run:
    """One run, with the processes it waited for.

    Attributes:
        seconds: From start to exit, by the clock on the wall.
        cpu: Seconds of all its processes on a processor.
        peak: The most resident bytes of any of its processes.
    """

    seconds: float
    cpu: float
    peak: int


@dataclass
class Runs:
    """The runs of one contender on one archive."""

    name: str
    all: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> list[float]:
        """Wall seconds of each run."""
        return [run.seconds for run in self.all]

    @property
    def median(self) -> float:
        """Wall seconds in the middle."""
        return median(self.seconds)

    @property
    def cpu(self) -> float:
        """Processor seconds in the middle."""
        return median(run.cpu for run in self.all)

    @property
    def peak(self) -> int:
        """The most memory of any run, in bytes."""
        return max(run.peak for run in self.all)


def measure(
    command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None
) -> Run:
    """Run a command in a folder and measure it, with the processes it waits for.

    `variables` are added to its environment.

    `wait4` reports the largest of the process and its waited-for children. It is never less than
    this process had itself, which therefore imports nothing large.

    Raises:
        SystemExit: The command failed; the message has what it printed.
    """
    with tempfile.TemporaryFile("w+") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment() | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            _fail(command, output.read())
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def answer(command: Sequence[str], folder: Path) -> str:
    """What a command prints, unmeasured.

    Raises:
        SystemExit: The command failed; the message has what it printed.
    """
    done = subprocess.run(
        command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        _fail(command, done.stderr)
    return done.stdout


def _environment() -> dict[str, str]:
    """This process's, but that Python may keep the bytecode it compiles."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "BROADSHEET_LAKE")
    return {name: value for name, value in os.environ.items() if name not in left_out}


def _fail(command: Sequence[str], printed: str) -> None:
    raise SystemExit(f"failed: {' '.join(command)}\n{printed[-_SHOWN:]}")
