"""Loads on a cluster: the rows of a load on one machine, whatever the cluster does."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest

from broadsheet.archive import open_archives
from broadsheet.documents.limits import DEFAULT_LIMITS
from broadsheet.errors import EngineError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.arrivals import Arrival
from broadsheet.loading.batches import Batch, Outcome, load_batch
from broadsheet.loading.loader import load as load_here
from broadsheet.spark import SparkEngine, connected, load
from broadsheet.spark.attempts import attempts_at
from broadsheet.spark.executor import read_batches
from broadsheet.spark.tasks import TASKS, packed, unpacked
from broadsheet.version import __version__
from kit.commandline import Run
from kit.kinds_of_damage import DAMAGES
from kit.lake_contents import assert_as_in_full, record, tables
from kit.made_documents import SAMPLES, TAXONOMIES
from kit.packed_archives import PACKED
from kit.sail import sail

pytest.importorskip("pysail", reason="the extra `spark` and pysail are not installed")

from pyspark.sql import SparkSession


@pytest.fixture(autouse=True, scope="module")
def main_module() -> Iterator[None]:
    """A main module with a file, also where pytest is distributed: PySpark wants one.

    A main module without is taken for a run of PySpark's own tests, which need a Spark of the JVM.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)
        yield


@pytest.fixture(scope="module")
def remote() -> Iterator[str]:
    """The address of a Spark Connect server."""
    with sail() as address:
        yield address


@pytest.fixture(scope="module")
def spark(remote: str) -> Iterator[SparkSession]:
    """A session of it."""
    with connected(remote) as session:
        yield session


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """The seed, the small samples, and each of them damaged in one way or another."""
    chance = Random(15)  # noqa: S311 - not for secrets
    contents = SAMPLES | {f"t{number}.md": data for number, data in enumerate(TAXONOMIES)}
    damages = list(DAMAGES.items())
    others = list(contents.values())
    for number, (path, data) in enumerate(list(contents.items())):
        name, damage = damages[number % len(damages)]
        contents[f"hostile/{name}-{path}"] = damage(data, chance.choice(others), chance)
    return contents


@pytest.fixture
def archive(tmp_path: Path, contents: dict[str, bytes]) -> Path:
    """A folder of them, and two links that lead out of it or nowhere."""
    folder = tmp_path / "archive"
    for path, data in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / "out.md").symlink_to("/etc/hostname")
    (folder / "nowhere.md").symlink_to("nowhere")
    return folder


@pytest.fixture
def _in_small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a batch hold a few documents, so that a load has several jobs of many tasks."""
    monkeypatch.setattr("broadsheet.loading.reading._LARGEST_BATCH", 4_000)


@pytest.mark.usefixtures("_in_small_batches")
def test_rows_are_those_of_one_machine(spark: SparkSession, archive: Path, tmp_path: Path) -> None:
    """Every table and every count is the same, of hostile documents and links, too."""
    load(spark, [f"n={archive}"], tmp_path / "lake", workers=2)
    assert_as_in_full(f"n={archive}", tmp_path / "lake", tmp_path / "fresh")


@pytest.mark.parametrize("name", PACKED)
def test_packed_archives_are_read_on_executors(
    spark: SparkSession, contents: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    """Archives that are one file give the rows of one machine."""
    PACKED[name](tmp_path / name, contents)
    load(spark, [f"n={tmp_path / name}"], tmp_path / "lake", workers=2)
    assert_as_in_full(f"n={tmp_path / name}", tmp_path / "lake", tmp_path / "fresh")


def test_sample_gives_the_lake_of_one_machine(
    spark: SparkSession, sample_lake: Path, tmp_path: Path
) -> None:
    """A larger archive gives the lake that was loaded on one machine."""
    load(spark, sample_lake.parent / "sample", tmp_path / "lake")
    assert tables(tmp_path / "lake") == tables(sample_lake)
    assert record(tmp_path / "lake", "sample") == record(sample_lake, "sample")


@pytest.mark.usefixtures("_in_small_batches")
def test_later_load_reports_what_one_machine_reports(
    spark: SparkSession, archive: Path, tmp_path: Path
) -> None:
    """Added, changed, reissued, moved and removed documents are found, with their fields."""
    load_here([f"n={archive}"], tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "lake")
    seed = archive / "seed.txt"
    (archive / "new.md").write_text("---\ntitle: New\nfresh: 1\n---\n")
    (archive / "copy.txt").write_text(seed.read_text().replace("quality: ", "quality: 1"))
    (archive / "crlf.md").write_bytes((archive / "crlf.md").read_bytes().replace(b"\r", b""))
    seed.rename(archive / "moved.txt")
    (archive / "empty.md").unlink()
    (archive / "bad-date.md").write_text("---\ntitle: Other\nquality: high\n---\n")
    here = load_here([f"n={archive}"], tmp_path / "here")
    there = load(spark, [f"n={archive}"], tmp_path / "lake", workers=2)
    for name in ("changes", "changed_fields", "schema_changes", "problems", "rows", "version"):
        assert getattr(there, name) == getattr(here, name), name
    assert_as_in_full(f"n={archive}", tmp_path / "lake", tmp_path / "fresh")


def test_load_of_nothing_new_makes_no_version(
    spark: SparkSession, archive: Path, tmp_path: Path
) -> None:
    """An archive that is as it was leaves the lake as it is."""
    load(spark, archive, tmp_path / "lake")
    assert load(spark, archive, tmp_path / "lake").version == "v000001"


def test_load_that_breaks_off_leaves_no_version(
    spark: SparkSession, archive: Path, tmp_path: Path
) -> None:
    """A load that ends between reading and commit leaves neither a version nor a file."""

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(spark, archive, tmp_path / "lake", progress=stop)
    assert [path.name for path in (tmp_path / "lake").iterdir()] == [".lock"]


def _batch(archive: Path, staging: Path, place: Path | None = None) -> Batch:
    """All of an archive as one batch."""
    (opened,) = open_archives(f"n={archive}")
    entries = list(opened.entries())
    where = str(place or archive)
    given = ("n", "p", staging, entries, {}, DEFAULT_LIMITS)
    arrival = Arrival.of_load(datetime(2026, 1, 1, tzinfo=UTC), "v000001")
    return Batch(*given, first=True, full=True, arrival=arrival, earlier={}, place=where)


def _answer(batch: Batch, version: str = __version__) -> dict[str, object]:
    """What an executor returns for a batch."""
    task = {"number": 0, "version": version, "batch": packed(batch), "store": ""}
    (answer,) = read_batches(iter([pa.RecordBatch.from_pylist([task], schema=TASKS)]))
    return dict(answer.to_pylist()[0])


def test_task_that_is_done_twice_gives_its_rows_once(archive: Path, tmp_path: Path) -> None:
    """Of two attempts the driver takes one: the files are those of a single reading."""
    once, twice = tmp_path / "once", tmp_path / ".staging-x"
    twice.mkdir()
    load_batch(_batch(archive, once))
    with attempts_at(twice) as attempts:
        first, second = (_answer(_batch(archive, twice)) for _ in range(2))
        assert first["attempt"] != second["attempt"]
        attempts.take(str(second["attempt"]), twice)
        assert unpacked(first["outcome"]).rows == unpacked(second["outcome"]).rows  # type: ignore[arg-type]
    assert _files(twice) == _files(once)
    assert not attempts.folder.exists()


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.parquet")}


@pytest.mark.parametrize(
    ("place", "version", "problem"),
    [
        ("/nowhere", __version__, "an executor has no /nowhere"),
        (None, "0.0.1", f"an executor has broadsheet {__version__}, not 0.0.1"),
    ],
)
def test_executor_names_what_it_lacks(
    archive: Path, tmp_path: Path, place: str | None, version: str, problem: str
) -> None:
    """An executor without the archive, or with another version, reads nothing."""
    batch = _batch(archive, tmp_path / "s", Path(place) if place else None)
    assert _answer(batch, version)["problem"] == problem


def test_attempt_after_the_load_has_ended_writes_nothing(archive: Path, tmp_path: Path) -> None:
    """An executor that lags behind does not bring the folder for attempts back."""
    answer = _answer(_batch(archive, tmp_path / "lake" / ".staging-x"))
    assert answer["problem"] == f"an executor has no {tmp_path / 'lake'}"
    assert not (tmp_path / "lake").exists()


def test_attempt_that_outlives_the_load_leaves_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An executor whose load ends while it reads removes what it then writes."""
    staging = tmp_path / "lake" / ".staging-x"
    staging.mkdir(parents=True)

    def read_late(batch: Batch) -> Outcome:
        shutil.rmtree(batch.folder.parent)
        return load_batch(batch)

    monkeypatch.setattr("broadsheet.spark.executor.load_batch", read_late)
    with attempts_at(staging):
        assert _answer(_batch(archive, staging))["problem"] == "the load has ended"
    assert list(staging.parent.iterdir()) == [staging]


def test_failure_of_the_cluster_is_one_line(
    spark: SparkSession, archive: Path, tmp_path: Path
) -> None:
    """A task that fails on the executors ends the load, with its own words."""
    staging = tmp_path / ".staging-x"
    broken = replace(_batch(archive, staging), limits="no limits")
    with pytest.raises(EngineError, match=r"^the cluster failed: [^\n]*AttributeError: 'str'"):
        list(SparkEngine(spark, 1).read([broken], 1))
    assert not list(tmp_path.glob(".staging*"))


def test_no_server_is_one_line(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that nobody answers at, one that is none, and none at all exit with 2."""
    monkeypatch.setattr("broadsheet.spark.session._PATIENCE", 0.2)
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    for options, words in (
        (["--engine", "spark", "--remote", "sc://127.0.0.1:1"], "no Spark Connect server, got"),
        (["--engine", "spark", "--remote", "nowhere"], "not the address of a Spark Connect"),
        (["--engine", "spark"], "--engine spark needs a Spark Connect server; name it: --remote"),
        (["--engine", "spork"], "no such engine, got 'spork'; did you mean spark?"),
    ):
        done = run("load", archive, *options)
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert words in done.err


def test_command_loads_on_a_cluster(run: Run, remote: str, archive: Path, tmp_path: Path) -> None:
    """`--engine spark --remote sc://…` makes the lake of one machine."""
    done = run(
        "load", f"n={archive}", "--lake", tmp_path / "lake", "--engine", "spark", "--remote", remote
    )
    assert done.code == 0, done.err
    assert_as_in_full(f"n={archive}", tmp_path / "lake", tmp_path / "fresh")
    assert open_snapshot(tmp_path / "lake").version == "v000001"
