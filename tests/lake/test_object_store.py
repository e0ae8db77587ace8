"""A lake in an object store keeps the promises of one in a folder."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import obstore
import polars
import pytest
from obstore.fsspec import FsspecStore

import broadsheet
from broadsheet.errors import LakeError
from broadsheet.lake import stored
from broadsheet.lake.commit import roll_back
from broadsheet.lake.local import local_lake
from broadsheet.lake.retention import prune
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.stores.objects import Objects
from kit.commandline import Run
from kit.lake_contents import tables
from kit.object_store import BUCKET, PYTHON, object_store, objects, store

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="no server of S3: make .venv-s3/.ready")

Machine = Callable[[str], None]


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    """A server, whose address is in the environment with an account."""
    with object_store():
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the cache of a machine that has loaded an archive into `s3://news/template`."""
    folder = tmp_path_factory.mktemp("template")
    for month, name in ((1, "a"), (1, "b"), (2, "c")):
        write(folder / "archive", name, month, "T")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        load(f"n={folder / 'archive'}", f"s3://{BUCKET}/template")
    return folder


@pytest.fixture
def on(tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Continue on the machine of a name: each has a cache of its own."""

    def on(name: str) -> None:
        if not (tmp_path / name).exists():
            shutil.copytree(template / "cache", tmp_path / name)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))

    on("first")
    return on


@pytest.fixture
def archive(tmp_path: Path, template: Path) -> str:
    """An archive of three documents of two months."""
    shutil.copytree(template / "archive", tmp_path / "archive")
    return f"n={tmp_path / 'archive'}"


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> str:
    """The folder of the bucket that a test has for itself."""
    return str(request.node.name)


@pytest.fixture
def lake(folder: str, on: Machine) -> str:
    """The address of a lake of the archive, and the first machine to read it."""
    for key in objects("template"):
        obstore.copy(store(), f"template/{key}", f"{folder}/{key}")
    on("first")
    return f"s3://{BUCKET}/{folder}"


def write(archive: str | Path, name: str, month: int, title: str) -> None:
    """Write a document."""
    place = Path(str(archive).removeprefix("n="))
    place.mkdir(exist_ok=True)
    text = f"title: {title}\npublishedDateTime: 2021-{month:02d}-01T00:00:00Z\n"
    (place / f"{name}.md").write_text(f"---\n{text}webUrl: https://a.example/{name}\n---\n")
    time.sleep(0.06)  # longer than the clock of files takes for a step


def titles(lake: str, as_of: str | None = None) -> list[str]:
    """The titles of the articles."""
    version = open_snapshot(local_lake(lake, as_of), as_of)
    return version.read("articles").sort_by("url")["title"].to_pylist()


def test_another_machine_reads_the_same_lake(
    lake: str, on: Machine, archive: str, tmp_path: Path
) -> None:
    """Its tables are those of a load into a folder."""
    load(archive, tmp_path / "lake")
    on("second")
    assert tables(local_lake(lake)) == tables(tmp_path / "lake")


def test_a_load_of_nothing_new_writes_nothing(lake: str, folder: str, archive: str) -> None:
    """The store is as it was."""
    local_lake(lake)
    before = objects(folder)
    load(archive, lake)
    assert objects(folder) == before


def test_a_version_costs_what_has_changed(lake: str, folder: str, archive: str) -> None:
    """Files of a month without a change are in the store already, and are not written again."""
    before = objects(folder)
    write(archive, "c", 2, "New")
    load(archive, lake)
    after = objects(folder)
    assert before.items() <= after.items()
    new = after.keys() - before.keys()
    assert {key for key in new if key.startswith("articles/")} == {
        key for key in new if key.startswith("articles/published_month=2021-02/")
    }


def test_of_two_writers_one_wins(lake: str, on: Machine, archive: str) -> None:
    """The other gets one line, and leaves what the first has made."""
    on("second")
    mirror = local_lake(lake)
    on("first")
    write(archive, "a", 1, "First")
    load(archive, lake)
    on("second")
    write(archive, "a", 1, "Second")
    with pytest.raises(LakeError, match=f"made v000002 of {lake} meanwhile; nothing was changed"):
        load(archive, mirror)
    assert titles(lake) == ["First", "T", "T"]
    assert load(archive, lake).version == "v000003"
    assert titles(lake) == ["Second", "T", "T"]


def test_a_repeated_request_is_no_second_writer(
    lake: str, archive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the answer to the commit is lost, its repetition finds the record and succeeds."""
    create = Objects.create

    def create_twice(store: Objects, key: str, data: bytes) -> bool:
        create(store, key, data)
        return create(store, key, data)

    monkeypatch.setattr(Objects, "create", create_twice)
    write(archive, "a", 1, "New")
    assert load(archive, lake).version == "v000002"


def test_a_dead_writer_leaves_no_version(
    lake: str, on: Machine, archive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that dies before its commit: readers have the version before, the next load makes it."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    write(archive, "a", 1, "New")
    with monkeypatch.context() as patch:
        patch.setattr(Objects, "create", die)
        with pytest.raises(KeyboardInterrupt):
            load(archive, lake)
    on("second")
    assert titles(lake) == ["T", "T", "T"]
    assert load(archive, lake).version == "v000002"
    assert titles(lake) == ["New", "T", "T"]


def test_a_writer_that_dies_after_its_commit_has_committed(
    lake: str, archive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its machine fetches the version from the store."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    write(archive, "a", 1, "New")
    with monkeypatch.context() as patch:
        patch.setattr("broadsheet.lake.commit.install", die)
        with pytest.raises(KeyboardInterrupt):
            load(archive, lake)
    assert titles(lake) == ["New", "T", "T"]


def test_earlier_versions_are_fetched(lake: str, on: Machine, archive: str) -> None:
    """A machine that has the live version alone reads another by its name."""
    write(archive, "a", 1, "New")
    load(archive, lake)
    on("second")
    assert titles(lake) == ["New", "T", "T"]
    assert titles(lake, "v000001") == ["T", "T", "T"]
    assert titles(lake) == ["New", "T", "T"]


def test_a_rollback_goes_forward(lake: str, on: Machine, archive: str) -> None:
    """A new version has the files of the old, for all machines."""
    write(archive, "a", 1, "New")
    load(archive, lake)
    assert roll_back(local_lake(lake), "v000001").version == "v000003"
    on("second")
    assert titles(lake) == ["T", "T", "T"]


def test_prune_removes_what_no_version_has(
    lake: str, folder: str, on: Machine, archive: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left of the store is a version and its files."""
    write(archive, "a", 1, "New")
    load(archive, lake)
    monkeypatch.setattr(stored, "_UNNAMED_FOR", timedelta(0))
    assert prune(local_lake(lake), 1).removed == ["v000001"]
    on("second")
    assert titles(lake) == ["New", "T", "T"]
    files = open_snapshot(local_lake(lake)).files or {}
    keys = {stored.key_of(name, digest) for name, (_, digest) in files.items()}
    assert objects(folder).keys() == keys | {"versions/v000002.json"}


def test_prune_leaves_files_that_a_load_may_be_about_to_name(
    lake: str, folder: str, archive: str
) -> None:
    """Files without a version stay for days."""
    before = objects(folder)
    write(archive, "a", 1, "New")
    load(archive, lake)
    prune(local_lake(lake), 1)
    assert before.keys() - objects(folder).keys() == {"versions/v000001.json"}


def test_versions_of_a_young_age_are_kept(lake: str, archive: str) -> None:
    """`prune` by age removes nothing that is younger."""
    write(archive, "a", 1, "New")
    load(archive, lake)
    assert prune(local_lake(lake), 1, timedelta(days=1)).removed == []
    assert prune(local_lake(lake), 1, timedelta(0)).removed == ["v000001"]


def test_a_damaged_file_is_not_taken(lake: str, folder: str, on: Machine) -> None:
    """A file that is not what its name says ends in one line."""
    key = next(key for key in objects(folder) if key.startswith("articles/"))
    obstore.put(store(), f"{folder}/{key}", b"other bytes")
    on("second")
    with pytest.raises(LakeError, match=r"is damaged: articles/.* has another hash"):
        titles(lake)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"no JSON", "it can't be read"),
        (b"[]", "it can't be read"),
        (b'{"files": {"a/b.parquet": 7}}', "it can't be read"),
        (b'{"files": {"../../b.parquet": [1, "%s"]}}' % (b"0" * 64), "it names the file"),
        (b'{"files": {"/tmp/b.parquet": [1, "%s"]}}' % (b"0" * 64), "it names the file"),
        (b'{"files": {"a/.b/b.parquet": [1, "%s"]}}' % (b"0" * 64), "it names the file"),
        (b'{"files": {"a/b.parquet": [1, "../b"]}}', "it names the file"),
    ],
)
def test_a_record_that_leads_elsewhere_is_not_followed(
    on: Machine, tmp_path: Path, record: bytes, reason: str
) -> None:
    """A record that is damaged, or names a file outside of its version, ends in one line."""
    folder = f"records-{tmp_path.name}"
    obstore.put(store(), f"{folder}/versions/v000001.json", record)
    on("second")
    with pytest.raises(LakeError, match=rf"v000001\.json is damaged: {reason}"):
        local_lake(f"s3://{BUCKET}/{folder}")
    with pytest.raises(LakeError, match=r"v000001\.json is damaged"):
        stored.StoredLake(f"s3://{BUCKET}/{folder}").prune(1, None)


def test_another_lake_at_the_address_is_not_taken_for_it(lake: str, folder: str) -> None:
    """A machine that knows the lake reports that its versions are gone."""
    assert titles(lake)
    obstore.delete(store(), [f"{folder}/{key}" for key in objects(folder)])
    with pytest.raises(LakeError, match=r"has another lake now: .* remove the mirror: rm -r"):
        titles(lake)


def test_other_tools_read_the_files_of_a_version(lake: str, on: Machine, archive: str) -> None:
    """They are given addresses, and read the live rows once."""
    write(archive, "a", 1, "New")
    load(archive, lake)
    on("second")
    files = broadsheet.data_files("articles", lake)
    rows = polars.scan_parquet(files, storage_options={"aws_allow_http": "true"})
    assert sorted(rows.select("title").collect()["title"]) == ["New", "T", "T"]


def test_duckdb_reads_the_files_without_a_mirror(lake: str) -> None:
    """Through a file system in Python, where its own extension for stores is not to be had."""
    files = broadsheet.data_files("articles", lake)
    with duckdb.connect() as connection:
        connection.register_filesystem(FsspecStore("s3", client_options={"allow_http": True}))
        rows = connection.execute("select title from read_parquet($1)", [files]).fetchall()
    assert rows == [("T",)] * 3


def test_a_store_that_refuses_is_bad_input(run: Run, on: Machine) -> None:
    """A bucket that is not there is told in one line."""
    on("first")
    done = run("status", "--lake", "s3://nobody/lake")
    assert done.code == 2
    assert done.err.startswith("broadsheet: s3://nobody/lake can't be reached: ")
    assert len(done.err.splitlines()) == 1
