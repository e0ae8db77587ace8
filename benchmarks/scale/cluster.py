"""Loads an archive on Sail, a server of Spark Connect that runs on this machine."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from environment import BROADSHEET, PYTHON
from measuring import Run, measure

__all__ = ["load_on_sail"]

_WORKERS = "2"


def load_on_sail(folder: Path) -> tuple[Run, Run]:
    """Load `archive` into the lake `on-sail`: what the driver took, and what the server did."""
    began = time.perf_counter()
    server = subprocess.Popen(
        [PYTHON, str(Path(__file__).with_name("serve_sail.py"))],
        env=os.environ | {"RUST_LOG": "error"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if server.stdin is None or server.stdout is None:
        raise SystemExit("Sail has no pipes")
    remote = f"sc://127.0.0.1:{server.stdout.readline().strip()}"
    options = ("--engine", "spark", "--remote", remote, "--workers", _WORKERS)
    try:
        driver = measure([BROADSHEET, "load", "archive", "--lake", "on-sail", *options], folder)
    finally:
        server.stdin.close()
        _, status, usage = os.wait4(server.pid, 0)
        server.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    return driver, Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
