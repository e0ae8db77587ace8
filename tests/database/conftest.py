"""Databases that the tests of this room share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from broadsheet.database.connection import connect
from broadsheet.documents.document import Document
from broadsheet.lake.snapshot import write_snapshot, writing
from broadsheet.tables.flatten import flatten
from kit.bench import Bench, opened_bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

_OLD = Document(
    "archive",
    "old.md",
    b"""---
title: Old
publishedDateTime: "2021-03-01T08:00:00Z"
webUrl: https://one.example/old
provider: {name: One, domain: one.example}
topics: [AI, "Women's health"]
quality: 61
published: true
---
""",
)
_NEW = Document("archive", "new.md", _OLD.data.replace(b"Old", b"New").replace(b"old", b"new"))


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """A database whose rows each test replaces."""
    with opened_bench() as opened:
        yield opened


@pytest.fixture(scope="session")
def write_versions() -> Callable[..., Path]:
    """Writes a lake with a version of one document, and on demand a second version of two."""

    def write(lake: Path, *, versions: int = 1) -> Path:
        for documents in ([_OLD], [_OLD, _NEW])[:versions]:
            with writing(lake):
                write_snapshot(lake, flatten(documents), load={})
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
    """A connection to the lake, which no test changes."""
    with connect(lake) as connection:
        yield connection
