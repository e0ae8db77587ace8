"""A load into a lake that holds the archive already does as little as it may, and as much as it
must: its tables are those of a load of everything.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from broadsheet.archive import Selection, open_archives
from broadsheet.archive import folder as folder_module
from broadsheet.documents.document import SUFFIXES
from broadsheet.errors import LakeError
from broadsheet.lake.data_files import archive_key
from broadsheet.lake.ledger import read_loads
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.loading.summary import LoadSummary
from broadsheet.schema import DERIVED, DIMENSIONS, TABLES

_DOCUMENTS = Path(__file__).resolve().parents[1] / "documents" / "samples"
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory, where there is one

SAMPLES = {
    **{path.name: path.read_bytes() for path in sorted(_DOCUMENTS.iterdir())},
    "seed.txt": next(_SEEDS.iterdir()).read_bytes(),
}
TAXONOMIES = (
    b"---\ntaxonomy: organization\n_id: A.example\nname: No\nimages:\n  - url: u\n---\n",
    b"---\ntaxonomy: organization\n_id: A.example\nname: Other\n---\n",
    b"taxonomy: topic\n_id: ai\nchildren:\n  - ML\n  - 5\n",
    b"---\ntaxonomy: topic\nname: AI\n---\n",
)
CHILDREN = ("articles", "related", "images", "article_topics")
IV = "q83vEjRWeJCrze8SNFZ4kA=="


def disk() -> str | None:
    """Where files are quickest to write; None is the system's own folder for such."""
    return str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


@pytest.fixture
def room() -> Iterator[Path]:
    """An empty folder on a quick disk."""
    with tempfile.TemporaryDirectory(dir=disk()) as folder:
        yield Path(folder)


@pytest.fixture
def lake(room: Path) -> Path:
    """A lake that is not there yet."""
    return room / "lake"


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives every file a mark, however young; a test must not write one twice in a tick then."""
    monkeypatch.setattr(folder_module, "_TICK", 0)


def tables(lake: Path) -> dict[str, list[str]]:
    """The live rows of every table, derived ones too, whatever their order."""
    live = open_snapshot(lake)
    read = {name: live.read(name) for name in TABLES}
    read |= {name: pq.read_table(live.path / name, partitioning=None) for name in DERIVED}
    return {name: sorted(map(repr, rows.to_pylist())) for name, rows in read.items()}


def told(lake: Path, archive: str) -> dict[str, Any]:
    """What the live version's record tells of an archive's rows, documents and problems."""
    record = open_snapshot(lake).load["archives"][archive]
    return {name: record[name] for name in ("rows", "documents", "problems")}


def changes(lake: Path, archive: str = "n") -> dict[str, Any]:
    """What the live version's record tells of an archive's changes, without the counts."""
    found: dict[str, Any] = open_snapshot(lake).load["changes"][archive]
    return {name: what for name, what in found.items() if what and name != "counts"}


def assert_as_in_full(source: str, lake: Path, fresh: Path, **options: Any) -> None:  # noqa: ANN401 - load's
    """Hold a lake's tables and record against those of a full load into a new lake."""
    load([source], fresh, **options)
    assert tables(lake) == tables(fresh)
    assert told(lake, source.partition("=")[0]) == told(fresh, source.partition("=")[0])


def counted(lake: Path, archive: str) -> dict[str, dict[str, int]]:
    """An archive's documents by status, its problems by code, and its rows by table, counted."""
    snapshot = open_snapshot(lake)
    read = {name: snapshot.read(name) for name in TABLES}
    seen = read["documents"]
    ids = pc.filter(seen["article_id"], pc.equal(seen["archive"], archive)).drop_null()
    ours = {
        name: rows.filter(pc.equal(rows["archive"], archive))
        if "archive" in rows.column_names
        else rows.filter(pc.is_in(rows["article_id"], ids.combine_chunks()))
        for name, rows in read.items()
    }
    return {
        "rows": {name: rows.num_rows for name, rows in ours.items()},
        "documents": dict(Counter(ours["documents"]["status"].to_pylist())),
        "problems": dict(Counter(ours["problems"]["code"].to_pylist())),
    }


# Documents of every kind


@dataclass(frozen=True)
class Made:
    """A made-up document."""

    title: str = '"A"'
    date: str | None = "2021-03-01T10:00:00Z"
    topics: tuple[str, ...] = ()
    related: int = 0
    images: int = 0
    payload: str | None = None
    more: tuple[str, ...] = ()
    body: str = "Body\n"

    def text(self) -> str:
        """The document as it is written."""
        lines = ["---", f"title: {self.title}", *self.more]
        if self.date is not None:
            lines.append(f"publishedDateTime: {self.date}")
        if self.topics:
            lines += ["topics:", *(f"  - {topic}" for topic in self.topics)]
        lines += self._images("")
        if self.related:
            lines.append("related:")
            for number in range(self.related):
                lines += [f"  - title: R{number}", "    quality: 3", *self._images("    ")]
        if self.payload is not None:
            lines.append(f'secured: "{self.payload};{IV}"')
        return "\n".join([*lines, "---", self.body])

    def _images(self, indent: str) -> list[str]:
        images = [f"{indent}  - url: u{number}" for number in range(self.images)]
        return [f"{indent}images:", *images] if images else []


def made(**given: Any) -> bytes:  # noqa: ANN401 - fields of Made
    """A made-up document's bytes."""
    return Made(**given).text().encode()


PAYLOADS = st.sampled_from(["AAAAbbbb+/19", "BBBBcccc+/28", "CCCC", "longerLONGER0123456="])
MADE = st.builds(
    Made,
    title=st.sampled_from(['"A"', "B", "News #1", "C: D", '"torn', "é", "No", "[x]"]),
    date=st.sampled_from(
        [None, "2021-03-01T10:00:00Z", "2021-02-28", "2020-12-31T23:59:59-01:00", "2021-13-01"]
    ),
    topics=st.lists(st.sampled_from(["T", "AI", "'x: y'"]), max_size=2).map(tuple),
    related=st.integers(0, 2),
    images=st.integers(0, 2),
    payload=st.none() | PAYLOADS,
    more=st.lists(
        st.sampled_from(["quality: high", "quality: 7", "heat: [1]", "mood: good", "published: 3"]),
        max_size=2,
        unique=True,
    ).map(tuple),
    body=st.sampled_from(["", "Body\n", "Two\nlines", "---\ntitle: Second\n---\n"]),
).map(lambda document: document.text().encode())
CONTENTS = st.one_of(
    MADE, MADE, st.sampled_from([*SAMPLES.values(), *TAXONOMIES]), st.binary(max_size=9)
)
CONTENTS |= CONTENTS.map(lambda data: data.replace(b"\n", b"\r\n"))
CONTENTS |= st.builds(lambda data, size: data[:size], CONTENTS, st.integers(0, 120))

PATHS = [
    "a.md", "b.md", "2021/a.md", "2021/03/c.yaml", "2021/UPPER.TXT", "caf\udce9.md", "é.yml",
    "new\nline.markdown", "back\\slash.md", "2020/x y.md", ".hidden/d.md", "page.html", ".dot.md",
]  # fmt: skip
TARGETS = ["a.md", "keep.md", "gone.md", "2021", "../outside.md", "link.md"]
NUMBERS = st.integers(0, 20)

EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(PATHS), CONTENTS),
    st.tuples(st.just("rewrite"), NUMBERS, CONTENTS),
    st.tuples(st.just("put"), NUMBERS, CONTENTS),
    st.tuples(st.just("delete"), NUMBERS),
    st.tuples(st.just("rename"), NUMBERS, st.sampled_from(PATHS)),
    st.tuples(st.just("copy"), NUMBERS, st.sampled_from(PATHS)),
    st.tuples(st.just("swap"), NUMBERS, NUMBERS),
    st.tuples(st.just("touch"), NUMBERS, st.sampled_from([-(10**18), -1, 1, 10**18])),
    st.tuples(st.just("replace_byte"), NUMBERS, st.integers(0, 400)),
    st.tuples(st.just("reissue"), NUMBERS, PAYLOADS),
    st.tuples(st.just("change_line_ends"), NUMBERS),
    st.tuples(st.just("link"), st.sampled_from(["l.md", "2021/l.md"]), st.sampled_from(TARGETS)),
    st.tuples(st.just("move_folder"), st.sampled_from(["2021", "2022"])),
)
Edit = tuple[Any, ...]


class Archive:
    """A folder of documents that edits are made to, and what stood in it when it was loaded."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._loaded: dict[Path, tuple[bytes, tuple[int, ...]]] = {}
        root.mkdir()
        root.with_name("outside.md").write_bytes(made(title="outside"))
        self.keep = root / "keep.md"
        self.keep.write_bytes(made(related=1, topics=("T",)))

    def edit(self, kind: str, *given: Any) -> None:  # noqa: ANN401 - of each edit's own
        """Make an edit; one that names files by number means some that are there."""
        numbers = {"write": 0, "link": 0, "move_folder": 0, "swap": 2}.get(kind, 1)
        files = [file for file in self._files() if file != self.keep] or [self.keep]
        named = [files[number % len(files)] for number in given[:numbers]]
        getattr(self, f"_{kind}")(*named, *given[numbers:])

    def documents(self) -> int:
        """How many files, and links but those to folders, are documents by their name."""
        paths = [path for path in self.root.rglob("*") if not path.is_dir()]
        return sum(
            path.name.lower().endswith(SUFFIXES) and path.parent.name != ".hidden" for path in paths
        )

    def note_loaded(self) -> None:
        """Note what is loaded now."""
        self._loaded = {file: (file.read_bytes(), _mark(file)) for file in self._files()}

    def set_apart(self) -> None:
        """Make sure that the system can tell files that differ from those that were loaded.

        It can't while both were written within one tick of its clock.
        """
        for file in self._files():
            data, mark = self._loaded.get(file, (b"", ()))
            while _mark(file) == mark and file.read_bytes() != data:
                modified = file.stat().st_mtime_ns
                os.utime(file, ns=(modified, modified))

    def _files(self) -> list[Path]:
        found = (path for path in self.root.rglob("*") if not path.is_symlink() and path.is_file())
        return sorted(found)

    def _at(self, path: str) -> Path:
        """A file to be written, whatever stood there."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def _write(self, path: str, data: bytes) -> None:
        self._at(path).write_bytes(data)

    def _rewrite(self, file: Path, data: bytes) -> None:
        file.write_bytes(data)

    def _put(self, file: Path, data: bytes) -> None:
        """Replace a file by a new one."""
        (self.root / "new").write_bytes(data)
        (self.root / "new").replace(file)

    def _delete(self, file: Path) -> None:
        if file != self.keep:
            file.unlink()

    def _rename(self, file: Path, path: str) -> None:
        if file != self.keep:
            file.replace(self._at(path))

    def _copy(self, file: Path, path: str) -> None:
        self._write(path, file.read_bytes())

    def _swap(self, one: Path, other: Path) -> None:
        one.rename(self.root / "aside")
        if one != other:
            other.rename(one)
        (self.root / "aside").rename(other)

    def _touch(self, file: Path, nanoseconds: int) -> None:
        found = file.stat()
        os.utime(file, ns=(found.st_atime_ns, max(found.st_mtime_ns + nanoseconds, 0)))

    def _replace_byte(self, file: Path, place: int) -> None:
        """Change one byte in place, and set the file's time back."""
        found = file.stat()
        data = bytearray(file.read_bytes())
        if data:
            at = place % len(data)
            data[at] = ord("y") if data[at] == ord("x") else ord("x")
            file.write_bytes(data)
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))

    def _reissue(self, file: Path, payload: str) -> None:
        new = f'\nsecured: "{payload};{IV}"'.encode()
        file.write_bytes(re.sub(rb'\nsecured: "[^"\n]*"', lambda _: new, file.read_bytes()))

    def _change_line_ends(self, file: Path) -> None:
        data = file.read_bytes()
        plain = data.replace(b"\r\n", b"\n")
        file.write_bytes(plain if plain != data else data.replace(b"\n", b"\r\n"))

    def _link(self, path: str, target: str) -> None:
        self._at(path).unlink(missing_ok=True)
        self._at(path).symlink_to(target)

    def _move_folder(self, name: str) -> None:
        other = self.root / ("2022" if name == "2021" else "2021")
        if (self.root / name).is_dir() and not other.exists():
            (self.root / name).rename(other)


def _mark(file: Path) -> tuple[int, ...]:
    found = file.lstat()
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def assert_changes_fit(before: Snapshot, after: Snapshot, summary: LoadSummary) -> None:
    """Hold the changes that a load tells against the documents before and after it."""
    was, now = (_documents(snapshot) for snapshot in (before, after))
    if was == now:
        assert after.version == before.version
        assert summary.changes == {
            kind: len(now) if kind == "unchanged" else 0 for kind in summary.changes
        }
        return
    found = after.load["changes"]["n"]
    renamed = found["renamed"]
    added, removed = set(found["added"]), set(found["removed"])
    assert added | set(renamed.values()) == now.keys() - was.keys()
    assert removed | renamed.keys() == was.keys() - now.keys()
    assert [was[path] for path in renamed] == [now[path] for path in renamed.values()]
    assert not {was[path] for path in removed} & {
        now[path] for path in added if len(now[path]) == 32
    }
    differ = {path for path in was.keys() & now.keys() if was[path] != now[path]}
    assert found["changed"].keys() <= differ
    assert summary.changes == {
        "added": len(added),
        "changed": len(found["changed"]),
        "reissued": len(differ - found["changed"].keys()),
        "removed": len(removed),
        "renamed": len(renamed),
        "unchanged": len((was.keys() & now.keys()) - differ),
    }


def _documents(snapshot: Snapshot) -> dict[str, str]:
    """Fingerprints by path; for a document that can't be read the reason stands."""
    rows = snapshot.read("documents").to_pylist()
    return {row["path"]: row["fingerprint"] or row["reason"] for row in rows}


ROUNDS = st.lists(st.lists(EDITS, min_size=1, max_size=8), min_size=1, max_size=3)


def check_rounds(rounds: list[list[Edit]], *, marked: bool) -> None:
    """Load an archive after each round of edits, and hold the lake against one loaded in full."""
    with tempfile.TemporaryDirectory(dir=disk()) as room, pytest.MonkeyPatch.context() as patch:
        if marked:
            patch.setattr(folder_module, "_TICK", 0)
        lake, archive = Path(room) / "lake", Archive(Path(room) / "archive")
        source = f"n={Path(room) / 'archive'}"
        load([source], lake)
        for number, edits in enumerate(rounds):
            archive.note_loaded()
            for edit in edits:
                archive.edit(*edit)
            archive.set_apart()
            before = open_snapshot(lake)
            summary = load([source], lake)
            assert summary.seen == archive.documents()
            assert summary.seen == summary.loaded + summary.quarantined + summary.skipped
            assert_as_in_full(source, lake, Path(room) / f"fresh-{number}")
            assert told(lake, "n") == counted(lake, "n")
            assert summary.rows == told(lake, "n")["rows"]
            assert summary.problems == told(lake, "n")["problems"]
            assert_changes_fit(before, open_snapshot(lake), summary)


EVERY_SAMPLE = [("write", name, data) for name, data in SAMPLES.items()]
LINES_CHANGED = [("change_line_ends", number) for number in range(len(SAMPLES))]
TOUCHED = [("touch", number, -(10**12)) for number in range(len(SAMPLES))]


@pytest.mark.parametrize("marked", [False, True], ids=["read", "marked"])
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(rounds=ROUNDS)
@example(rounds=[EVERY_SAMPLE, LINES_CHANGED, TOUCHED])
def test_incremental_load_is_as_good_as_a_full_one(rounds: list[list[Edit]], marked: bool) -> None:
    """Whatever happens to an archive, loading it again makes the tables of a load of everything,
    and the counts told are those of the tables.
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


@pytest.fixture
def archive(room: Path) -> Path:
    """An archive of documents in three months, with rows in every table."""
    root = room / "archive"
    for month in ("2020-12", "2021-02", "2021-03"):
        for number in range(3):
            file = root / month / f"{number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(full_document(title=f"T{number}", date=f"{month}-0{number + 1}"))
    (root / "skipped.md").write_text("Notes\n")
    (root / "broken.md").write_text('---\ntitle: "E\n---\n')
    return root


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


def test_nothing_changed_makes_no_version(archive: Path, lake: Path) -> None:
    """A load that finds nothing new leaves the lake as it is, but for the ledger."""
    load([archive], lake)
    before = standing(lake)
    summary = load([archive], lake)
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


def test_touched_files_are_found_to_be_the_same(archive: Path, lake: Path) -> None:
    """Files whose times alone have changed make no version."""
    load([archive], lake)
    for file in archive.rglob("*.md"):
        os.utime(file, (1, 1))
    assert load([archive], lake).version == "v000001"


def test_fresh_clone_is_found_to_be_the_same(archive: Path, lake: Path, room: Path) -> None:
    """The same documents in another folder make no version, if the archive's name is the same."""
    load([f"n={archive}"], lake)
    shutil.copytree(archive, room / "clone")
    assert load([f"n={room / 'clone'}"], lake).version == "v000001"


@pytest.mark.usefixtures("marks")
def test_lost_marks_cost_reading_alone(archive: Path, lake: Path) -> None:
    """Without the marks of the load before, every document is read and found to be the same."""
    load([archive], lake)
    shutil.rmtree(lake / ".seen")
    assert load([archive], lake).changes["unchanged"] == 11


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize("damage", [b"", b"PAR1", b"no Parquet at all" * 9])
def test_damaged_marks_cost_reading_alone(archive: Path, lake: Path, damage: bytes) -> None:
    """Marks that can't be read are as good as none."""
    load([archive], lake)
    for file in (lake / ".seen").iterdir():
        file.write_bytes(damage)
    assert load([archive], lake).changes["unchanged"] == 11


@pytest.mark.usefixtures("marks")
def test_marked_documents_are_not_read(
    archive: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents that are as they were are not even opened."""
    load([archive], lake)
    read = []
    monkeypatch.setattr(folder_module.FileEntry, "read", lambda entry, _: read.append(entry.path))
    load([archive], lake)
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
    archive: Path, lake: Path, reissue: Callable[[bytes], bytes]
) -> None:
    """Where the payload or line ends alone have changed, no file of articles is written again."""
    load([archive], lake)
    for file in archive.rglob("?.md"):
        file.write_bytes(reissue(file.read_bytes()))
    assert rewritten(lake, archive) == {"documents"}


def test_reissued_documents_keep_their_stories(archive: Path, lake: Path) -> None:
    """Where the payload alone has changed, the new version shares the files of derived tables."""
    load([archive], lake)
    before = derived_files(lake)
    file = archive / "2021-02" / "0.md"
    file.write_bytes(with_other_payload(file.read_bytes()))
    assert load([archive], lake).version == "v000002"
    assert before
    assert derived_files(lake) == before


def test_changed_documents_change_their_stories(archive: Path, lake: Path, room: Path) -> None:
    """Where a document has changed, the derived tables are made anew, as by a load in full."""
    load([f"n={archive}"], lake)
    before = derived_files(lake)
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    load([f"n={archive}"], lake)
    assert not before.items() & derived_files(lake).items()
    assert_as_in_full(f"n={archive}", lake, room / "fresh")


def test_lake_may_lie_in_a_folder_of_any_name(archive: Path, room: Path) -> None:
    """Signs of a pattern in the lake's path are no pattern, not even for derived tables."""
    lake = room / "a[b]*" / "la'ke?"
    for title in ("One", "Two"):
        (archive / "2021-02" / "0.md").write_bytes(full_document(title=title, date="2021-02-01"))
        load([f"n={archive}"], lake)
    load([f"n={archive}"], room / "plain")
    assert tables(lake) == tables(room / "plain")


@pytest.mark.parametrize("reissue", [with_other_payload, with_other_line_ends])
def test_reissued_documents_are_counted_as_such(
    archive: Path, lake: Path, reissue: Callable[[bytes], bytes]
) -> None:
    """Documents in which the payload or line ends alone have changed are told apart."""
    load([archive], lake)
    for file in (archive / "2021-02").iterdir():
        file.write_bytes(reissue(file.read_bytes()))
    counts = load([archive], lake).changes
    assert {kind: n for kind, n in counts.items() if n} == {"reissued": 3, "unchanged": 8}


def test_payload_of_another_length_is_a_reissue(archive: Path, lake: Path) -> None:
    """A longer payload changes a column, but not what the document says."""
    load([archive], lake)
    (archive / "2021-02" / "0.md").write_bytes(
        full_document(title="T0", date="2021-02-01", payload="CCCCddddEEEE")
    )
    assert load([archive], lake).changes["reissued"] == 1


@pytest.mark.parametrize("reissue", [with_other_payload, with_other_line_ends])
def test_fingerprints_follow_a_reissue(
    archive: Path, lake: Path, room: Path, reissue: Callable[[bytes], bytes]
) -> None:
    """The table of documents holds a reissued document's own size and fingerprint."""
    load([f"n={archive}"], lake)
    for file in archive.rglob("?.md"):
        file.write_bytes(reissue(file.read_bytes()))
    load([f"n={archive}"], lake)
    assert_as_in_full(f"n={archive}", lake, room / "fresh")


def test_only_the_months_that_changed_are_written(archive: Path, lake: Path) -> None:
    """A changed document costs its month's files and no others."""
    load([archive], lake)
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    months = {f"{table}/published_month=2021-02" for table in CHILDREN}
    assert rewritten(lake, archive) == {*months, "documents", "problems"}


def test_moved_document_costs_both_months(archive: Path, lake: Path) -> None:
    """A document of another date leaves its month's files for those of its new month."""
    load([archive], lake)
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="T0", date="2021-03-09"))
    months = {
        f"{table}/published_month={month}" for table in CHILDREN for month in ("2021-02", "2021-03")
    }
    assert rewritten(lake, archive) == {*months, "documents", "problems"}


def test_removed_month_has_no_files(archive: Path, lake: Path) -> None:
    """A month whose documents are all gone is gone."""
    load([archive], lake)
    shutil.rmtree(archive / "2021-02")
    load([archive], lake)
    assert not [name for name in inodes(lake) if "2021-02" in name]


def test_many_small_loads_leave_few_files(archive: Path, lake: Path) -> None:
    """An archive that grows document by document has no more files than one loaded at once."""
    load([archive], lake)
    before = len(inodes(lake))
    for number in range(8):
        (archive / f"new-{number}.md").write_bytes(full_document(date="2021-02-20"))
        load([archive], lake)
    assert len(inodes(lake)) == before


def test_earlier_version_stays_as_it_was(archive: Path, lake: Path) -> None:
    """What is written anew for one version is not changed in another."""
    load([archive], lake)
    files = {file: file.read_bytes() for file in (lake / "v000001").rglob("*") if file.is_file()}
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    (archive / "2021-03" / "0.md").unlink()
    load([archive], lake)
    assert {file: file.read_bytes() for file in files} == files


# What marks can't show


@pytest.fixture
def unseen(archive: Path, lake: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive in which a document has changed though its mark has not."""
    monkeypatch.setattr(folder_module, "file_mark", lambda _: "always the same")
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
    assert changes(lake, "archive") == {
        "fields": {"title": 1},
        "changed": {"2021-02/0.md": ["title"]},
    }


@pytest.mark.usefixtures("marks")
def test_full_load_overrules_false_marks(archive: Path, lake: Path) -> None:
    """Marks that lie about the documents are forgotten in a full load."""
    load([archive], lake)
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    file = lake / ".seen" / f"{archive_key('archive')}.parquet"
    seen = pq.ParquetFile(file).read()
    now = [
        "{0.st_size}:{0.st_mtime_ns}:{0.st_ctime_ns}:{0.st_ino}".format((archive / path).lstat())
        for path in seen["path"].to_pylist()
    ]
    pq.write_table(seen.set_column(1, "stamp", pa.array(now)), file)
    assert load([archive], lake).changes["unchanged"] == 11
    assert load([archive], lake, full=True).changes["changed"] == 1
    assert load([archive], lake).changes["unchanged"] == 11


def test_marks_of_another_version_are_not_trusted(archive: Path, lake: Path) -> None:
    """Marks hold for the documents that they were noted of, not for those of a version before."""
    load([archive], lake)
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    load([archive], lake)
    (lake / "CURRENT").write_text("v000001\n")
    load([archive], lake)
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
    before = counted(lake, "other"), told(lake, "other")
    (archive / "2021-02" / "0.md").write_bytes(full_document(title="New", date="2021-02-01"))
    (archive / "2021-03" / "0.md").unlink()
    load([archive], lake)
    assert (counted(lake, "other"), told(lake, "other")) == before


def test_archive_may_join_later(archive: Path, other: Path, lake: Path, room: Path) -> None:
    """Archives that were loaded apart, and each again, are as good as loaded together."""
    load([archive], lake)
    load([other], lake)
    (archive / "2021-03" / "0.md").unlink()
    load([archive, other], lake)
    load([archive, other], room / "fresh")
    assert tables(lake) == tables(room / "fresh")


SELECTIONS = [
    Selection(),
    Selection(include=("2021-*",)),
    Selection(exclude=("*/0.md", "broken.md")),
    Selection(include=("2021-*", "2020-*"), exclude=("2021-03/*",)),
]


@pytest.mark.parametrize("first", SELECTIONS, ids=range(4))
@pytest.mark.parametrize("then", SELECTIONS, ids=range(4))
def test_another_selection_is_as_good_as_loaded_in_full(
    archive: Path, lake: Path, room: Path, first: Selection, then: Selection
) -> None:
    """Loading other files of an archive than before adds and removes what differs."""
    load([f"n={archive}"], lake, selection=first)
    load([f"n={archive}"], lake, selection=then)
    assert_as_in_full(f"n={archive}", lake, room / "fresh", selection=then)


# What a load tells of changes


@pytest.fixture
def loaded(archive: Path, lake: Path) -> Path:
    """An archive that has been loaded."""
    load([f"n={archive}"], lake)
    return archive


def test_added_documents_are_told(loaded: Path, lake: Path) -> None:
    """A new document is told by its path."""
    (loaded / "new.md").write_bytes(full_document(title="New"))
    load([f"n={loaded}"], lake)
    assert changes(lake) == {"added": ["new.md"]}


def test_removed_documents_are_told(loaded: Path, lake: Path) -> None:
    """A document that is gone is told by its path."""
    (loaded / "2021-02" / "0.md").unlink()
    load([f"n={loaded}"], lake)
    assert changes(lake) == {"removed": ["2021-02/0.md"]}


def test_renamed_documents_are_told(loaded: Path, lake: Path) -> None:
    """A document that has moved is told by both paths."""
    (loaded / "2021-02" / "0.md").rename(loaded / "moved.md")
    load([f"n={loaded}"], lake)
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
    load([f"n={loaded}"], lake)
    (loaded / "2021-02" / "0.md").write_bytes(full_document(**(same | FIELDS[field])))
    load([f"n={loaded}"], lake)
    assert changes(lake) == {"fields": {field: 1}, "changed": {"2021-02/0.md": [field]}}


def test_quarantine_is_a_change_of_status(loaded: Path, lake: Path) -> None:
    """A document that can't be read any more has changed in its status."""
    (loaded / "2021-02" / "0.md").write_text('---\ntitle: "E\n---\n')
    load([f"n={loaded}"], lake)
    assert changes(lake)["changed"] == {"2021-02/0.md": ["status"]}


def test_new_fields_are_schema_changes(loaded: Path, lake: Path) -> None:
    """A field that no document of the archive had is told, with its kind."""
    (loaded / "new.md").write_text("---\ntitle: New\nmood: good\n---\n")
    assert load([f"n={loaded}"], lake).schema_changes == ["n: new field mood: text"]


def test_new_kinds_of_fields_are_schema_changes(loaded: Path, lake: Path) -> None:
    """A field that was of another kind in every document is told."""
    (loaded / "new.md").write_text("---\ntitle: New\nheat: 3\n---\n")
    assert load([f"n={loaded}"], lake).schema_changes == [
        "n: heat is now also a whole number; was text"
    ]


def test_known_fields_are_no_schema_changes(loaded: Path, lake: Path) -> None:
    """A document with the fields of others brings no schema change."""
    (loaded / "new.md").write_bytes(full_document(title="New"))
    assert load([f"n={loaded}"], lake).schema_changes == []


# Archives that are files


def write_zip(file: Path, documents: Mapping[str, bytes]) -> None:
    """Write a zip whose members are compressed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in documents.items():
            packed.writestr(path, data)


def write_tar(file: Path, documents: Mapping[str, bytes]) -> None:
    """Write a tar, compressed if its name says so."""
    with tarfile.open(file, "w:gz" if file.suffix == ".gz" else "w") as packed:
        for path, data in documents.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))


def write_lines(file: Path, documents: Mapping[str, bytes]) -> None:
    """Write JSON Lines, of documents that lack an end as broken lines."""
    lines = []
    for path, data in documents.items():
        line = json.dumps({"path": path, "title": data.hex(), "heat": "x" * (len(data) % 2)})
        lines.append(line if data.endswith(b"\n") else line[:-1])
    file.write_text("".join(f"{line}\n" for line in lines))


PACKED = {"a.zip": write_zip, "a.tar": write_tar, "a.tar.gz": write_tar, "a.jsonl": write_lines}
DOCUMENTS = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/a.md", "c/d.yaml", "é.md", "x.txt"]), CONTENTS, min_size=1
)


@pytest.mark.parametrize("name", PACKED)
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(states=st.lists(DOCUMENTS, min_size=2, max_size=3))
def test_packed_archive_is_as_good_as_loaded_in_full(
    states: list[dict[str, bytes]], name: str
) -> None:
    """An archive that is a file, replaced by another, makes the tables of a load of that alone."""
    with tempfile.TemporaryDirectory(dir=disk()) as room:
        source, lake = f"n={Path(room) / name}", Path(room) / "lake"
        for number, documents in enumerate(states):
            PACKED[name](Path(room) / name, documents)
            load([source], lake)
            assert_as_in_full(source, lake, Path(room) / f"fresh-{number}")


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


def test_lake_of_another_version_of_the_tool_is_loaded_anew(archive: Path, lake: Path) -> None:
    """Documents that another version of broadsheet has loaded are read again, all of them."""
    load([archive], lake)
    record = lake / "v000001" / "load.json"
    record.write_text(re.sub(r'"tool": "[^"]*"', '"tool": "broadsheet 0.0.0"', record.read_text()))
    assert load([archive], lake).version == "v000002"


def test_ledger_goes_on_after_a_broken_line(archive: Path, lake: Path) -> None:
    """What a killed load left of its line costs no later load its own."""
    load([archive], lake)
    with (lake / "loads.jsonl").open("a") as ledger:
        ledger.write('{"version": "v0')
    load([archive], lake)
    assert len(read_loads(lake)) == 2


@pytest.fixture
def earlier(archive: Path, other: Path, lake: Path) -> Path:
    """A lake of two archives as broadsheet wrote it before it knew what has changed."""
    load([f"n={archive}", other], lake)
    for file in (lake / "v000001" / "documents").iterdir():
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
