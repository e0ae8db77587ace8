"""Asks questions again and again, and prints what each took as JSON."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ask"]

_ROUNDS = 5


def ask(questions: Mapping[str, Callable[[], int]]) -> None:
    """Ask each question once unmeasured and then five times; an answer is its number of rows."""
    told = {}
    for question, answer in questions.items():
        rows = answer()
        seconds = []
        for _ in range(_ROUNDS):
            began = time.perf_counter()
            answer()
            seconds.append(time.perf_counter() - began)
        told[question] = {"rows": rows, "seconds": seconds}
    print(json.dumps(told))
