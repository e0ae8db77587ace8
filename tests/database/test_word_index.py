"""The index of words answers as the texts do, for what has an index and for what has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import broadsheet
from broadsheet.database.connection import open_lake
from broadsheet.database.run import run_sql
from broadsheet.database.word_index import find_index, write_index
from broadsheet.lake.snapshot import open_snapshot

_ASKED = (
    "from search('reviews budget')",
    "from search('the trial', every := false, since := date '2021-02-01', top := 300)",
)


@pytest.fixture(scope="module")
def unindexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of several months, without an index."""
    folder = tmp_path_factory.mktemp("words")
    broadsheet.write_sample(folder / "sample", articles=300, months=3)
    broadsheet.load([folder / "sample"], folder / "lake")
    return folder / "lake"


@pytest.fixture
def lake(unindexed: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may index."""
    return Path(shutil.copytree(unindexed, tmp_path / "lake", symlinks=True))


def _answers(lake: Path) -> list[list[tuple[object, ...]]]:
    connection = open_lake(lake)
    try:
        return [run_sql(connection, asked).fetchall() for asked in _ASKED]
    finally:
        connection.close()


def test_index_answers_as_texts_do(lake: Path) -> None:
    """A locked connection returns the same articles and scores from the index."""
    before = _answers(lake)
    assert all(before)
    write_index(open_snapshot(lake))
    assert not find_index(open_snapshot(lake)).missing
    assert _answers(lake) == before


def test_open_connection_reads_the_index(lake: Path) -> None:
    """`connect` has no text left to read where all files have an index."""
    write_index(open_snapshot(lake))
    with broadsheet.connect(lake) as connection:
        assert connection.execute("select count(*) from unindexed_articles()").fetchall() == [(0,)]
        assert connection.execute("select count(*) > 0 from indexed_words()").fetchall() == [
            (True,)
        ]


def test_half_an_index_is_used(lake: Path) -> None:
    """Files without an index are read, and the answer is the same."""
    before = _answers(lake)
    write_index(open_snapshot(lake))
    first, *_ = find_index(open_snapshot(lake)).files
    for part in first.parent.glob(f"{first.name.partition('.')[0]}.*"):
        part.unlink()
    index = find_index(open_snapshot(lake))
    assert (len(index.missing), bool(index.indexed)) == (1, True)
    assert _answers(lake) == before


def test_only_what_is_missing_is_written(lake: Path) -> None:
    """Files keep their index, and an index of what no version has is removed."""
    write_index(open_snapshot(lake))
    lost, *_, kept = find_index(open_snapshot(lake)).files
    lost.with_name(lost.name.replace("sums", "words")).unlink()
    stray = lost.with_name("0123.words.parquet")
    stray.touch()
    before = kept.stat().st_ino
    write_index(open_snapshot(lake))
    assert not find_index(open_snapshot(lake)).missing
    assert kept.stat().st_ino == before
    assert not stray.exists()
