"""When documents were first seen: by a load, through later loads, and by a commit."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import broadsheet
from broadsheet.history.reading import read_history
from broadsheet.lake.snapshot import RECORD, open_snapshot
from broadsheet.loading.forgetting import forget
from broadsheet.schema.documents import OF_LOAD
from kit.archive_histories import make_repository
from kit.histories import git, without_git_settings
from kit.lakes import make_writable

_DOCUMENT = "---\ntitle: {}\npublishedDateTime: 2021-03-01T10:00:00Z\ncategory: news\n---\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive of two documents."""
    folder = tmp_path / "news"
    folder.mkdir()
    _write(folder, "a.md", "A")
    _write(folder, "b.md", "B")
    return folder


def _write(folder: Path, path: str, title: str) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(_DOCUMENT.format(title), "utf-8")


def _versions(lake: Path, table: str = "articles") -> dict[str, str]:
    with broadsheet.connect(lake) as database:
        return dict(database.table(table).project("path, first_version").fetchall())


@pytest.mark.parametrize("full", [False, True], ids=["incremental", "full"])
def test_that_a_document_keeps_its_first_load(archive: Path, tmp_path: Path, *, full: bool) -> None:
    """Changed, moved or the same, a document was first seen by the load that first had it."""
    lake = tmp_path / "lake"
    broadsheet.load(archive, lake)
    _write(archive, "b.md", "Changed")
    _write(archive, "new.md", "New")
    (archive / "old").mkdir()
    (archive / "a.md").rename(archive / "old" / "a.md")
    broadsheet.load(archive, lake, full=full)
    expected = {"old/a.md": "v000001", "b.md": "v000001", "new.md": "v000002"}
    assert _versions(lake) == _versions(lake, "documents") == expected


def test_that_the_time_is_that_of_the_load(archive: Path, tmp_path: Path) -> None:
    """Documents of one load have one time, at most some seconds before the load's record."""
    lake = tmp_path / "lake"
    broadsheet.load(archive, lake)
    loaded_at = open_snapshot(lake).load["loaded_at"]
    with broadsheet.connect(lake) as database:
        found = database.execute(
            "select count(distinct first_seen_at), max(first_seen_at) <= $1::timestamptz,"
            " max(first_seen_at) > $1::timestamptz - interval 1 minute from articles",
            [loaded_at],
        )
        assert found.fetchall() == [(1, True, True)]


def test_that_another_format_keeps_what_it_says(archive: Path, tmp_path: Path) -> None:
    """A lake of other columns is read again, and its documents were first seen before."""
    lake = tmp_path / "lake"
    broadsheet.load(archive, lake)
    _write(archive, "b.md", "Changed")
    broadsheet.load(archive, lake)
    _rewrite_record(lake, format="another")
    broadsheet.load(archive, lake)
    assert set(_versions(lake).values()) == {"v000001"}


def test_that_a_lake_without_the_columns_was_there(archive: Path, tmp_path: Path) -> None:
    """Documents of an earlier broadsheet were there when it loaded them, at the latest."""
    lake = tmp_path / "lake"
    broadsheet.load(archive, lake)
    for file in open_snapshot(lake).path.rglob("*.parquet"):
        rows = pq.read_table(file, partitioning=None)
        make_writable(lake)
        pq.write_table(rows.drop([name for name in OF_LOAD if name in rows.column_names]), file)
    _rewrite_record(lake, format="another", loaded_at="2020-01-02T03:04:05+00:00")
    _write(archive, "new.md", "New")
    broadsheet.load(archive, lake)
    assert _versions(lake) == {"a.md": "v000001", "b.md": "v000001", "new.md": "v000002"}


def _rewrite_record(lake: Path, **values: str) -> None:
    file = open_snapshot(lake).path / RECORD
    make_writable(lake)
    record = json.loads(file.read_text("utf-8"))
    if "loaded_at" in values:
        record["archives"]["news"]["loaded_at"] = values["loaded_at"]
    del record["files"]
    file.write_text(json.dumps(record | values), "utf-8")


def test_that_commits_come_first(tmp_path: Path) -> None:
    """With history read before or after the load, each document has its first commit."""
    with without_git_settings(tmp_path):
        make_repository(tmp_path / "n.git", 40)
        source = f"n={tmp_path / 'n.git'}@main"
        broadsheet.load(f"{source}~5", tmp_path / "one")
        read_history(f"{source}~5", tmp_path / "one")
        read_history(source, tmp_path / "one")
        broadsheet.load(source, tmp_path / "one")
        read_history(source, tmp_path / "other")
        broadsheet.load(source, tmp_path / "other")
        found = _versions(tmp_path / "one", "documents")
        assert found == _versions(tmp_path / "other", "documents")
        first, changed = _first_paths(tmp_path / "other"), _changed_paths(tmp_path / "n.git")
        assert [p for p, commit in found.items() if first[p] not in changed[commit]] == []


def _first_paths(lake: Path) -> dict[str, str]:
    """For each path the one at which its document began."""
    with broadsheet.connect(lake) as database:
        sql = """
            with ends as (
                select path, arg_max(document_id, sequence) as document_id from document_versions
                where blob is not null group by path
            ),
            starts as (
                select document_id, arg_min(path, sequence) as first from document_versions
                group by document_id
            )
            select path, first from ends join starts using (document_id)
        """
        return dict(database.sql(sql).fetchall())


def _changed_paths(repository: Path) -> dict[str, set[str]]:
    """The paths that each commit has changed, by its hash."""
    words = ("-m", "--first-parent", "--format=commit %H", "--name-only", "main")
    log = git(repository, "-c", "core.quotePath=off", "log", *words)
    commits = (part.splitlines() for part in log.split("commit ")[1:])
    return {first: set(paths) for first, *paths in commits}


def test_that_history_alone_can_be_forgotten(archive: Path, tmp_path: Path) -> None:
    """An archive whose history was read, and which was never loaded, leaves the lake."""
    lake = tmp_path / "lake"
    broadsheet.load(archive, lake)
    with without_git_settings(tmp_path):
        make_repository(tmp_path / "n.git", 5)
        read_history(f"n={tmp_path / 'n.git'}@main", lake)
    assert forget(lake, "n").documents == 0
    with broadsheet.connect(lake) as database:
        assert database.sql("select count(*) from document_versions").fetchall() == [(0,)]
    assert set(_versions(lake)) == {"a.md", "b.md"}
