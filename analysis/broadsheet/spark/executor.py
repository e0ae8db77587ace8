"""What runs on executors: the same reading as on one machine, into a folder of its own."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.archive.file_archive import CHANGED
from broadsheet.errors import StoreError
from broadsheet.loading.batches import load_batch
from broadsheet.spark.attempts import begin_attempt, remove_if_late
from broadsheet.spark.stored_attempts import upload_attempt
from broadsheet.spark.tasks import ANSWERS, Answer, packed, unpacked
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.loading.batches import Batch, Outcome

__all__ = ["read_batches"]


def read_batches(given: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read the batches in rows of `TASKS`, and return a row of `ANSWERS` for each.

    Spark calls it by name on each executor, which therefore needs this package.
    """
    for rows in given:
        for row in rows.to_pylist():
            answer = _read(**row)
            yield pa.RecordBatch.from_pylist([asdict(answer)], schema=ANSWERS)


def _read(number: int, version: str, batch: bytes, store: str) -> Answer:
    if version != __version__:
        return Answer(number, problem=f"an executor has broadsheet {__version__}, not {version}")
    task: Batch = unpacked(batch)
    if os.path.isabs(task.place) and not os.path.exists(task.place):  # noqa: PTH110, PTH117 - texts
        return Answer(number, problem=f"an executor has no {task.place}")
    return _upload(number, task, store) if store else _write(number, task)


def _write(number: int, task: Batch) -> Answer:
    """Write the files of a batch beside the staging folder."""
    try:
        attempt = begin_attempt(task.folder, task.part)
    except FileNotFoundError:
        return Answer(number, problem=f"an executor has no {task.folder.parent}")
    outcome = load_batch(replace(task, folder=attempt))
    if remove_if_late(task.folder):
        return Answer(number, problem="the load has ended")
    return _answer(number, attempt.name, task, outcome)


def _upload(number: int, task: Batch, store: str) -> Answer:
    """Upload the files of a batch to the lake's store."""
    with TemporaryDirectory() as folder:
        outcome = load_batch(replace(task, folder=Path(folder)))
        try:
            attempt = upload_attempt(store, task.part, Path(folder))
        except StoreError as error:
            return Answer(number, problem=f"on an executor, {error}")
    return _answer(number, attempt, task, outcome)


def _answer(number: int, attempt: str, task: Batch, outcome: Outcome) -> Answer:
    """The answer, unless the executor was refused every object that the driver has listed.

    An object that is gone was not refused: the archive may have changed since.
    """
    reasons = set(outcome.lost.values())
    is_refused = outcome.seen == len(outcome.lost) and CHANGED.message not in reasons
    if is_refused and all(entry.is_far for entry in task.entries):
        problem = f"an executor can read nothing of {task.archive}: {min(reasons)}"
        return Answer(number, problem=problem)
    return Answer(number, attempt, packed(outcome))
