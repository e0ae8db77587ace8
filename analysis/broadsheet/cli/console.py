"""What commands print for people, on stderr: lines, and a progress bar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from broadsheet.style.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.loading.summary import Progress

__all__ = ["progress_bar", "say"]


def say(*lines: str) -> None:
    """Print lines to stderr."""
    for line in lines:
        print(printable(line), file=sys.stderr)


@contextmanager
def progress_bar(label: str, *, quiet: bool = False) -> Iterator[Progress | None]:
    """A progress bar while something runs; None where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
