"""The archives that are recomputed: each loaded once, and read once by the plain way."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

import broadsheet
from broadsheet.history.reading import read_history
from broadsheet.sample import write_sample
from kit.archive_histories import make_repository
from kit.histories import git, without_git_settings

from .archives import HISTORY, SAMPLES
from .hostile import write_hostile
from .items import Archive, gather
from .reading import read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb


@dataclass(frozen=True)
class Loaded:
    """An archive: its database, and what plain Python reads in its documents."""

    connection: duckdb.DuckDBPyConnection
    archive: Archive


@pytest.fixture(scope="session")
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Loaded]]:
    """Loads and reads an archive of this name, when it is first asked for."""
    with ExitStack() as stack:

        @cache
        def load(name: str) -> Loaded:
            folder = _folder(name, request, tmp_path_factory)
            lake = tmp_path_factory.mktemp("lake") / "lake"
            broadsheet.load([str(folder)], lake)
            if name == HISTORY:
                read_history(f"{folder}@main", lake)
            connection = stack.enter_context(broadsheet.connect(lake))
            numbers = connection.sql("select path, article_id from articles").fetchall()
            if name == HISTORY:
                return Loaded(connection, replace(gather([]), history=_history(connection)))
            return Loaded(connection, gather(read_articles(folder, dict(numbers))))

        yield load


def _history(connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], ...]:
    answer = connection.execute("from document_versions order by sequence, path")
    columns = [column for column, *_ in answer.description]
    return tuple(dict(zip(columns, row, strict=True)) for row in answer.fetchall())


def _folder(
    name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    if name == "seed":
        seed: Path = request.getfixturevalue("seed").parent
        return seed
    if name == "corpus":
        corpus: Path = request.getfixturevalue("corpus")
        return corpus
    folder = tmp_path_factory.mktemp(name) / "archive"
    if name == HISTORY:
        with without_git_settings(folder.parent):
            make_repository(folder.parent / "news.git", 200)
            git(folder.parent, "clone", "-q", "-b", "main", "news.git", str(folder))
        return folder
    size = SAMPLES[name]
    write_sample(folder, articles=size, seed=size)
    if size == min(SAMPLES.values()):
        write_hostile(folder)
    return folder
