"""A lake to export: dated and undated articles, a fault, a topic tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from broadsheet.database.connection import connect
from broadsheet.loading.loader import load
from broadsheet.sample import write_sample

UNDATED = '---\ntitle: "=1+1"\nquality: high\ntopics: [Rivers, "a, b"]\n---\n'
TREE = "---\ntaxonomy: topic\n_id: rivers\nname: Rivers\n---\n"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of 60 made-up articles of two months, one without a date, and a topic."""
    folder = tmp_path_factory.mktemp("exporting")
    write_sample(folder / "archive", articles=60, months=2)
    (folder / "archive" / "undated.md").write_text(UNDATED, "utf-8")
    (folder / "archive" / "tree.md").write_text(TREE, "utf-8")
    load([folder / "archive"], folder / "lake")
    return folder / "lake"


@pytest.fixture(scope="module")
def database(lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake, open."""
    with connect(lake) as connection:
        yield connection
