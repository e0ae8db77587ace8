"""A Spark Connect server for tests: Sail, in a process of its own, on a port of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SERVE = """
import sys
from pysail.spark import SparkConnectServer

server = SparkConnectServer()
server.start(background=True)
print(server.listening_address[1], flush=True)
sys.stdin.read()
"""


@contextmanager
def sail() -> Iterator[str]:
    """The address of a server that is in local-cluster mode, and ends with the block."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        env=os.environ | {"SAIL_MODE": "local-cluster", "RUST_LOG": "error"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield f"sc://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.stdin.close()
            process.wait()
