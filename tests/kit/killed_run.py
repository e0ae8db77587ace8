"""A scheduled run whose process is killed at a write of the journal: a program.

python killed_run.py NOW WRITE before|after
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from broadsheet.cli.app import main
from broadsheet.lake.journal import Journal


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_at(write: int, *, before: bool) -> None:
    add, count = Journal.add, 0

    def add_or_die(journal: Journal, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        nonlocal count
        count += 1
        if before and count == write:
            _die()
        add(journal, table, rows)
        if count == write:
            _die()

    Journal.add = add_or_die  # type: ignore[method-assign]


if __name__ == "__main__":
    now, number, side = sys.argv[1:]
    _kill_at(int(number), before=side == "before")
    sys.argv = ["broadsheet", "schedule", "run", "--now", now]
    main()
