"""Folders of an object store are archives like folders of a disk."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import obstore
import pytest

import broadsheet
from broadsheet.archive import EntryRefused, RestEntry, Selection, open_archives
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import ArchiveError, StoreError
from broadsheet.loading.loader import load
from kit.commandline import Run
from kit.lake_contents import tables
from kit.object_store import BUCKET, PYTHON, object_store, put_raw, store

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="no server of S3: make .venv-s3/.ready")


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    """A server, whose address is in the environment with an account."""
    with object_store():
        yield


@pytest.fixture
def bucket(request: pytest.FixtureRequest) -> str:
    """The address of a folder that a test has for itself."""
    return f"s3://{BUCKET}/{request.node.originalname}"


def put(bucket: str, path: str, data: bytes | str) -> None:
    """Write an object."""
    key = f"{bucket.removeprefix(f's3://{BUCKET}/')}/{path}"
    obstore.put(store(), key, data.encode() if isinstance(data, str) else data)


def remove(bucket: str, path: str) -> None:
    """Remove an object."""
    obstore.delete(store(), f"{bucket.removeprefix(f's3://{BUCKET}/')}/{path}")


def document(name: str, title: str = "T") -> str:
    """A document's text."""
    return (
        f"---\ntitle: {title}\nwebUrl: https://a.example/{name}\n"
        "publishedDateTime: 2021-03-01T00:00:00Z\n---\n"
    )


def test_documents_are_objects_by_their_suffix(bucket: str, rows: Callable[..., object]) -> None:
    """Paths are the keys below the address; hidden folders and other files are no documents."""
    for key in ("b.md", "a/é #?100%.md", "a/x.png", ".git/c.md", "a/back\\slash.yml", "none/"):
        put(bucket, key, key)
    assert rows(bucket) == [
        ("a/back\\\\slash.yml", b"a/back\\slash.yml"),
        ("a/é #?100%.md", "a/é #?100%.md".encode()),
        ("b.md", b"b.md"),
    ]


def test_the_tables_are_those_of_a_folder(bucket: str, tmp_path: Path) -> None:
    """Each document is read once, several at the same time, and none takes another's place."""
    (tmp_path / "n").mkdir()
    for number in range(40):
        text = document(f"{number}", title=f"T{number}")
        (tmp_path / "n" / f"{number}.md").write_text(text)
        put(bucket, f"{number}.md", text)
    load(f"n={bucket}", tmp_path / "from-store")
    load(f"n={tmp_path / 'n'}", tmp_path / "from-folder")
    assert tables(tmp_path / "from-store") == tables(tmp_path / "from-folder")


def test_processes_read_objects_too(bucket: str, tmp_path: Path) -> None:
    """Clients of a store do not survive a fork, so each process starts its own."""
    for number in range(6):
        put(bucket, f"{number}.md", document(f"{number}") + "x" * 1_000_000)
    done = load(f"n={bucket}", tmp_path / "lake", workers=2)
    assert done.changes["added"] == 6


def test_a_later_load_reads_what_has_changed(bucket: str, tmp_path: Path) -> None:
    """An object is known by its tag, so one with another size or content alone is read."""
    for name in ("a", "b", "c"):
        put(bucket, f"{name}.md", document(name))
    load(f"n={bucket}", tmp_path / "lake")
    assert load(f"n={bucket}", tmp_path / "lake").changes["unchanged"] == 3
    put(bucket, "a.md", document("a", title="U"))
    remove(bucket, "b.md")
    changes = load(f"n={bucket}", tmp_path / "lake").changes
    assert (changes["changed"], changes["removed"], changes["unchanged"]) == (1, 1, 1)


def test_an_object_that_goes_meanwhile_stays_what_it_was(bucket: str) -> None:
    """It says nothing of the document that it can't be read now."""
    put(bucket, "a.md", "a")
    (entry,) = pickle.loads(pickle.dumps(list(open_archives(bucket)[0].entries())))  # noqa: S301 - our own
    remove(bucket, "a.md")
    with pytest.raises(EntryRefused, match="the archive was changed meanwhile") as refused:
        entry.read(DEFAULT_LIMITS)
    assert refused.value.is_lost


@pytest.mark.parametrize("grown", [False, True])
def test_a_large_object_is_refused(bucket: str, grown: bool) -> None:
    """Also if it was replaced by a large one since it was listed."""
    put(bucket, "a.md", "a" * (4 if grown else 11))
    (entry,) = open_archives(bucket)[0].entries()
    put(bucket, "a.md", "a" * 11)
    with pytest.raises(EntryRefused, match="11 bytes, over the limit of 10"):
        entry.read(Limits(document_bytes=10))


def test_a_key_that_is_no_path_costs_its_folder_alone(bucket: str) -> None:
    """All other folders are listed, and the one that can't be is said to be there."""
    for key in ("a.md", "b/c.md", "d/e.md", "f.md"):
        put(bucket, key, "x")
    put_raw(f"{bucket}/d//g.md".removeprefix(f"s3://{BUCKET}/"), b"x")
    entries = list(open_archives(bucket)[0].entries())
    assert [entry.path for entry in entries] == ["a.md", "f.md", "d", "b/c.md"]
    (rest,) = [entry for entry in entries if isinstance(entry, RestEntry)]
    assert rest.prefix == "d/"
    assert "a folder that can't be listed: a key that is no path: Path \"" in rest.fault.message


def test_globs_choose_keys(bucket: str) -> None:
    """As they choose the files of a folder."""
    put(bucket, "a/x.md", "x")
    put(bucket, "b/y.md", "y")
    (archive,) = open_archives(bucket, Selection(exclude=("b/*",)))
    assert [entry.path for entry in archive.entries()] == ["a/x.md"]


def test_another_place_of_the_same_name_is_refused(bucket: str, tmp_path: Path) -> None:
    """An archive in a store is there until the user says otherwise."""
    put(f"{bucket}/one/news", "a.md", document("a"))
    put(f"{bucket}/two/news", "a.md", document("a"))
    load(f"{bucket}/one/news", tmp_path / "lake")
    with pytest.raises(ArchiveError, match=f"an archive news from another place, {bucket}/one"):
        load(f"{bucket}/two/news", tmp_path / "lake")


def test_an_empty_folder_is_reported(bucket: str, run: Run) -> None:
    """In one line, with exit code 2."""
    result = run("load", bucket)
    assert result.code == 2
    assert result.err.startswith(f"broadsheet: no documents in {bucket}; documents end in .md")


def test_an_address_of_another_kind_is_refused(run: Run) -> None:
    """With what is valid."""
    result = run("load", "gs://bucket/news")
    assert result.code == 2
    assert "not the address of a folder in an object store: s3://BUCKET/FOLDER" in result.err


def test_a_store_that_refuses_is_reported(tmp_path: Path) -> None:
    """A bucket that is not there is no archive without documents."""
    with pytest.raises(StoreError, match="s3://absent/news can't be reached"):
        broadsheet.load("s3://absent/news", tmp_path / "lake")
