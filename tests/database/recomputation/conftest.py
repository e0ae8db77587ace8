"""The archives that are recomputed: each loaded once, and read once by the plain way."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

import broadsheet
from broadsheet.sample import write_sample

from .archives import SAMPLES
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
            connection = stack.enter_context(broadsheet.connect(lake))
            numbers = connection.sql("select path, article_id from articles").fetchall()
            return Loaded(connection, gather(read_articles(folder, dict(numbers))))

        yield load


def _folder(
    name: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    if name == "seed":
        seed: Path = request.getfixturevalue("seed").parent
        return seed
    if name == "corpus":
        corpus: Path = request.getfixturevalue("corpus")
        return corpus
    size = SAMPLES[name]
    folder = tmp_path_factory.mktemp(name) / "archive"
    write_sample(folder, articles=size, seed=size)
    if size == min(SAMPLES.values()):
        write_hostile(folder)
    return folder
