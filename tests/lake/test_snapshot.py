"""A version of a lake is written aside and becomes the live one whole, or not at all."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.documents.document import Document
from broadsheet.errors import LakeError
from broadsheet.lake import commit as commit_module
from broadsheet.lake.commit import writing
from broadsheet.lake.snapshot import Snapshot, current_snapshot, open_snapshot
from broadsheet.schema import DIMENSIONS, TABLES
from kit import lakes
from kit.flattening import flatten
from kit.lakes import make_writable, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DATES = ["2021-03-02", "2021-02-28", "2020-12-31", "2021-03-01", "2021-03-31"]


def tables_of(dates: list[str]) -> dict[str, pa.Table]:
    """The tables of one document a date, with a related item, two images, a topic and a fault."""
    return flatten(
        Document("news", f"{number}.md", _text(date).encode()) for number, date in enumerate(dates)
    )


def _text(date: str) -> str:
    return (
        f"---\ntitle: On {date}\npublishedDateTime: {date}\nquality: high\ntopics:\n  - b\n  - a\n"
        "images:\n  - url: u\n    width: 3\nrelated:\n  - title: R\n"
        "    publishedDateTime: 2001-01-01T00:00:00Z\n    images:\n      - url: v\n---\n"
    )


def commit(lake: Path, dates: list[str]) -> Snapshot:
    """Write a version of documents with these dates."""
    with writing(lake):
        return write_snapshot(lake, tables_of(dates), {"archives": {}})


def sorted_rows(table: pa.Table) -> list[str]:
    """A table's rows, whatever their order."""
    return sorted(json.dumps(row, default=str) for row in table.to_pylist())


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake that is not there yet."""
    return tmp_path / "lake"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Round trip


@pytest.mark.parametrize("name", TABLES)
def test_table_reads_back_row_for_row(lake: Path, name: str) -> None:
    """A table read from a version holds the rows that were written."""
    written = tables_of([*DATES, "undated"])
    with writing(lake):
        snapshot = write_snapshot(lake, written, {})
    assert sorted_rows(snapshot.read(name)) == sorted_rows(written[name])


@pytest.mark.parametrize("name", TABLES)
def test_table_reads_back_in_its_schema(lake: Path, name: str) -> None:
    """A table read from a version has the columns and types of the data dictionary."""
    assert commit(lake, DATES).read(name).schema == TABLES[name].row_schema


@pytest.mark.parametrize("name", TABLES)
def test_empty_table_reads_back(lake: Path, name: str) -> None:
    """A table without rows can be read, with all its columns."""
    table = commit(lake, []).read(name)
    assert (table.num_rows, table.schema) == (0, TABLES[name].row_schema)


@pytest.mark.parametrize("folder", ["a=b", "_lakes", ".lakes", "with space", "ümläut", "x#y%20"])
def test_lake_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    """The name of a folder above the lake changes nothing in its tables."""
    snapshot = commit(tmp_path / folder / "lake", DATES)
    table = snapshot.read("articles")
    assert (table.num_rows, table.schema) == (len(DATES), TABLES["articles"].row_schema)


def test_month_of_odd_years_reads_back(lake: Path) -> None:
    """Months far from today are months, too."""
    snapshot = commit(lake, ["1600-01-01", "2199-12-31"])
    months = snapshot.read("articles")["published_month"].to_pylist()
    assert sorted(months) == ["1600-01", "2199-12"]


# Files


@pytest.mark.parametrize(
    "name",
    [name for name, table in TABLES.items() if table.partitioned and name not in DIMENSIONS],
)
def test_document_tables_are_kept_by_month(lake: Path, name: str) -> None:
    """A table of documents has one folder a month of its documents, and one for the undated."""
    snapshot = commit(lake, [*DATES, "undated"])
    assert sorted(path.name for path in (snapshot.path / name).iterdir()) == [
        "published_month=2020-12",
        "published_month=2021-02",
        "published_month=2021-03",
        "published_month=undated",
    ]


@pytest.mark.parametrize("name", ["documents", "problems"])
def test_bookkeeping_tables_are_one_file(lake: Path, name: str) -> None:
    """The tables of documents and problems are not kept by month."""
    snapshot = commit(lake, DATES)
    assert [path.name for path in (snapshot.path / name).iterdir()] == ["part.parquet"]


def test_articles_of_a_month_are_sorted_by_date(lake: Path) -> None:
    """Within a month articles stand by their publication."""
    folder = commit(lake, DATES).path / "articles" / "published_month=2021-03"
    titles = pq.read_table(folder / "part.parquet")["title"].to_pylist()
    assert titles == ["On 2021-03-01", "On 2021-03-02", "On 2021-03-31"]


def test_files_do_not_repeat_the_month(lake: Path) -> None:
    """A file's columns are those of the data dictionary; the month is in its folder's name."""
    snapshot = commit(lake, DATES)
    (file, *_) = (snapshot.path / "articles").rglob("*.parquet")
    assert pq.read_schema(file).names == TABLES["articles"].schema.names


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_a_table(lake: Path, name: str) -> None:
    """A table's folder is plain Parquet to pandas."""
    frame = pd.read_parquet(commit(lake, DATES).path / name)
    assert set(frame.columns) == set(TABLES[name].row_schema.names)


def test_load_record_reads_back(lake: Path) -> None:
    """What the version tells of its load is what was said."""
    with writing(lake):
        snapshot = write_snapshot(lake, tables_of([]), {"archives": {"ä": "x"}, "seen": 0})
    assert (snapshot.load["archives"], snapshot.load["seen"]) == ({"ä": "x"}, 0)


# Versions


def test_first_version_is_live(lake: Path) -> None:
    """The first version written is the live one, number 1."""
    commit(lake, DATES)
    assert open_snapshot(lake).version == "v000001"


def test_next_version_is_live(lake: Path) -> None:
    """A version written later is the live one."""
    commit(lake, DATES)
    commit(lake, [])
    assert open_snapshot(lake).number == 2


def test_earlier_version_stays_as_it_was(lake: Path) -> None:
    """Writing a version changes no file of the one before."""
    first = commit(lake, DATES)
    before = files(first.path)
    commit(lake, [])
    assert files(first.path) == before


def test_earlier_version_can_be_opened(lake: Path) -> None:
    """A version is opened by its name."""
    commit(lake, DATES)
    commit(lake, [])
    assert open_snapshot(lake, "v000001").read("articles").num_rows == len(DATES)


@pytest.mark.parametrize("as_of", ["v000003", "v1", "1", "", "../lake"])
def test_unknown_version_is_refused(lake: Path, as_of: str) -> None:
    """A version that the lake lacks is named in the error."""
    commit(lake, DATES)
    commit(lake, DATES)
    with pytest.raises(LakeError, match="no such version in"):
        open_snapshot(lake, as_of)


def test_missing_lake_can_not_be_opened(lake: Path) -> None:
    """A lake that is not there is told as such."""
    with pytest.raises(LakeError, match="no such lake"):
        open_snapshot(lake)


def test_other_folder_can_not_be_opened(tmp_path: Path) -> None:
    """A folder that is no lake is told as such."""
    with pytest.raises(LakeError, match="not a lake"):
        open_snapshot(tmp_path)


@pytest.mark.parametrize("content", ["", "x", "../elsewhere", "v12", "v000001/../.."])
def test_faulty_pointer_is_an_error_with_the_way_back(lake: Path, content: str) -> None:
    """A CURRENT that names no whole version is an error that names the newest and the command."""
    commit(lake, DATES)
    (lake / "CURRENT").write_text(content)
    with pytest.raises(LakeError, match=r"names no whole version.*rollback v000001 --lake"):
        current_snapshot(lake)


def test_files_are_read_only(lake: Path) -> None:
    """Nobody can write the files of a version; folders stay writable, so a lake can be removed."""
    snapshot = commit(lake, DATES)
    files = [path for path in snapshot.path.rglob("*") if path.is_file()]
    assert len(files) > len(TABLES)
    assert not any(stat.S_IMODE(file.stat().st_mode) & 0o222 for file in files)
    assert all(path.stat().st_mode & stat.S_IWUSR for path in snapshot.path.rglob("*/"))


def test_broken_record_is_told(lake: Path) -> None:
    """A load.json that is no JSON is named."""
    snapshot = commit(lake, DATES)
    (make_writable(snapshot.path) / "load.json").write_text("{")
    with pytest.raises(LakeError, match=r"load\.json can't be read"):
        _ = open_snapshot(lake).load


def test_lost_only_version_is_told(lake: Path) -> None:
    """A lake of which nothing is left says so, and what to do."""
    snapshot = commit(lake, DATES)
    (snapshot.path / "load.json").unlink()
    with pytest.raises(LakeError, match="remove the folder and load again"):
        current_snapshot(lake)


def test_faulty_pointer_costs_no_version(lake: Path) -> None:
    """Writing to a lake whose CURRENT is unreadable removes no version's data."""
    first = commit(lake, DATES)
    before = files(first.path)
    (lake / "CURRENT").write_text("")
    with suppress(LakeError):
        commit(lake, [])
    assert files(first.path) == before


# Killed writers


@pytest.fixture
def killed(lake: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Starts a second version and ends the writer before the named step, which it never does."""

    def kill_before(step: str) -> None:
        def die(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(lakes if step == "write_data_files" else commit_module, step, die)
            with pytest.raises(KeyboardInterrupt):
                commit(lake, [])

    return kill_before


STEPS = [
    "write_data_files",
    "recorded_files",
    "_sync_tree",
    "next_version",
    "_announce",
    "_make_current",
]
"""What a writer does, in order: the first belongs to who writes, the others to the commit."""


@pytest.mark.parametrize("step", STEPS)
def test_killed_writer_leaves_the_live_version(
    lake: Path, killed: Callable[[str], None], step: str
) -> None:
    """A writer that ends before the swap leaves the live version in place."""
    commit(lake, DATES)
    killed(step)
    assert open_snapshot(lake).read("articles").num_rows == len(DATES)


@pytest.mark.parametrize("step", STEPS)
def test_next_writer_succeeds_after_a_killed_one(
    lake: Path, killed: Callable[[str], None], step: str
) -> None:
    """The writer after a killed one makes the next version."""
    commit(lake, DATES)
    killed(step)
    commit(lake, DATES[:2])
    assert open_snapshot(lake).read("articles").num_rows == 2


@pytest.mark.parametrize("step", STEPS)
def test_next_writer_removes_what_a_killed_one_left(
    lake: Path, killed: Callable[[str], None], step: str
) -> None:
    """After the next writer the lake holds whole versions alone."""
    commit(lake, DATES)
    killed(step)
    commit(lake, DATES)
    names = {path.name for path in lake.iterdir()} - {".lock", "current"}
    assert names == {"CURRENT", "v000001", "v000002"}


@pytest.mark.parametrize("step", STEPS)
def test_first_writer_may_be_killed(lake: Path, killed: Callable[[str], None], step: str) -> None:
    """What a killed first writer left is a lake to the next."""
    killed(step)
    assert commit(lake, DATES).version == "v000001"


def test_uncommitted_version_can_not_be_opened(lake: Path, killed: Callable[[str], None]) -> None:
    """A version that never became the live one is none."""
    commit(lake, DATES)
    killed("_make_current")
    with pytest.raises(LakeError, match="no such version"):
        open_snapshot(lake, "v000002")


def test_pointer_is_swapped_last(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When CURRENT comes to name a version, the version is complete."""
    commit(lake, DATES)
    complete = []
    swap = commit_module._make_current

    def check(folder: Path) -> None:
        (newest,) = folder.glob("v000002")
        complete.append({path.name for path in newest.iterdir()})
        swap(folder)

    monkeypatch.setattr(commit_module, "_make_current", check)
    commit(lake, DATES)
    assert complete == [{*TABLES, "load.json"}]


# One writer


def test_second_writer_is_refused_at_once(lake: Path) -> None:
    """While one thread writes, another is refused."""
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(lake):
            holding.set()
            done.wait(120)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert holding.wait(120)
        with pytest.raises(LakeError, match="another load is writing"), writing(lake):
            pass
    finally:
        done.set()
        holder.join()


HOLDER = """
import sys
from pathlib import Path
from broadsheet.lake.commit import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(lake: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is writing to the lake."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lake)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.mark.usefixtures("holder")
def test_second_process_is_refused(lake: Path) -> None:
    """While one process writes, another is refused."""
    with pytest.raises(LakeError, match="another load is writing"), writing(lake):
        pass


def test_lock_dies_with_its_process(lake: Path, holder: subprocess.Popen[str]) -> None:
    """A killed process holds no lake."""
    holder.kill()
    holder.wait()
    assert commit(lake, DATES).version == "v000001"


def test_readers_do_not_wait_for_writers(lake: Path) -> None:
    """A lake that is being written can be read."""
    commit(lake, DATES)
    with writing(lake):
        assert open_snapshot(lake).read("articles").num_rows == len(DATES)


# Folders that are no lakes


def test_other_folder_is_refused(tmp_path: Path) -> None:
    """A folder that holds something else is no lake, and the message names what it holds."""
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(LakeError, match=r"is not a lake: it holds thesis\.txt"), writing(tmp_path):
        pass


def test_other_folder_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written into a folder that is no lake."""
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(LakeError), writing(tmp_path):
        pass
    assert files(tmp_path) == {"thesis.txt": b"x"}


def test_folder_of_numbered_folders_is_left_alone(tmp_path: Path) -> None:
    """Somebody's folders that are named like versions are not taken for a killed writer's."""
    notes = tmp_path / "v202103" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("x")
    with suppress(LakeError):
        commit(tmp_path, DATES)
    assert notes.is_file()


def test_empty_folder_becomes_a_lake(lake: Path) -> None:
    """An empty folder can be written as a lake."""
    lake.mkdir()
    assert commit(lake, DATES).version == "v000001"


def test_lake_with_other_files_beside_stays_a_lake(lake: Path) -> None:
    """Files that somebody put beside the versions of a lake are in nobody's way."""
    commit(lake, DATES)
    (lake / "notes.txt").write_text("x")
    commit(lake, DATES)
    assert (lake / "notes.txt").is_file()


def test_file_is_no_lake(tmp_path: Path) -> None:
    """A lake can't be a file."""
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(LakeError, match="a lake is a folder"), writing(file):
        pass


def test_lake_below_a_file_can_not_be_written(tmp_path: Path) -> None:
    """A lake that can't be made is told as such."""
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(LakeError, match="can't be written"),
        writing(tmp_path / "file" / "lake"),
    ):
        pass


def test_lake_with_too_long_a_name_can_not_be_written(tmp_path: Path) -> None:
    """A lake whose name the file system refuses is told as such."""
    with pytest.raises(LakeError, match="can't be written"), writing(tmp_path / ("x" * 300)):
        pass


def test_full_disk_is_told(lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full while a version is written is told as such."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(commit_module, "_sync_tree", full)
    with pytest.raises(LakeError, match="can't be written: No space left on device"):
        commit(lake, DATES)
