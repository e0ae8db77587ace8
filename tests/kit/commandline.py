"""How a command ended, for the tests of the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def rows_of(text: str) -> list[dict[str, str]]:
    """CSV text as rows."""
    return list(csv.DictReader(io.StringIO(text)))
