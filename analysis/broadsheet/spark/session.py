"""Sessions of Spark Connect, and their failures in words."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from broadsheet.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

__all__ = ["connected", "failures_in_words"]

_PATIENCE = 30.0
"""Seconds to wait for a server. The client itself would try for ten minutes."""
_INSTALL = "install the extra: pip install 'broadsheet[spark]'"


@contextmanager
def connected(remote: str) -> Iterator[SparkSession]:
    """A session with a Spark Connect server; ended in the end.

    Args:
        remote: The server, such as `sc://localhost:15002`.

    Raises:
        EngineError: PySpark is not installed, the address is none, or no server answers.
    """
    with failures_in_words(), warnings.catch_warnings():
        # It concerns conversions to pandas, which a load does not do.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        _wait_for(remote)
        spark = _session(remote)
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def failures_in_words() -> Iterator[None]:
    """Raise PySpark's errors as one line."""
    try:
        from pyspark.errors import PySparkException
    except ImportError as error:
        raise EngineError("PySpark is not installed", hint=_INSTALL) from error
    try:
        yield
    except PySparkException as error:
        text = str(error).strip() or type(error).__name__
        raise EngineError(f"the cluster failed: {_cause(text)}") from error


def _wait_for(remote: str) -> None:
    import grpc
    from pyspark.errors import PySparkValueError
    from pyspark.sql.connect.client import DefaultChannelBuilder

    try:
        channel = DefaultChannelBuilder(remote).toChannel()
    except PySparkValueError as error:
        problem = "not the address of a Spark Connect server"
        raise EngineError(problem, received=remote, hint="valid: sc://HOST:PORT") from error
    try:
        grpc.channel_ready_future(channel).result(_PATIENCE)
    except grpc.FutureTimeoutError as error:
        hint = "on this machine one is started with: sail spark server --port 50051"
        raise EngineError("no Spark Connect server", received=remote, hint=hint) from error
    finally:
        channel.close()


def _session(remote: str) -> SparkSession:
    from pyspark.sql import SparkSession

    return SparkSession.builder.remote(remote).create()


def _cause(text: str) -> str:
    """The last line of a Python traceback in an error's text, or its first line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    starts = [place for place, line in enumerate(lines) if line.startswith("Traceback (most")]
    if not starts:
        return lines[0]
    raised = (line for line in lines[starts[-1] + 1 :] if not line.startswith("File "))
    named = [line for line in raised if ": " in line and line.split(":")[0].isidentifier()]
    return named[-1] if named else lines[-1]
