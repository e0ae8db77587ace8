"""A load into a lake that holds the archive already does as little as it may, and as much as it
must: its tables are those of a load of everything.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given

from broadsheet.archive import Selection, open_archives
from broadsheet.archive import folder as folder_module
from broadsheet.errors import LakeError
from broadsheet.lake.ledger import read_loads
from broadsheet.lake.names import archive_key
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED, DIMENSIONS
from kit.edits import EVERY_KIND, ROUNDS, SAMPLES_CHANGED, Edit, check_rounds
from kit.examples import examples
from kit.lake_contents import assert_as_in_full, counted, record, tables
from kit.lakes import make_writable
from kit.made_documents import IV, made
from kit.packed_archives import PACKED, check_states, write_zip
from kit.quick_disk import quick_folder

CHILDREN = ("articles", "related", "images", "article_topics")


@pytest.fixture
def room() -> Iterator[Path]:
    """An empty folder on a quick disk."""
    with quick_folder() as folder:
        yield folder


@pytest.fixture
def lake(room: Path) -> Path:
    """A lake that is not there yet."""
    return room / "lake"


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives every file a mark, however young; a test must not write one twice in a tick then."""
    monkeypatch.setattr(folder_module, "_TICK", 0)


def changes(lake: Path, archive: str = "archive") -> dict[str, Any]:
    """What the live version's record tells of an archive's changes, without the counts."""
    found: dict[str, Any] = open_snapshot(lake).load["changes"][archive]
    return {name: what for name, what in found.items() if what and name != "counts"}


@pytest.mark.parametrize("marked", [False, True], ids=["read", "marked"])
@examples(1, suppress_health_check=list(HealthCheck))
@given(rounds=ROUNDS)
@example(rounds=SAMPLES_CHANGED)
@example(rounds=EVERY_KIND)
def test_incremental_load_is_as_good_as_a_full_one(rounds: list[list[Edit]], marked: bool) -> None:
    """Whatever happens to an archive, loading it again makes the tables of a load of everything,
    and the counts that it reports are those of the tables. `make soak` searches further.
    """
    check_rounds(rounds, marked=marked)


# Nothing has changed


def standing(folder: Path) -> dict[str, tuple[int, int]]:
    """The files of a lake that a load without news leaves alone: their inodes and times."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        str(file.relative_to(folder)): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in files
        if file.name not in {".lock", "loads.jsonl"} and file.parent.name != ".seen"
    }


@pytest.fixture(scope="module")
def first_load() -> Iterator[Path]:
    """An archive of documents in three months, with rows in every table, and a lake of it."""
    with quick_folder() as made_once:
        root = made_once / "archive"
        for month in ("2020-12", "2021-02", "2021-03"):
            for number in range(3):
                file = root / month / f"{number}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(full_document(title=f"T{number}", date=f"{month}-0{number + 1}"))
        (root / "skipped.md").write_text("Notes\n")
        (root / "broken.md").write_text('---\ntitle: "E\n---\n')
        load([root], made_once / "lake")
        yield made_once


@pytest.fixture
def archive(room: Path, first_load: Path) -> Path:
    """A copy of the archive."""
    return Path(shutil.copytree(first_load / "archive", room / "archive"))


@pytest.fixture
def loaded(archive: Path, lake: Path, first_load: Path) -> Path:
    """A copy of the archive, which `lake` holds as it is; the cache knows the files of the copy."""
    shutil.copytree(first_load / "lake", lake)
    load([archive], lake)
    return archive


def full_document(**given: Any) -> bytes:  # noqa: ANN401 - fields of Made
    """A document with rows in every table, unless something else is given."""
    more = {
        "topics": ("T",),
        "related": 1,
        "images": 1,
        "payload": "AAAAbbbb",
        "more": ("heat: x",),
    }
    return made(**(more | given))


def test_nothing_changed_makes_no_version(loaded: Path, lake: Path) -> None:
    """A load that finds nothing new leaves the lake as it is, but for the ledger."""
    before = standing(lake)
    summary = load([loaded], lake)
    assert (summary.version, standing(lake)) == ("v000001", before)


def test_nothing_changed_is_told(archive: Path, lake: Path) -> None:
    """A load that finds nothing new tells the counts that the load before has told."""
    first, again = (load([archive], lake) for _ in range(2))
    kinds = ("seen", "loaded", "quarantined", "skipped", "rows", "problems")
    assert [getattr(again, kind) for kind in kinds] == [getattr(first, kind) for kind in kinds]
    assert {kind: count for kind, count in again.changes.items() if count} == {"unchanged": 11}


def test_every_load_has_its_line_in_the_ledger(archive: Path, lake: Path) -> None:
    """The ledger has a line for every load, also for those that made no version."""
    for _ in range(3):
        load([archive], lake)
    assert [line["version"] for line in read_loads(lake)] == ["v000001"] * 3


def test_touched_files_are_found_to_be_the_same(loaded: Path, lake: Path) -> None:
    """Files whose times alone have changed make no version."""
    for file in loaded.rglob("*.md"):
        os.utime(file, (1, 1))
    assert load([loaded], lake).version == "v000001"


def test_fresh_clone_is_found_to_be_the_same(loaded: Path, lake: Path, room: Path) -> None:
    """The same documents in another folder make no version, if the archive's name is the same."""
    shutil.copytree(loaded, room / "clone")
    assert load([f"archive={room / 'clone'}"], lake).version == "v000001"


@pytest.mark.usefixtures("marks")
def test_lost_marks_cost_reading_alone(loaded: Path, lake: Path) -> None:
    """Without the marks of the load before, every document is read and found to be the same."""
    shutil.rmtree(lake / ".seen")
    assert load([loaded], lake).changes["unchanged"] == 11


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize("damage", [b"", b"PAR1", b"no Parquet at all" * 9])
def test_damaged_marks_cost_reading_alone(loaded: Path, lake: Path, damage: bytes) -> None:
    """Marks that can't be read are as good as none."""
    for file in (lake / ".seen").iterdir():
        file.write_bytes(damage)
    assert load([loaded], lake).changes["unchanged"] == 11


@pytest.mark.usefixtures("marks")
def test_marked_documents_are_not_read(
    loaded: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents that are as they were are not even opened."""
    read = []
    monkeypatch.setattr(folder_module.FileEntry, "read", lambda entry, _: read.append(entry.path))
    load([loaded], lake)
    assert read == []


# Few files are written again


def inodes(lake: Path, table: str = "*") -> dict[str, int]:
    """The live version's files of a table, or of all."""
    live = open_snapshot(lake).path
    return {
        str(file.relative_to(live)): file.stat().st_ino
        for file in live.glob(f"{table}/**/*.parquet")
    }


def rewritten(lake: Path, archive: Path) -> set[str]:
    """Folders of articles and documents in which a load of an archive writes, or removes, files."""
    before = inodes(lake)
    load([archive], lake)
    after = inodes(lake)
    folders = {str(Path(name).parent) for name, _ in before.items() ^ after.items()}
    return {name for name in folders if name.partition("/")[0] not in {*DERIVED, *DIMENSIONS}}


def derived_files(lake: Path) -> dict[str, int]:
    """The live version's files of derived tables."""
    return {name: number for table in DERIVED for name, number in inodes(lake, table).items()}


def with_other_payload(data: bytes) -> bytes:
    """A document with another payload of the same length."""
    return data.replace(b'"AAAAbbbb;', b'"CCCCdddd;')


def with_other_line_ends(data: bytes) -> bytes:
    """A document with the line ends of Windows."""
    return data.replace(b"\n", b"\r\n")


@pytest.mark.parametrize("reissue", [with_other_payload, with_other_line_ends])
def test_reissued_documents_keep_their_rows(
    loaded: Path, lake: Path, reissue: Callable[[bytes], bytes]
) -> None:
    """Where the payload or line ends alone have changed, no file of articles is written again."""
    for file in loaded.rglob("?.md"):
        file.write_bytes(reissue(file.read_bytes()))
    assert rewritten(lake, loaded) == {"documents"}


def test_reissued_documents_keep_their_stories(loaded: Path, lake: Path) -> None:
    """Where the payload alone has changed, the new version shares the files of derived tables."""
    before = derived_files(lake)
    file = loaded / "2021-02" / "0.md"
    file.write_bytes(with_other_payload(file.read_bytes()))
    assert load([loaded], lake).version == "v000002"
    assert before
    assert derived_files(lake) == before


def test_changed_documents_change_their_stories(loaded: Path, lake: Path, room: Path) -> None:
    """Where a title has changed that is no story's, items alone are written again."""
    before = derived_files(lake)
    (loaded / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    load([loaded], lake)
    same = before.items() & derived_files(lake).items()
    assert {Path(file).parent.name for file, _ in same} == DERIVED.keys() - {"items"}
    assert_as_in_full(f"archive={loaded}", lake, room / "fresh")


def test_lake_may_lie_in_a_folder_of_any_name(archive: Path, room: Path) -> None:
    """A quote or a blank in the lake's path is no part of a statement."""
    lake = room / "a (b) %c" / "la'ke"
    for title in ("One", "Two"):
        (archive / "2021-02" / "0.md").write_bytes(full_document(title=title, date="2021-02-01"))
        load([f"n={archive}"], lake)
    load([f"n={archive}"], room / "plain")
    assert tables(lake) == tables(room / "plain")


@pytest.mark.parametrize("reissue", [with_other_payload, with_other_line_ends])
def test_reissued_documents_are_counted_as_such(
    loaded: Path, lake: Path, reissue: Callable[[bytes], bytes]
) -> None:
    """Documents in which the payload or line ends alone have changed are told apart."""
    for file in (loaded / "2021-02").iterdir():
        file.write_bytes(reissue(file.read_bytes()))
    counts = load([loaded], lake).changes
    assert {kind: n for kind, n in counts.items() if n} == {"reissued": 3, "unchanged": 8}


def test_payload_of_another_length_is_a_reissue(loaded: Path, lake: Path) -> None:
    """A longer payload changes a column, but not what the document says."""
    (loaded / "2021-02" / "0.md").write_bytes(
        full_document(title="T0", date="2021-02-01", payload="CCCCddddEEEE")
    )
    assert load([loaded], lake).changes["reissued"] == 1


@pytest.mark.parametrize("reissue", [with_other_payload, with_other_line_ends])
def test_fingerprints_follow_a_reissue(
    loaded: Path, lake: Path, room: Path, reissue: Callable[[bytes], bytes]
) -> None:
    """The table of documents holds a reissued document's own size and fingerprint."""
    for file in loaded.rglob("?.md"):
        file.write_bytes(reissue(file.read_bytes()))
    load([loaded], lake)
    assert_as_in_full(f"archive={loaded}", lake, room / "fresh")


def test_only_the_months_that_changed_are_written(loaded: Path, lake: Path) -> None:
    """A changed document costs its month's file of articles alone: its lists are the same."""
    (loaded / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    assert rewritten(lake, loaded) == {
        "articles/published_month=2021-02", "documents", "problems"
    }  # fmt: skip


def test_moved_document_costs_both_months(loaded: Path, lake: Path) -> None:
    """A document of another date leaves its month's files for those of its new month."""
    (loaded / "2021-02" / "0.md").write_bytes(full_document(title="T0", date="2021-03-09"))
    months = {
        f"{table}/published_month={month}" for table in CHILDREN for month in ("2021-02", "2021-03")
    }
    assert rewritten(lake, loaded) == {*months, "documents", "problems"}


def test_removed_month_has_no_files(loaded: Path, lake: Path) -> None:
    """A month whose documents are all gone is gone."""
    shutil.rmtree(loaded / "2021-02")
    load([loaded], lake)
    assert not [name for name in inodes(lake) if "2021-02" in name]


def test_many_small_loads_leave_few_files(loaded: Path, lake: Path) -> None:
    """An archive that grows document by document has no more files than one loaded at once."""
    before = len(inodes(lake))
    for number in range(4):
        (loaded / f"new-{number}.md").write_bytes(full_document(date="2021-02-20"))
        load([loaded], lake)
    assert len(inodes(lake)) == before


def test_earlier_version_stays_as_it_was(loaded: Path, lake: Path) -> None:
    """What is written anew for one version is not changed in another."""
    files = {file: file.read_bytes() for file in (lake / "v000001").rglob("*") if file.is_file()}
    (loaded / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    (loaded / "2021-03" / "0.md").unlink()
    load([loaded], lake)
    assert {file: file.read_bytes() for file in files} == files


# What marks can't show


@pytest.fixture
def unseen(archive: Path, lake: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive in which a document has changed though its mark has not."""
    monkeypatch.setattr(folder_module, "file_stamp", lambda *_: "always the same")
    load([archive], lake)
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    return archive


def titles(lake: Path) -> set[str]:
    """The titles of the live articles."""
    return set(open_snapshot(lake).read("articles")["title"].to_pylist())


def test_load_trusts_marks(unseen: Path, lake: Path) -> None:
    """A document whose mark is the one noted is not looked at."""
    assert load([unseen], lake).version == "v000001"


def test_full_load_trusts_no_marks(unseen: Path, lake: Path) -> None:
    """A full load finds what marks can't show."""
    load([unseen], lake, full=True)
    assert "New" in titles(lake)


def test_full_load_tells_what_marks_missed(unseen: Path, lake: Path) -> None:
    """A full load tells what has changed as any load does."""
    load([unseen], lake, full=True)
    assert changes(lake) == {
        "fields": {"title": 1},
        "changed": {"2021-02/0.md": ["title"]},
    }


@pytest.mark.usefixtures("marks")
def test_full_load_overrules_false_marks(loaded: Path, lake: Path) -> None:
    """Marks that lie about the documents are forgotten in a full load."""
    (loaded / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    file = lake / ".seen" / f"{archive_key('archive')}.parquet"
    seen = pq.ParquetFile(file).read()
    now = [
        "{0.st_size}:{0.st_mtime_ns}:{0.st_ctime_ns}:{0.st_ino}".format((loaded / path).lstat())
        for path in seen["path"].to_pylist()
    ]
    pq.write_table(seen.set_column(1, "stamp", pa.array(now)), file)
    assert load([loaded], lake).changes["unchanged"] == 11
    assert load([loaded], lake, full=True).changes["changed"] == 1
    assert load([loaded], lake).changes["unchanged"] == 11


def test_marks_of_another_version_are_not_trusted(loaded: Path, lake: Path) -> None:
    """Marks hold for the documents that they were noted of, not for those of a version before."""
    (loaded / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    load([loaded], lake)
    (lake / "CURRENT").write_text("v000001\n")
    load([loaded], lake)
    assert "New" in titles(lake)


# Several archives, several selections


@pytest.fixture
def other(archive: Path, room: Path) -> Path:
    """Another archive with the same paths."""
    shutil.copytree(archive, room / "other")
    return room / "other"


def test_load_leaves_other_archives_files_alone(archive: Path, other: Path, lake: Path) -> None:
    """A load of one archive writes no file of another."""
    load([archive, other], lake)
    before = {name: inode for name, inode in inodes(lake).items() if archive_key("other") in name}
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    (archive / "2021-03" / "0.md").unlink()
    load([archive], lake)
    assert before.items() <= inodes(lake).items()


def test_load_leaves_other_archives_rows_alone(archive: Path, other: Path, lake: Path) -> None:
    """A load of one archive changes no row and no count of another."""
    load([archive, other], lake)
    before = counted(lake, "other"), record(lake, "other")
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    (archive / "2021-03" / "0.md").unlink()
    load([archive], lake)
    assert (counted(lake, "other"), record(lake, "other")) == before


def test_archive_may_join_later(loaded: Path, other: Path, lake: Path, room: Path) -> None:
    """Archives that were loaded apart, and each again, are as good as loaded together."""
    load([other], lake)
    (loaded / "2021-03" / "0.md").unlink()
    load([loaded, other], lake)
    load([loaded, other], room / "fresh")
    assert tables(lake) == tables(room / "fresh")


SELECTIONS = [
    Selection(),
    Selection(include=("2021-*",)),
    Selection(exclude=("*/0.md", "broken.md")),
    Selection(include=("2021-*", "2020-*"), exclude=("2021-03/*",)),
]


@pytest.fixture(scope="module")
def selected(first_load: Path) -> Iterator[Path]:
    """A lake of the archive for each selection, by its number."""
    with quick_folder() as lakes:
        for number, selection in enumerate(SELECTIONS):
            load([first_load / "archive"], lakes / str(number), selection=selection)
        yield lakes


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(first, then, marks=[pytest.mark.soak] * ((then - first) % 4 in {0, 2}))
        for first, then in product(range(4), repeat=2)
    ],
)
def test_another_selection_is_as_good_as_loaded_in_full(
    archive: Path, lake: Path, selected: Path, first: int, then: int
) -> None:
    """Loading other files of an archive than before adds and removes what differs."""
    shutil.copytree(selected / str(first), lake)
    load([f"archive={archive}"], lake, selection=SELECTIONS[then])  # a copy, elsewhere
    assert tables(lake) == tables(selected / str(then))
    assert record(lake, "archive") == record(selected / str(then), "archive")


# What a load tells of changes


def test_added_documents_are_told(loaded: Path, lake: Path) -> None:
    """A new document is told by its path."""
    (loaded / "new.md").write_bytes(full_document(title="New"))
    load([loaded], lake)
    assert changes(lake) == {"added": ["new.md"]}


def test_removed_documents_are_told(loaded: Path, lake: Path) -> None:
    """A document that is gone is told by its path."""
    (loaded / "2021-02" / "0.md").unlink()
    load([loaded], lake)
    assert changes(lake) == {"removed": ["2021-02/0.md"]}


def test_renamed_documents_are_told(loaded: Path, lake: Path) -> None:
    """A document that has moved is told by both paths."""
    (loaded / "2021-02" / "0.md").rename(loaded / "moved.md")
    load([loaded], lake)
    assert changes(lake) == {"renamed": {"2021-02/0.md": "moved.md"}}


FIELDS = {
    "title": {"title": "Other"},
    "published_at": {"date": "2021-02-09"},
    "topics": {"topics": ("T", "U")},
    "related": {"related": 2},
    "images": {"images": 0},
    "heat": {"more": ("heat: 3",)},
    "quality": {"more": ("heat: x", "quality: 3")},
    "extra": {"more": ("heat: x", "mood: good")},
    "body": {"body": "Other\n"},
}


@pytest.mark.parametrize("field", FIELDS)
def test_changed_fields_are_told(loaded: Path, lake: Path, field: str) -> None:
    """A document that says something else is told with the fields that differ."""
    without = {"related": {"images": 0}, "images": {"related": 0}}  # which have images themselves
    same = {"title": "T0", "date": "2021-02-01", **without.get(field, {})}
    (loaded / "2021-02" / "0.md").write_bytes(full_document(**same))
    load([loaded], lake)
    (loaded / "2021-02" / "0.md").write_bytes(full_document(**(same | FIELDS[field])))
    load([loaded], lake)
    assert changes(lake) == {"fields": {field: 1}, "changed": {"2021-02/0.md": [field]}}


def test_quarantine_is_a_change_of_status(loaded: Path, lake: Path) -> None:
    """A document that can't be read any more has changed in its status."""
    (loaded / "2021-02" / "0.md").write_text('---\ntitle: "E\n---\n')
    load([loaded], lake)
    assert changes(lake)["changed"] == {"2021-02/0.md": ["status"]}


def test_new_fields_are_schema_changes(loaded: Path, lake: Path) -> None:
    """A field that no document of the archive had is told, with its kind."""
    (loaded / "new.md").write_text("---\ntitle: New\nmood: good\n---\n")
    assert load([loaded], lake).schema_changes == ["archive: new field mood: text"]


def test_new_kinds_of_fields_are_schema_changes(loaded: Path, lake: Path) -> None:
    """A field that was of another kind in every document is told."""
    (loaded / "new.md").write_text("---\ntitle: New\nheat: 3\n---\n")
    assert load([loaded], lake).schema_changes == [
        "archive: heat is now also a whole number; was text"
    ]


def test_known_fields_are_no_schema_changes(loaded: Path, lake: Path) -> None:
    """A document with the fields of others brings no schema change."""
    (loaded / "new.md").write_bytes(full_document(title="New"))
    assert load([loaded], lake).schema_changes == []


# Archives that are files


EDITED = [
    {
        "a.md": made(related=1),
        "b.md": made(title="B", payload="AAAAbbbb"),
        "c/d.yaml": b"title: D\n",
    },
    {"moved.md": made(related=1), "b.md": made(title="B", payload="CCCCdddd"), "é.md": made()},
]
"""An archive, and what has become of it: a document moved, one reissued, one removed, one added."""


@pytest.mark.parametrize("name", PACKED)
def test_packed_archive_is_as_good_as_loaded_in_full(name: str) -> None:
    """An archive that is a file, replaced by another, makes the tables of a load of that alone.

    `make soak` does so with any documents.
    """
    check_states(name, EDITED)


def test_documents_that_move_within_lines_are_told_by_their_new_lines(
    lake: Path, room: Path
) -> None:
    """A fault in a line of JSON is told with the line it is in now."""
    file = room / "a.jsonl"
    file.write_text('{"path": "a", "title": "A", "heat": "high"}\n')
    load([f"n={file}"], lake)
    file.write_text('{"path": "b", "title": "B"}\n{"path": "a", "title": "A", "heat": "high"}\n')
    load([f"n={file}"], lake)
    assert open_snapshot(lake).read("problems")["line"].to_pylist() == [2]


def test_young_file_can_be_loaded_at_once(lake: Path, room: Path) -> None:
    """A zip that was written a moment before is read like any other, however long it takes."""
    documents = {f"{number}.md": made(title=str(number)) for number in range(1_500)}
    write_zip(room / "a.zip", documents)
    assert load([room / "a.zip"], lake).loaded == len(documents)


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize("name", PACKED)
def test_file_that_is_replaced_meanwhile_is_read_again(lake: Path, room: Path, name: str) -> None:
    """A file that is replaced during its load is not taken for the one that was loaded."""
    file = room / name
    PACKED[name](file, {"a.md": made(title="Before")})

    def replace(*_: int) -> None:
        PACKED[name](room / f"new-{name}", {"a.md": made(title="After"), "b.md": made()})
        (room / f"new-{name}").replace(file)

    load([f"n={file}"], lake, progress=replace)
    load([f"n={file}"], lake)
    assert_as_in_full(f"n={file}", lake, room / "fresh")


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize("name", PACKED)
def test_untouched_file_is_not_even_listed(
    lake: Path, room: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file that is the one that was loaded is left alone."""
    PACKED[name](room / name, {"a.md": made(), "b.md": made()})
    load([f"n={room / name}"], lake)
    (archive,) = open_archives([f"n={room / name}"])
    monkeypatch.setattr(type(archive), "entries", None)
    assert load([f"n={room / name}"], lake).changes["unchanged"] == 2


def test_payload_in_another_field_is_no_reissue(lake: Path, room: Path) -> None:
    """A payload that stands within another field's text is a part of what the document says."""
    file = room / "archive" / "a.md"
    file.parent.mkdir()
    text = "---\ntitle: 'A\nsecured: \"{};q83vEjRWeJCrze8SNFZ4kA==\"\n  '\n---\n"
    file.write_text(text.format("AAAAbbbb/+12" * 4))
    load([f"n={file.parent}"], lake)
    file.write_text(text.format("CCCCdddd/+34" * 4))
    load([f"n={file.parent}"], lake)
    assert_as_in_full(f"n={file.parent}", lake, room / "fresh")


def test_payload_in_another_field_is_withheld(lake: Path, room: Path) -> None:
    """A payload that stands within another field's text comes into no table."""
    file = room / "archive" / "a.md"
    file.parent.mkdir()
    payload = "AAAAbbbb/+12" * 4
    file.write_text(f"---\ntitle: 'A\nsecured: \"{payload};{IV}\"\n  '\n---\n")
    load([f"n={file.parent}"], lake)
    assert payload not in str(tables(lake))


# Lakes of before


def test_lake_of_another_version_of_the_tool_is_loaded_anew(loaded: Path, lake: Path) -> None:
    """Documents that another version of broadsheet has loaded are read again, all of them."""
    record = lake / "v000001" / "load.json"
    record.write_text(re.sub(r'"tool": "[^"]*"', '"tool": "broadsheet 0.0.0"', record.read_text()))
    assert load([loaded], lake).version == "v000002"


def test_ledger_goes_on_after_a_broken_line(loaded: Path, lake: Path) -> None:
    """What a killed load left of its line costs no later load its own."""
    with (lake / "loads.jsonl").open("a") as ledger:
        ledger.write('{"version": "v0')
    before = len(read_loads(lake))
    load([loaded], lake)
    assert len(read_loads(lake)) == before + 1


@pytest.fixture
def earlier(archive: Path, other: Path, lake: Path) -> Path:
    """A lake of two archives as broadsheet wrote it before it knew what has changed."""
    load([f"n={archive}", other], lake)
    for file in (make_writable(lake / "v000001") / "documents").iterdir():
        rows = pq.ParquetFile(file).read()
        pq.write_table(rows.drop_columns(["content_fingerprint", "published_month"]), file)
    record = open_snapshot(lake).load
    kept = ("tool", "loaded_at", "seen", "loaded", "quarantined", "skipped", "rows", "problems")
    archives = {
        name: {key: told[key] for key in ("path", "loaded_at", "rows")}
        for name, told in record["archives"].items()
    }
    written = {key: record[key] for key in kept} | {"archives": archives}
    (lake / "v000001" / "load.json").write_text(json.dumps(written))
    shutil.rmtree(lake / ".seen", ignore_errors=True)
    (lake / "loads.jsonl").unlink()
    return lake


def test_lake_of_before_can_be_loaded_into(
    earlier: Path, archive: Path, other: Path, room: Path
) -> None:
    """A lake that lacks what later versions note is loaded anew."""
    load([f"n={archive}", other], earlier)
    load([f"n={archive}", other], room / "fresh")
    assert tables(earlier) == tables(room / "fresh")


def test_one_archive_of_a_lake_of_before_is_not_enough(earlier: Path, archive: Path) -> None:
    """Loading one archive of such a lake is refused, and the others are named."""
    with pytest.raises(LakeError, match="load its other archives along: other"):
        load([f"n={archive}"], earlier)
    assert open_snapshot(earlier).version == "v000001"


def test_faulty_lines_that_change_places_are_told_by_their_new_lines(
    lake: Path, room: Path
) -> None:
    """Lines that are as they were, but stand elsewhere in their file, move their problems along."""
    file = room / "a.jsonl"
    lines = ['{"path": "a.md", "heat": "x"}\n', '{"path": "b.md", "title": "B"}\n']
    file.write_text("".join(lines))
    load([f"n={file}"], lake)
    file.write_text("".join(reversed(lines)))
    load([f"n={file}"], lake)
    assert_as_in_full(f"n={file}", lake, room / "fresh")
