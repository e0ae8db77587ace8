"""What commands say to people, on stderr: progress and summaries."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from broadsheet.style.formatting import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.loading.reading import Progress
    from broadsheet.loading.summary import LoadSummary

__all__ = ["load_summary", "loads_by_archive", "progress_bar", "say"]


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


def loads_by_archive(load: dict[str, Any]) -> list[dict[str, Any]]:
    """A load of the ledger as a row an archive."""
    return [
        {
            "loaded_at": load["loaded_at"],
            "version": load["version"],
            "archive": archive,
            "commit": load["commits"].get(archive, "")[:12] or None,
            **changes,
            "seconds": load["seconds"],
        }
        for archive, changes in load["changes"].items()
    ]


def _changes(summary: LoadSummary) -> list[str]:
    """What has changed since the load before; nothing where there was none."""
    kinds = {kind: count for kind, count in summary.changes.items() if count}
    if kinds.keys() <= {"added"} and summary.changes["added"] == summary.seen:
        return []
    lines = ["changes: " + ", ".join(f"{count:,} {kind}" for kind, count in kinds.items())]
    if summary.changed_fields:
        fields = ", ".join(f"{name} {count:,}" for name, count in summary.changed_fields.items())
        lines.append(f"fields changed: {fields}")
    return lines + [f"new: {change}" for change in summary.schema_changes]


def load_summary(summary: LoadSummary) -> list[str]:
    """A load in a few lines: how the documents fared, rows by table, problems by code."""
    from broadsheet.schema import DIMENSIONS

    told = {name: n for name, n in summary.rows.items() if n or name not in DIMENSIONS}
    rows = ", ".join(f"{name} {count:,}" for name, count in told.items())
    documents = "document" if summary.seen == 1 else "documents"
    lines = [
        (
            f"{summary.seen:,} {documents} seen = {summary.loaded:,} loaded"
            f" + {summary.quarantined:,} quarantined + {summary.skipped:,} skipped"
        ),
        f"rows: {rows}",
    ]
    lines += _changes(summary)
    if summary.problems:
        problems = ", ".join(f"{count:,} {code}" for code, count in summary.problems.items())
        lines.append(f"problems: {problems} (see: broadsheet problems)")
    lines.append(f"{summary.lake} is at {summary.version}, in {summary.seconds:.2f} s")
    return lines
