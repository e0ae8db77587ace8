"""Databases that the tests of this room share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from broadsheet.database.connection import connect
from broadsheet.loading.loader import load
from kit.bench import Bench, opened_bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

_OLD = """---
title: Old
publishedDateTime: "2021-03-01T08:00:00Z"
webUrl: https://one.example/old
provider: {name: One, domain: one.example}
topics: [AI, "Women's health"]
quality: 61
published: true
---
"""
_NEW = _OLD.replace("Old", "New").replace("old", "new")


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """A database whose rows each test replaces."""
    with opened_bench() as opened:
        yield opened


@pytest.fixture(scope="session")
def write_versions(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes a lake with a version of one document, and on demand a second version of two."""

    def write(lake: Path, *, versions: int = 1) -> Path:
        archive = tmp_path_factory.mktemp("archive")
        for name, document in (("old.md", _OLD), ("new.md", _NEW))[:versions]:
            (archive / name).write_text(document, "utf-8")
            load([archive], lake)
        return lake

    return write


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory, write_versions: Callable[..., Path]) -> Path:
    """A lake of two versions: one document, then two; beside it is a file that is none of its."""
    folder = tmp_path_factory.mktemp("database")
    (folder / "secret.csv").write_text("secret\n42\n", "utf-8")
    return write_versions(folder / "lake", versions=2)


@pytest.fixture(scope="session")
def database(lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked connection to the lake, which no test changes."""
    with connect(lake, locked=True) as connection:
        yield connection
