"""The target of an export: what is refused, what is replaced, and what a failure leaves."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from broadsheet import export_lake
from broadsheet.errors import BroadsheetError
from broadsheet.exporting.formats import xlsx
from broadsheet.exporting.target import placed
from kit.commandline import Run
from kit.forked import is_done, start


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("lake/new.csv", "an export can't be in a lake"),
        ("lake/v000001/articles", "an export can't be in a lake"),
        (".", "an export can't replace a folder of the lake"),
        ("nowhere/new.csv", "no such folder"),
        ("archive", "is a folder, and no export of broadsheet"),
        ("archive/undated.md", "exists; replace it with --overwrite"),
    ],
)
def test_a_target_is_refused(lake: Path, target: str, message: str) -> None:
    """Nothing is written in a lake or over what exists."""
    with pytest.raises(BroadsheetError, match=message):
        export_lake(lake, lake.parent / target, format="csv", tables=["articles"])


def test_a_folder_of_others_is_not_removed(lake: Path) -> None:
    """Also with `overwrite`, a folder that is no export stays as it is."""
    with pytest.raises(BroadsheetError, match="no export of broadsheet"):
        export_lake(lake, lake.parent / "archive", format="csv", overwrite=True)
    assert (lake.parent / "archive" / "undated.md").is_file()


def test_an_export_is_replaced(lake: Path, tmp_path: Path) -> None:
    """With `overwrite` the new export takes the place of the old one, and nothing else is left."""
    target = tmp_path / "export"
    export_lake(lake, target, format="csv")
    export_lake(lake, target, format="parquet", tables=["articles"], overwrite=True)
    assert sorted(path.name for path in target.iterdir()) == ["articles.parquet", "export.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_a_failure_leaves_the_old_file(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that no sheet holds is one clear line, and what was there stays."""
    target = tmp_path / "book.xlsx"
    target.write_text("old", "utf-8")
    monkeypatch.setattr(xlsx, "MOST_ROWS", 61)
    with pytest.raises(BroadsheetError, match="articles has 61 rows, and a sheet 61; take a short"):
        export_lake(lake, target, tables=["articles"], overwrite=True)
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_what_a_killed_export_left_is_removed(lake: Path, tmp_path: Path) -> None:
    """The next export beside it removes its folder, and leaves that of one that still runs."""

    def be_killed() -> None:
        with placed(tmp_path / "killed.csv") as new:
            new.write_text("half", "utf-8")
            os.kill(os.getpid(), signal.SIGKILL)

    assert not is_done(start(be_killed, tmp_path / "log"))
    assert len(list(tmp_path.rglob("killed.csv"))) == 1
    with placed(tmp_path / "running.csv") as running:
        running.write_text("whole", "utf-8")
        export_lake(lake, tmp_path / "new.csv", tables=["topic_tree"])
        assert not list(tmp_path.rglob("killed.csv"))
    assert {path.name for path in tmp_path.iterdir()} == {"new.csv", "running.csv"}


def test_delta_without_its_library_names_the_fix(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error has the command that installs it."""
    monkeypatch.setitem(sys.modules, "deltalake", None)
    with pytest.raises(BroadsheetError, match=r"pip install 'broadsheet\[delta\]'"):
        export_lake(lake, tmp_path / "delta", format="delta")
    assert not list(tmp_path.iterdir())


def test_the_command_exports(lake: Path, run: Run, tmp_path: Path) -> None:
    """It prints the target on stdout, and the rows on stderr."""
    words = ("export", "march.sqlite", "--period", "2021-02", "--table", "topic_tree")
    done = run(*words, "--lake", lake)
    assert (done.code, done.out) == (0, "march.sqlite\n")
    assert done.err == "v000002; rows: topic_tree 1\n"
    assert (tmp_path / "march.sqlite").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("rows.txt",), "the target's ending means no format"),
        (("rows", "--format", "cvs"), "no such format, got 'cvs'; did you mean csv"),
        (("rows.csv",), "a .csv file holds one table"),
        (("rows.csv", "--table", "article"), "no table to export, got 'article'; did you mean"),
    ],
)
def test_a_wrong_word_is_one_line(
    lake: Path, run: Run, words: tuple[str, ...], message: str
) -> None:
    """It ends with exit code 2 and says what is valid."""
    done = run("export", *words, "--lake", lake)
    assert done.code == 2
    assert message in done.err
    assert done.err.count("\n") == 1
