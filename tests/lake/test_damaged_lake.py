"""A lake of which a part is missing or damaged is an error that names the file, and is healed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from broadsheet.database.connection import connect
from broadsheet.errors import LakeError
from broadsheet.lake import retention
from broadsheet.lake.names import files_of
from broadsheet.lake.retention import prune
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.lake.verification import damaged_files, state_of
from broadsheet.loading.loader import load
from kit.commandline import Run, rows_of
from kit.lakes import forget_files, make_writable


def write(folder: Path, name: str, month: int) -> None:
    """Write a document."""
    folder.mkdir(exist_ok=True)
    text = f"---\ntitle: {name}\npublishedDateTime: 2021-0{month}-01T00:00:00Z\n---\nText.\n"
    (folder / f"{name}.md").write_text(text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lake of two archives, and the archives `a` and `b`."""
    folder = tmp_path_factory.mktemp("made")
    for number in range(1, 4):
        write(folder / "a", f"a{number}", number)
    write(folder / "b", "b1", 1)
    load([folder / "a", folder / "b"], folder / "lake")
    return folder


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> Path:
    """A copy of the lake, with files that can be damaged."""
    return make_writable(Path(shutil.copytree(made / "lake", tmp_path / "lake")))


def file_of(lake: Path, table: str) -> Path:
    """The first data file of a table of the first version."""
    return min((lake / "v000001" / table).rglob("*.parquet"))


def lose_table(lake: Path) -> Path:
    """Remove the folder of a table."""
    shutil.rmtree(lake / "v000001" / "articles")
    return lake / "v000001" / "articles"


def lose_month(lake: Path) -> Path:
    """Remove a month."""
    folder = file_of(lake, "articles").parent
    shutil.rmtree(folder)
    return folder


def lose_file(lake: Path) -> Path:
    """Remove a file of a derived table."""
    file = file_of(lake, "items")
    file.unlink()
    return file


def cut_file(lake: Path) -> Path:
    """Cut the list of documents off."""
    file = file_of(lake, "documents")
    file.write_bytes(file.read_bytes()[:300])
    return file


def flip_bit(lake: Path) -> Path:
    """Change one bit in the middle of a file."""
    file = file_of(lake, "documents")
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)
    return file


Harm = Callable[[Path], Path]
SEEN_AT_ONCE: list[Harm] = [lose_table, lose_month, lose_file, cut_file]


@pytest.mark.parametrize("harm", SEEN_AT_ONCE)
def test_missing_or_cut_file_is_an_error_that_names_it(lake: Path, harm: Harm) -> None:
    """A connection is refused in one line, and so is a load of what has changed."""
    file = harm(lake)
    (lake.parent / "c").mkdir()
    (lake.parent / "c" / "c.md").write_text("---\ntitle: C\n---\n")
    for use in (connect, lambda at: open_snapshot(at).read("articles"),
                lambda at: load([lake.parent / "c"], at)):  # fmt: skip
        with pytest.raises(LakeError, match=str(file.relative_to(lake))) as refused:
            use(lake)
        assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("harm", [*SEEN_AT_ONCE, flip_bit])
def test_verify_finds_any_change(lake: Path, harm: Harm) -> None:
    """Each kind of damage is found, a changed bit too, and the file is named."""
    assert state_of(open_snapshot(lake))["state"] == "whole"
    file = harm(lake)
    state = state_of(open_snapshot(lake))
    assert state["state"] == "damaged"
    assert str(file.relative_to(lake)) in state["problem"]


@pytest.mark.parametrize("harm", [*SEEN_AT_ONCE, flip_bit])
def test_full_load_heals(made: Path, lake: Path, harm: Harm) -> None:
    """A load of everything needs nothing of the damaged version, whose files stay as they are."""
    harm(lake)
    load([made / "a", made / "b"], lake, full=True)
    live = open_snapshot(lake)
    assert (live.version, damaged_files(live)) == ("v000002", {})
    assert sorted(live.read("articles")["title"].to_pylist()) == ["a1", "a2", "a3", "b1"]


def test_full_load_of_one_archive_keeps_the_whole_files_of_others(made: Path, lake: Path) -> None:
    """Files of archives that are not named are carried over if they are whole."""
    for file in (lake / "v000001" / "items").rglob("*.parquet"):
        file.unlink()
    load([made / "a"], lake, full=True)
    assert open_snapshot(lake).read("articles").num_rows == 4
    with connect(lake) as connection:
        connection.sql("from items").fetchall()


def test_full_load_names_other_archives_that_are_damaged(made: Path, lake: Path) -> None:
    """Where a file of an archive that is not named is damaged, it has to be loaded along."""
    (file,) = files_of(lake / "v000001", "b", "documents")
    file.write_bytes(file.read_bytes()[:300])
    with pytest.raises(LakeError, match=r"load its other archives along, with --full: b$"):
        load([made / "a"], lake, full=True)
    load([made / "b"], lake, full=True)
    assert open_snapshot(lake).read("articles").num_rows == 4


def test_file_beside_the_others_is_not_read(lake: Path) -> None:
    """What somebody puts into a table's folder is none of the version."""
    file = file_of(lake, "articles")
    shutil.copy(file, file.with_name("copy.parquet"))
    with connect(lake) as connection:
        assert connection.sql("select count(*) from articles").fetchall() == [(4,)]


def test_version_without_recorded_files_can_be_read(lake: Path) -> None:
    """A version of an earlier broadsheet has no hashes: `verify` says so, and it is read."""
    forget_files(lake / "v000001")
    assert state_of(open_snapshot(lake))["state"] == "unknown"
    with connect(lake) as connection:
        assert connection.sql("select count(*) from articles").fetchall() == [(4,)]
    shutil.rmtree(lake / "v000001" / "articles")
    with pytest.raises(LakeError, match="v000001/articles is missing"):
        connect(lake)


def test_linked_files_keep_their_hash(made: Path, lake: Path) -> None:
    """The next version records what it takes over and what it adds, and is whole."""
    source = Path(shutil.copytree(made / "a", lake.parent / "a"))
    write(source, "a9", 2)
    load([f"a={source}"], lake)
    assert state_of(open_snapshot(lake))["state"] == "whole"
    assert set(open_snapshot(lake).files or ()) & set(open_snapshot(lake, "v000001").files or ())


@pytest.mark.parametrize("content", ["{}", "[]", "", '{"archives": {}}'])
@pytest.mark.parametrize(
    "command",
    [("status",), ("snapshots",), ("sql", "select 1"), ("load", "a"), ("load", "a", "--full")],
)
def test_damaged_record_is_named(
    lake: Path, run: Run, content: str, command: tuple[str, ...]
) -> None:
    """A load.json that lacks what each load records is an error of one line."""
    write(lake.parent / "a", "a1", 1)
    (lake / "v000001" / "load.json").write_text(content)
    done = run(*command)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "v000001/load.json" in done.err


def test_damaged_line_of_the_ledger_is_skipped(lake: Path, run: Run) -> None:
    """`loads` lists the other loads."""
    (lake / "loads.jsonl").write_text("{}\n[]\n" + (lake / "loads.jsonl").read_text())
    assert [row["archive"] for row in rows_of(run("loads", "--format", "csv").out)] == ["a", "b"]


def destroy(file: Path) -> None:
    """Replace a file by zeros of the same length."""
    file.write_bytes(bytes(file.stat().st_size))


def truncate(file: Path) -> None:
    """Cut the end of a file off."""
    file.write_bytes(file.read_bytes()[:-10])


def replace_by_another(file: Path) -> None:
    """Replace a file by a valid one of the same columns with no rows."""
    pq.write_table(pq.ParquetFile(file).schema_arrow.empty_table(), file)


@pytest.mark.parametrize("harm", [destroy, truncate, replace_by_another])
def test_way_back_from_a_bad_file(
    made: Path, lake: Path, run: Run, harm: Callable[[Path], None]
) -> None:
    """`verify` names the file and the newest whole version, to which `rollback` goes back."""
    load([made / "a", made / "b"], lake, full=True)
    file = min((make_writable(lake / "v000002") / "articles").rglob("*.parquet"))
    harm(file)
    done = run("verify", "--format", "csv")
    assert (done.code, [row["state"] for row in rows_of(done.out)]) == (1, ["damaged", "whole"])
    assert str(file.relative_to(lake)) in rows_of(done.out)[0]["problem"]
    assert done.err.endswith("go back to it: broadsheet rollback v000001\n")
    assert run("rollback", "v000001").out == "v000001\n"
    count = run("sql", "select count(*) as n from articles", "--format", "csv")
    assert (count.code, count.out) == (0, "n\n4\n")


def test_verify_command_names_the_way_back(made: Path, lake: Path, run: Run) -> None:
    """`verify` lists the versions, fails if one is damaged, and names the newest whole one."""
    load([made / "a", made / "b"], lake, full=True)
    assert run("verify").code == 0
    file = min((make_writable(lake / "v000002") / "articles").rglob("*.parquet"))
    file.write_bytes(bytes(file.stat().st_size))
    done = run("verify", "--format", "csv")
    assert done.code == 1
    assert [row["state"] for row in rows_of(done.out)] == ["damaged", "whole"]
    assert "broadsheet rollback v000001" in done.err


def test_connection_beside_prune_sees_a_whole_version(
    made: Path, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that is removed after its name was read is not opened; the live one is."""
    read = retention.open_snapshot
    opened: list[Snapshot] = []

    def read_and_lose(folder: Path, as_of: str | None = None) -> Snapshot:
        snapshot = read(folder, as_of)
        opened.append(snapshot)
        if len(opened) == 1:
            load([made / "a", made / "b"], lake, full=True)
            assert prune(lake, 1).removed == ["v000001"]
        return snapshot

    monkeypatch.setattr(retention, "open_snapshot", read_and_lose)
    with connect(lake) as connection:
        assert connection.sql("select count(*) from articles").fetchall() == [(4,)]
    assert len({each.version for each in opened}) == 2


def test_lake_in_a_folder_that_duckdb_takes_for_a_pattern_is_refused(made: Path) -> None:
    """A load refuses it before anything is written, in the words of a connection."""
    for name in ("lake [1]", "what?", "all*", "caf\udce9"):
        with pytest.raises(LakeError, match="DuckDB can't read a lake in"):
            load([made / "a"], made / name)
        assert not (made / name).exists()
