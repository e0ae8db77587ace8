"""Missed stories: an answer of few rows is the beginning of the answer of all rows."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from broadsheet.database.connection import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

_ALL = 1_000_000_000  # so many rows are found without a look at the largest stories first


@pytest.fixture(scope="module")
def connection(sample_lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's lake, in which stories of few providers have as many peers as larger ones."""
    with closing(connect(sample_lake)) as opened:
        yield opened


@pytest.mark.parametrize("least", [1, 2])
def test_few_rows_are_the_first_of_all(connection: duckdb.DuckDBPyConnection, least: int) -> None:
    """Stories that are passed over have no row among the first, whatever their number."""
    options = f"min_peers := {least}, min_stories := {least}"
    everyone = _missed(connection, options, _ALL)
    peers = [row[5] for row in everyone]
    assert len(set(peers)) > 2
    for top in (0, 1, 2, 7, 60, 300, len(everyone), len(everyone) + 1):
        assert _missed(connection, options, top) == everyone[:top]


def _missed(
    connection: duckdb.DuckDBPyConnection, options: str, top: int
) -> list[tuple[object, ...]]:
    return connection.sql(f"from missed_stories({options}, top := {top})").fetchall()
