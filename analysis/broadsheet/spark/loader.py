"""Load archives with the executors of a Spark Connect session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.archive import EVERYTHING, Selection
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.documents.mapping import NO_MAPPING, FieldMapping
from broadsheet.loading.loader import load as load_with
from broadsheet.spark.engine import SparkEngine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pyspark.sql import SparkSession

    from broadsheet.loading.summary import LoadSummary, Progress

__all__ = ["load"]


def load(  # noqa: PLR0913 - options, each by its name
    spark: SparkSession,
    sources: str | Path | Sequence[str | Path],
    lake: str | Path = "lake",
    *,
    workers: int = 8,
    full: bool = False,
    selection: Selection = EVERYTHING,
    limits: Limits = DEFAULT_LIMITS,
    mapping: FieldMapping | Mapping[str, FieldMapping] = NO_MAPPING,
    progress: Progress | None = None,
) -> LoadSummary:
    """Load archives into a lake, as `broadsheet.loading.loader.load` does, on a cluster.

    Executors read the documents and write the rows. The driver lists the archives, derives items
    and stories, and commits the version. Archives and lake are on storage that the driver and all
    executors have under the same paths.

    Args:
        spark: A session of Spark Connect.
        sources: As `load`.
        lake: As `load`.
        workers: How many tasks the cluster does at the same time.
        full: As `load`.
        selection: As `load`.
        limits: As `load`.
        mapping: As `load`.
        progress: As `load`.

    Raises:
        ArchiveError: As `load`.
        LakeError: As `load`.
        EngineError: The cluster can't be reached, lacks what it needs, or has given up a task.
    """
    return load_with(
        sources,
        lake,
        engine=SparkEngine(spark, workers),
        full=full,
        selection=selection,
        limits=limits,
        mapping=mapping,
        progress=progress,
    )
