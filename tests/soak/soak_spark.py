"""Loads on Apache Spark: a JVM, two executors, and what goes wrong on a cluster.

make soak, or for these alone:
    python -m venv .venv-spark && .venv-spark/bin/pip install 'pyspark[connect]' -e .
    .venv/bin/pytest tests/soak/soak_spark.py
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from broadsheet.loading.loader import load as load_here
from broadsheet.sample import write_sample
from broadsheet.spark import connected, load
from kit.killing import assert_tidy
from kit.lake_contents import assert_as_in_full, tables

_PROJECT = Path(__file__).resolve().parents[2]
_PYTHON = _PROJECT / ".venv-spark" / "bin" / "python"
_PATIENCE = 300.0
_EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend"
_OPTIONS = {
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    # Every task that is not among the first is done a second time.
    "spark.speculation": "true",
    "spark.speculation.interval": "10ms",
    "spark.speculation.minTaskRuntime": "0ms",
    "spark.speculation.multiplier": "1.0",
    "spark.speculation.quantile": "0.1",
}

pytestmark = pytest.mark.skipif(
    not _PYTHON.exists() or shutil.which("java") is None,
    reason="Java or .venv-spark, an environment with pyspark[connect], is absent",
)


@contextmanager
def _spark() -> Iterator[tuple[str, psutil.Process]]:
    """A Spark Connect server with two executors: its address, and its process."""
    found = [str(_PYTHON), "-c", "import pyspark; print(pyspark.__path__[0])"]
    home = subprocess.run(found, capture_output=True, text=True, check=True).stdout.strip()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = _OPTIONS | {"spark.connect.grpc.binding.port": str(port)}
    command = [
        f"{home}/bin/spark-submit",
        *("--master", "local-cluster[2,1,1024]"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *(word for name, value in options.items() for word in ("--conf", f"{name}={value}")),
        "spark-internal",
    ]
    env = os.environ | {"SPARK_HOME": home, "PYSPARK_PYTHON": str(_PYTHON)}
    with subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_until(lambda: _answers(port))
            yield f"sc://127.0.0.1:{port}", psutil.Process(server.pid)
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def _executors(server: psutil.Process) -> list[psutil.Process]:
    """The JVMs of the executors. A child that has just ended has no command line."""
    found = []
    for child in server.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if _EXECUTOR in child.cmdline():
                found.append(child)
    return found


def _begun(lake: Path) -> list[Path]:
    """The folders of attempts that have written a file."""
    return sorted({file.parent for file in lake.glob(".staging-*-attempts/*/documents/*")})


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, psutil.Process]]:
    """A Spark Connect server with two executors."""
    with _spark() as running:
        yield running


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of 6,000 made-up documents: several batches of 2 MB."""
    folder = tmp_path_factory.mktemp("spark") / "sample"
    write_sample(folder, articles=6_000)
    return folder


def test_two_executors_make_the_tables_of_one_machine(
    server: tuple[str, psutil.Process], archive: Path, tmp_path: Path
) -> None:
    """Every table is the same, though tasks are done twice."""
    with connected(server[0]) as spark:
        load(spark, f"n={archive}", tmp_path / "lake")
    assert_as_in_full(f"n={archive}", tmp_path / "lake", tmp_path / "fresh")
    assert_tidy(tmp_path / "lake")


def test_killed_executor_changes_nothing(
    server: tuple[str, psutil.Process], archive: Path, tmp_path: Path
) -> None:
    """Its tasks are done again elsewhere, and no row is there twice."""
    lake = tmp_path / "lake"
    killed: list[int] = []

    def kill_one() -> None:
        _wait_until(lambda: _begun(lake))
        executor = _executors(server[1])[0]
        executor.kill()
        killed.append(executor.pid)

    killer = threading.Thread(target=kill_one)
    killer.start()
    with connected(server[0]) as spark:
        load(spark, f"n={archive}", lake)
    killer.join()
    assert killed
    assert_as_in_full(f"n={archive}", lake, tmp_path / "fresh")
    assert_tidy(lake)


def test_killed_driver_leaves_no_half_version(
    server: tuple[str, psutil.Process], archive: Path, tmp_path: Path
) -> None:
    """The version of before stays the live one, and the next load removes what is left."""
    lake = tmp_path / "lake"
    load_here(f"n={archive}/2021-03", lake)
    before = tables(lake)
    command = [sys.executable, "-m", "broadsheet.cli", "load", f"m={archive}", "--lake", str(lake)]
    options = ["--engine", "spark", "--remote", server[0], "--workers", "8"]
    with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL) as driver:
        _wait_until(lambda: _begun(lake))
        driver.kill()
    assert driver.returncode == -signal.SIGKILL
    assert tables(lake) == before
    assert list(lake.glob(".staging-*-attempts"))
    load_here([f"n={archive}/2021-03", f"m={archive}"], lake)
    load_here([f"n={archive}/2021-03", f"m={archive}"], tmp_path / "fresh")
    assert tables(lake) == tables(tmp_path / "fresh")
    _wait_until(lambda: not list(lake.glob(".staging-*")))  # executors outlive their driver
    assert_tidy(lake)
