"""Loads on a cluster whose executors share an object store with the driver, and no disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import obstore
import pyarrow as pa
import pytest
from pyarrow.dataset import dataset

from broadsheet.archive import open_archives
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.lake.file_list import data_files
from broadsheet.lake.local import local_lake
from broadsheet.loading.arrivals import Arrival
from broadsheet.loading.batches import Batch
from broadsheet.loading.loader import load as load_here
from broadsheet.spark import connected, load
from broadsheet.spark.executor import read_batches
from broadsheet.spark.tasks import TASKS, packed
from broadsheet.version import __version__
from kit.lake_contents import tables
from kit.made_documents import SAMPLES
from kit.object_store import BUCKET, PYTHON, object_store, objects, store
from kit.sail import sail

pytest.importorskip("pysail", reason="the extra `spark` and pysail are not installed")

from pyspark.sql import SparkSession

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="no server of S3: make .venv-s3/.ready")

ARCHIVE = f"s3://{BUCKET}/archive"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the driver's mirrors, which executors do not have."""
    return tmp_path_factory.mktemp("driver")


@pytest.fixture(scope="module", autouse=True)
def server(cache: Path) -> Iterator[None]:
    """An object store with an archive, whose address is in the environment."""
    with object_store(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        patch.setenv("AWS_ALLOW_HTTP", "true")  # of Sail
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        for path, data in SAMPLES.items():
            obstore.put(store(), f"archive/{path}", data)
        yield


@pytest.fixture(scope="module")
def spark(server: None) -> Iterator[SparkSession]:  # noqa: ARG001 - executors have its environment
    """A session with executors that have an account of the store."""
    with sail() as address, connected(address) as session:
        yield session


def test_the_lake_is_that_of_one_machine(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Executors read objects and upload rows, and no attempt is left in the store."""
    monkeypatch.setattr("broadsheet.loading.reading._LARGEST_BATCH", 4_000)
    load(spark, f"n={ARCHIVE}", f"s3://{BUCKET}/lake", workers=2)
    load_here(f"n={ARCHIVE}", tmp_path / "here")
    assert tables(local_lake(f"s3://{BUCKET}/lake")) == tables(tmp_path / "here")
    assert not objects("lake/attempts")


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """All of the archive."""
    (opened,) = open_archives(f"n={ARCHIVE}")
    arrival = Arrival.of_load(datetime(2026, 1, 1, tzinfo=UTC), "v000001")
    given = ("n", "p", tmp_path, list(opened.entries()), {}, DEFAULT_LIMITS)
    return Batch(*given, first=True, full=True, arrival=arrival, earlier={})


def _problem(batch: Batch, address: str) -> str:
    """What an executor reports of a batch; empty where it has read it."""
    task = {"number": 0, "version": __version__, "batch": packed(batch), "store": address}
    (answer,) = read_batches(iter([pa.RecordBatch.from_pylist([task], schema=TASKS)]))
    return answer.to_pylist()[0]["problem"] or ""


def test_executor_that_can_t_write_is_named(batch: Batch) -> None:
    """It refuses the batch, with the address of the store."""
    problem = _problem(batch, "s3://absent/lake")
    assert problem.startswith("on an executor, s3://absent/lake can't be reached")


def test_executor_that_can_t_read_is_named(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It refuses the batch, rather than quarantine every document."""
    elsewhere = "s3://elsewhere/archive"
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    (tmp_path / ".staging-attempts").mkdir()
    (tmp_path / ".staging-attempts" / "awaited").touch()
    unread = replace(
        batch,
        entries=[replace(entry, address=elsewhere) for entry in batch.entries[:2]],
        folder=tmp_path / ".staging",
    )
    problem = _problem(unread, "")
    assert problem.startswith(f"an executor can read nothing of n: {elsewhere} can't be reached")


def test_objects_that_are_gone_fail_no_batch(batch: Batch) -> None:
    """What was known of them stays, as where one machine loads."""
    gone = replace(batch, entries=[replace(entry, key="gone.md") for entry in batch.entries[:2]])
    assert not _problem(gone, f"s3://{BUCKET}/attempts")


def test_spark_reads_the_tables_in_the_store(spark: SparkSession, tmp_path: Path) -> None:
    """By the list of files of a version, with the rows that the lake has."""
    lake = f"s3://{BUCKET}/to-read"
    load_here(f"n={ARCHIVE}", lake)
    load_here(f"n={ARCHIVE}", tmp_path / "here")
    for table in ("articles", "stories"):
        rows = spark.read.parquet(*data_files(table, lake)).toArrow()
        held = [*map(str, data_files(table, tmp_path / "here"))]
        assert rows.num_rows == dataset(held).count_rows() > 0
