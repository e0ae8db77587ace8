"""A lake to export: dated and undated articles, a fault, a topic tree, a history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from broadsheet.database.connection import connect
from broadsheet.history.reading import read_history
from broadsheet.loading.loader import load
from broadsheet.sample import write_sample
from kit.histories import git, without_git_settings

UNDATED = '---\ntitle: "=1+1"\nquality: high\ntopics: [Rivers, "a, b"]\n---\n'
TREE = "---\ntaxonomy: topic\n_id: rivers\nname: Rivers\n---\n"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of 60 made-up articles of two months, one without a date, a topic, and two commits."""
    folder = tmp_path_factory.mktemp("exporting")
    write_sample(folder / "archive", articles=60, months=2)
    (folder / "archive" / "undated.md").write_text(UNDATED, "utf-8")
    (folder / "archive" / "tree.md").write_text(TREE, "utf-8")
    load([folder / "archive"], folder / "lake")
    with without_git_settings(folder):
        _commit(folder / "archive")
        for path in sorted((folder / "archive").rglob("2021-0*.md"))[::4]:
            path.write_text(path.read_text("utf-8").replace("title: ", "title: New "), "utf-8")
        _commit(folder / "archive")
        read_history(f"archive={folder / 'archive'}", folder / "lake")
    return folder / "lake"


def _commit(repository: Path) -> None:
    """Commit all files, in March 2021."""
    git(repository, "init", "--quiet")
    git(repository, "add", ".")
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            patch.setenv(name, "2021-03-02T10:00:00Z")
        git(repository, *author, "commit", "--quiet", "--message", "All")


@pytest.fixture(scope="module")
def database(lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake, open."""
    with connect(lake) as connection:
        yield connection
