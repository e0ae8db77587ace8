"""The engine of a cluster: jobs of many batches, each batch a task of `mapInArrow`.

Executors read documents from shared storage and write Parquet files to it: a disk that all of them
have, or the object store that the lake is in. Between them and the driver go batches, which name
documents, and outcomes, which count rows. Rows never do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from broadsheet.errors import EngineError
from broadsheet.lake.stored import stored_lake
from broadsheet.spark.attempts import SharedAttempts, attempts_at
from broadsheet.spark.executor import read_batches
from broadsheet.spark.session import failures_in_words
from broadsheet.spark.stored_attempts import StoredAttempts, stored_attempts_at
from broadsheet.spark.tasks import ANSWERS_IN_SPARK, TASKS, Answer, packed, unpacked
from broadsheet.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyspark.sql import SparkSession

    from broadsheet.loading.batches import Batch, Outcome

__all__ = ["SparkEngine"]

_Attempts = SharedAttempts | StoredAttempts

_JOB = 32 * 1024 * 1024
"""Bytes of batches in a job: a message of Spark Connect holds 128 MB."""
_ROUNDS = 4
"""Tasks in a job for each that runs at the same time: the others wait for the slowest."""
_SHARED = (
    "executors need the archive and the lake under the same paths, or an account of their store,"
    " and this version of broadsheet"
)


@dataclass(frozen=True)
class SparkEngine:
    """Reads batches on the executors of a Spark Connect session.

    Attributes:
        spark: The session.
        workers: How many tasks the cluster does at the same time.
    """

    spark: SparkSession
    workers: int

    def at_once(self, size: int) -> int:  # noqa: ARG002 - a cluster is asked for, however little it is
        """As many batches as the cluster does tasks."""
        return self.workers

    def read(self, batches: Iterable[Batch], at_once: int) -> Iterator[tuple[Batch, Outcome]]:
        """Read batches in one job after another.

        Raises:
            EngineError: The cluster can't be reached, lacks what it needs, or has given up a task.
        """
        for job in _jobs(batches, at_once * _ROUNDS):
            staging = job[0][0].folder
            stored = stored_lake(staging.parent)
            with stored_attempts_at(stored.address) if stored else attempts_at(staging) as attempts:
                yield from self._run(job, attempts, staging)

    def _run(
        self, job: list[tuple[Batch, bytes]], attempts: _Attempts, staging: Path
    ) -> Iterator[tuple[Batch, Outcome]]:
        """Run a job, and yield its batches in their order, whatever the order of the answers."""
        answers = self._answers([data for _, data in job], attempts.address)
        found: dict[int, Answer] = {}
        for number, (batch, _) in enumerate(job):
            while number not in found:
                answer = next(answers)
                found[answer.number] = answer
            yield batch, _taken(found.pop(number), attempts, staging)

    def _answers(self, batches: list[bytes], store: str) -> Iterator[Answer]:
        rows = [
            {"number": number, "version": __version__, "batch": batch, "store": store}
            for number, batch in enumerate(batches)
        ]
        with failures_in_words():
            given = self.spark.createDataFrame(pa.Table.from_pylist(rows, schema=TASKS))
            # From one partition rows are dealt out evenly: a task has one batch.
            spread = given.coalesce(1).repartition(len(batches))
            for row in spread.mapInArrow(read_batches, ANSWERS_IN_SPARK).toLocalIterator():
                yield Answer(**row.asDict())


def _jobs(batches: Iterable[Batch], most: int) -> Iterator[list[tuple[Batch, bytes]]]:
    """Batches, each also packed, in lists that are small enough to be sent."""
    job: list[tuple[Batch, bytes]] = []
    size = 0
    for batch in batches:
        data = packed(replace(batch, folder=batch.folder.absolute()))
        job.append((batch, data))
        size += len(data)
        if len(job) >= most or size >= _JOB:
            yield job
            job, size = [], 0
    if job:
        yield job


def _taken(answer: Answer, attempts: _Attempts, staging: Path) -> Outcome:
    """The outcome of an answer, whose files are taken over."""
    if answer.attempt is None or answer.outcome is None:
        raise EngineError(answer.problem or "an executor gave no answer", hint=_SHARED)
    attempts.take(answer.attempt, staging)
    outcome: Outcome = unpacked(answer.outcome)
    return outcome
