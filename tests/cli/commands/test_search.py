"""`broadsheet search`: words in, articles out."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from broadsheet.cli.commands import search as search_command
from broadsheet.database.word_index import find_index
from broadsheet.lake.snapshot import open_snapshot
from kit.commandline import Run, rows_of


@pytest.fixture
def lake(tmp_path: Path, sample_lake: Path) -> Path:
    """A lake of a sample, at `lake` in the working folder."""
    return Path(copytree(sample_lake, tmp_path / "lake", symlinks=True))


@pytest.mark.usefixtures("lake")
def test_search_finds_articles_by_words(run: Run) -> None:
    """Articles with all the words, or with any, are rows; a format has all columns."""
    every = rows_of(run("search", "reviews", "budget", "--format", "csv").out)
    some = rows_of(run("search", "reviews budget", "--any", "--format", "csv").out)
    assert every
    assert len(every) < len(some)
    assert "excerpt" in every[0]
    assert all("budget" in row["title"].lower() + row["excerpt"].lower() for row in every)


@pytest.mark.usefixtures("lake")
def test_search_shows_where_and_when(run: Run) -> None:
    """A table has time, provider, title and address."""
    header, *_ = run("search", "budget").out.splitlines()
    assert header.split() == ["place", "published_at", "provider_name", "title", "url"]


def test_search_indexes_a_large_lake_once(
    run: Run, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first search of a version of many articles writes its index, and says so."""
    monkeypatch.setattr(search_command, "_MANY", 1)
    first, second = run("search", "budget"), run("search", "budget")
    assert "writing the index of words" in first.err
    assert not second.err
    assert second.out == first.out
    assert not find_index(open_snapshot(lake)).missing
