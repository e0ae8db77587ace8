"""The archives that are recomputed: each loaded once, and read once by the plain way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import broadsheet
from broadsheet.sample import write_sample

from .hostile import write_hostile
from .items import Archive, gather
from .reading import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

_SAMPLES = {"sample-40": 40, "sample-150": 150, "sample-400": 400}


@dataclass(frozen=True)
class Loaded:
    """An archive: its database, and what plain Python reads in its documents."""

    connection: duckdb.DuckDBPyConnection
    archive: Archive


@pytest.fixture(scope="session", params=["seed", "corpus", *_SAMPLES])
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    """An archive, loaded and read."""
    folder = _folder(request, tmp_path_factory)
    lake = tmp_path_factory.mktemp("lake") / "lake"
    broadsheet.load([str(folder)], lake)
    with broadsheet.connect(lake) as connection:
        numbers = connection.sql("select path, article_id from articles").fetchall()
        yield Loaded(connection, gather(read_articles(folder, dict(numbers))))


def _folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "seed":
        seed: Path = request.getfixturevalue("seed").parent
        return seed
    if request.param == "corpus":
        corpus: Path = request.getfixturevalue("corpus")
        return corpus
    size = _SAMPLES[request.param]
    folder = tmp_path_factory.mktemp(request.param) / "archive"
    write_sample(folder, articles=size, seed=size)
    if size == min(_SAMPLES.values()):
        write_hostile(folder)
    return folder
