"""Databases and checks that the tests of this room share."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

from broadsheet.checks.check import shipped_checks
from broadsheet.checks.running import run_checks
from broadsheet.config import Settings
from broadsheet.database.relations import define_relations, define_rows
from broadsheet.derived.build import derive
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.sample import write_sample
from broadsheet.schema import DERIVED, HISTORY, OPERATIONS, TABLES
from kit.bench import Bench, opened_bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from broadsheet.checks.result import CheckResult

NOW = datetime(2021, 4, 1, tzinfo=UTC)
"""The moment after the last day of a sample."""


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A sample archive of October 2020 to March 2021, in tables that can be changed."""
    folder = tmp_path_factory.mktemp("clean")
    write_sample(folder / "sample", articles=1500, related=1.0)
    load([folder / "sample"], folder / "lake")
    snapshot = open_snapshot(folder / "lake")
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for name in TABLES:
            connection.register("given", snapshot.read(name))
            connection.execute(f"create table {name} as from given")
            connection.unregister("given")
        derive(connection)
        for table in (HISTORY | OPERATIONS).values():
            define_rows(connection, table)
        define_relations(connection)
        yield connection


@pytest.fixture
def planted(
    clean: duckdb.DuckDBPyConnection,
) -> Callable[..., AbstractContextManager[duckdb.DuckDBPyConnection]]:
    """Plants a fault in the sample, and takes it back afterwards."""

    @contextmanager
    def change(statement: str, *, derived: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        clean.begin()
        try:
            clean.execute(statement)
            if derived:
                for name in DERIVED:
                    clean.execute(f"drop table {name}")
                derive(clean)
            yield clean
        finally:
            clean.rollback()

    return change


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """A database whose rows each test replaces."""
    with opened_bench() as opened:
        yield opened


@pytest.fixture
def checked() -> Callable[..., CheckResult]:
    """Runs a shipped check."""

    def run(
        connection: duckdb.DuckDBPyConnection,
        name: str,
        *,
        settings: Settings = Settings(),  # noqa: B008 - frozen
        now: datetime = NOW,
    ) -> CheckResult:
        files = {name: shipped_checks()[name]}
        (result,) = run_checks(connection, files, settings, now, "v000001")
        return result

    return run


@pytest.fixture
def write_check(tmp_path: Path) -> Callable[..., Path]:
    """Writes a check of one's own into the working folder."""

    def write(
        sql: str,
        *,
        name: str = "mine",
        severity: str = "fail",
        message: str = "found",
        more: str = "",
    ) -> Path:
        header = f"-- name: {name}\n-- severity: {severity}\n-- message: '{message}'\n{more}"
        file = tmp_path / f"{name}.sql"
        file.write_text(f"{header}{sql}\n", "utf-8")
        return file

    return write
