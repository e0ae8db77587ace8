"""Batches and outcomes as rows of a data frame, on their way to executors and back."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

if TYPE_CHECKING:
    from broadsheet.loading.batches import Batch, Outcome

__all__ = ["ANSWERS", "ANSWERS_IN_SPARK", "TASKS", "Answer", "packed", "unpacked"]

_Packed = TypeVar("_Packed", "Batch", "Outcome")

_FASTEST = 1  # paths that resemble each other shrink to a fifth

TASKS = pa.schema(
    [
        ("number", pa.int64()),
        ("version", pa.string()),
        ("batch", pa.binary()),
        ("store", pa.string()),
    ]
)
"""A batch: its place among those of one job, the driver's version of broadsheet, itself, and the
address in an object store for its files; empty where executors share a disk with the driver."""

ANSWERS = pa.schema(
    [
        ("number", pa.int64()),
        ("attempt", pa.string()),
        ("outcome", pa.binary()),
        ("problem", pa.string()),
    ]
)
"""What an executor returns for a batch."""

ANSWERS_IN_SPARK = "number long, attempt string, outcome binary, problem string"
"""The same, as Spark writes it."""


@dataclass(frozen=True)
class Answer:
    """What an executor returns for a batch.

    Attributes:
        number: The batch's place among those of its job.
        attempt: The folder into which it was written.
        outcome: The outcome, packed; None if there is none.
        problem: Why there is none: what the executor lacks.
    """

    number: int
    attempt: str | None = None
    outcome: bytes | None = None
    problem: str | None = None


def packed(value: Batch | Outcome) -> bytes:
    """A batch or an outcome as bytes."""
    return zlib.compress(pickle.dumps(value), _FASTEST)


def unpacked(data: bytes) -> Any:  # noqa: ANN401 - what was packed
    """A batch or an outcome from its bytes, which come from the other side of one cluster."""
    return pickle.loads(zlib.decompress(data))  # noqa: S301 - Spark itself sends code this way
