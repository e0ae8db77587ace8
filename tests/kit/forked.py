"""Work in a child process that is quick to start, and may be killed."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path


def start(work: Callable[[], object], log: Path) -> int:
    """Start work in a process of its own group; what it raises is written to a file."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setpgid(0, 0)
        work()
        code = 0
    except BaseException:
        with log.open("a") as file:
            file.write(traceback.format_exc())
    finally:
        os._exit(code)


def is_done(pid: int) -> bool:
    """Wait for a process; return whether it was not killed."""
    _, status = os.waitpid(pid, 0)
    return os.WIFEXITED(status)


def kill_after(pid: int, seconds: float) -> bool:
    """Kill a process that is not done after this time; return whether it was killed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, _ = os.waitpid(pid, os.WNOHANG)
        if found:
            return False
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    return not is_done(pid)
