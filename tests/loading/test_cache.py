"""What is known of an archive saves reading, and costs no more than that when it is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.archive import Entry
from broadsheet.documents.document import fingerprints
from broadsheet.lake.names import archive_key
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.cache import SEEN_SCHEMA, keep_stamps
from broadsheet.loading.known import read_known
from broadsheet.loading.loader import load

TEXTS = {"a.md": "---\ntitle: A\n---\n", "b.md": "---\n- B\n---\n", "c.md": "text\n"}
"""A document that is loaded, one that is quarantined and one that is skipped."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of two archives of the same three documents."""
    room = tmp_path_factory.mktemp("known")
    for archive in ("news", "other"):
        (room / archive).mkdir()
        for path, text in TEXTS.items():
            (room / archive / path).write_text(text, "utf-8")
    load([room / "news", room / "other"], room / "lake")
    return room / "lake"


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> Path:
    """A copy of that lake, without marks."""
    shutil.copytree(made, tmp_path / "lake", ignore=shutil.ignore_patterns(".seen"))
    return tmp_path / "lake"


def seen(lake: Path, archive: str = "news") -> Path:
    """The file of an archive's marks."""
    return lake / ".seen" / f"{archive_key(archive)}.parquet"


def noted(**marks: str) -> pa.Table:
    """Marks of documents, each with the fingerprint that the document has."""
    paths = [f"{name}.md" for name in marks]
    prints = [fingerprints(TEXTS.get(path, path).encode()).whole for path in paths]
    return pa.table([paths, list(marks.values()), prints], schema=SEEN_SCHEMA)


def marks(lake: Path, archive: str = "news") -> dict[str, str]:
    """The marks known of an archive."""
    known = read_known(lake, open_snapshot(lake), archive)
    found = zip(known.paths, known.stamps, strict=True)
    return {path: stamp for path, stamp in found if stamp is not None}


# Documents


def test_nothing_is_known_without_a_version(tmp_path: Path) -> None:
    """Of an archive that is loaded for the first time nothing is known."""
    known = read_known(tmp_path, None, "news")
    assert (known.paths, known.stamps) == ([], [])


def test_nothing_is_known_of_another_archive(lake: Path) -> None:
    """Of an archive that the lake does not hold nothing is known."""
    known = read_known(lake, open_snapshot(lake), "third")
    assert (known.paths, known.stamps) == ([], [])


def test_every_document_is_known(lake: Path) -> None:
    """Documents are known by path with their state, whether they were loaded or not."""
    known = read_known(lake, open_snapshot(lake), "news").of([*TEXTS, "absent.md"])
    assert {path: (each.status, each.published_month) for path, each in known.items()} == {
        "a.md": ("loaded", "undated"),
        "b.md": ("quarantined", None),
        "c.md": ("skipped", None),
    }


def test_documents_are_known_by_their_fingerprints(lake: Path) -> None:
    """A document's fingerprints are those of its bytes."""
    known = read_known(lake, open_snapshot(lake), "news").of([*TEXTS, "absent.md"])
    found = {path: (each.fingerprint, each.content_fingerprint) for path, each in known.items()}
    assert found == {path: fingerprints(text.encode()) for path, text in TEXTS.items()}


# Marks


def test_marks_are_kept(lake: Path) -> None:
    """Marks that were noted are known."""
    keep_stamps(lake, "news", noted(a="1", b="2"), (), full=False)
    assert marks(lake) == {"a.md": "1", "b.md": "2"}


def test_marks_belong_to_their_archive(lake: Path) -> None:
    """Marks of one archive say nothing of another's documents."""
    keep_stamps(lake, "news", noted(a="1"), (), full=False)
    assert marks(lake, "other") == {}


def test_marks_are_added_to_those_before(lake: Path) -> None:
    """Fresh marks replace those of the same documents; others stay."""
    keep_stamps(lake, "news", noted(a="1", b="2"), (), full=False)
    keep_stamps(lake, "news", noted(b="3", c="4"), (), full=False)
    assert marks(lake) == {"a.md": "1", "b.md": "3", "c.md": "4"}


def test_marks_of_documents_that_are_gone_are_forgotten(lake: Path) -> None:
    """What is gone has no mark any more."""
    keep_stamps(lake, "news", noted(a="1", b="2"), (), full=False)
    keep_stamps(lake, "news", noted(), ["b.md"], full=False)
    assert marks(lake) == {"a.md": "1"}


def test_stamps_may_all_be_replaced(lake: Path) -> None:
    """Where every document was read, no mark of before stays."""
    keep_stamps(lake, "news", noted(a="1", b="2"), (), full=False)
    keep_stamps(lake, "news", noted(b="3"), (), full=True)
    assert marks(lake) == {"b.md": "3"}


def test_marks_of_other_bytes_are_not_trusted(lake: Path) -> None:
    """A mark noted for other bytes than the live version's is not known."""
    fresh = noted(a="1", b="2")
    prints = pa.array([fresh["fingerprint"][0].as_py(), "0" * 32])
    keep_stamps(lake, "news", fresh.set_column(2, "fingerprint", prints), (), full=False)
    assert marks(lake) == {"a.md": "1"}


def test_marks_of_unknown_documents_are_not_trusted(lake: Path) -> None:
    """A mark of a document that the live version lacks is not known."""
    keep_stamps(lake, "news", noted(a="1", z="2"), (), full=False)
    assert marks(lake) == {"a.md": "1"}


@pytest.mark.parametrize(
    ("mark", "is_same"), [("1", True), ("2", False), ("", False)], ids=["same", "other", "none"]
)
def test_a_document_is_the_same_by_its_mark(lake: Path, mark: str, is_same: bool) -> None:
    """An entry with the mark noted is the live version's, and one without a mark never is."""
    keep_stamps(lake, "news", noted(a="1", b=""), (), full=False)
    known = read_known(lake, open_snapshot(lake), "news")
    assert known.meet(Entry("news", "a.md", stamp=mark)) == is_same
    assert not known.meet(Entry("news", "b.md", stamp=""))


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def _replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "lost": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(b"nonsense" * 20),
    "broken off": _truncate,
    "a folder": _replace_by_folder,
    "other columns": lambda file: pq.write_table(pa.table({"path": ["a.md"]}), file),
    "other types": lambda file: pq.write_table(
        pa.table({"path": ["a.md"], "stamp": [[1]], "fingerprint": [{"x": 1}]}), file
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_marks_are_no_marks(lake: Path, damage: Callable[[Path], object]) -> None:
    """A file of marks that is lost or damaged costs its marks, and no document."""
    keep_stamps(lake, "news", noted(a="1"), (), full=False)
    damage(seen(lake))
    known = read_known(lake, open_snapshot(lake), "news")
    assert (marks(lake), set(known.paths)) == ({}, TEXTS.keys())


@pytest.mark.parametrize("name", sorted(DAMAGE.keys() - {"a folder", "other types"}))
def test_damaged_marks_are_replaced(lake: Path, name: str) -> None:
    """After a damage marks are noted as if there had been none."""
    keep_stamps(lake, "news", noted(a="1"), (), full=False)
    DAMAGE[name](seen(lake))
    keep_stamps(lake, "news", noted(b="2"), (), full=False)
    assert marks(lake) == {"b.md": "2"}


def test_marks_that_can_t_be_written_cost_nothing(lake: Path) -> None:
    """Where the marks can't be written, nothing is left behind."""
    seen(lake).parent.mkdir(exist_ok=True)
    seen(lake).mkdir()
    keep_stamps(lake, "news", noted(a="1"), (), full=False)
    assert [file.name for file in seen(lake).parent.glob(f"{seen(lake).stem}*")] == [
        seen(lake).name
    ]


def test_marks_without_a_folder_cost_nothing(lake: Path) -> None:
    """Where a file stands in the place of the marks' folder, a load is done without marks."""
    seen(lake).parent.write_text("")
    keep_stamps(lake, "news", noted(a="1"), (), full=False)
    assert marks(lake) == {}
