"""`broadsheet sql`: rows in every format."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kit.commandline import Run, rows_of

PROJECT = Path(__file__).resolve().parents[3]


@pytest.mark.usefixtures("seed_lake")
def test_sql_gives_back_the_seed(run: Run) -> None:
    """The related items as CSV are those of the file, in its order."""
    done = run("sql", "select * from related order by position", "--format", "csv")
    first, second = rows_of(done.out)
    assert first["web_url"].endswith("-11615727765901.html")
    assert first["published_at"] == "2021-03-14T13:26:00Z"
    assert (first["quality"], first["provider_domain"]) == ("59", "livemint.com")
    assert second["title"].startswith("Facebook’s computer vision system")
    assert (second["quality"], second["amp_web_url"]) == ("39", "")


@pytest.mark.usefixtures("seed_lake")
def test_sql_reads_its_statement_from_stdin(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` takes the statement from stdin; a byte order mark is none of it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfselect 7 as n")))
    assert run("sql", "-", "--format", "csv").out == "n\n7\n"


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_sql_in_another_encoding_is_one_line(run: Run, tmp_path: Path, encoding: str) -> None:
    """SQL that is not UTF-8 is refused with the place and the fix."""
    (tmp_path / "a.sql").write_text("select 'é'", encoding)
    done = run("sql", "--file", "a.sql")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "a.sql is not UTF-8 from byte" in done.err


@pytest.mark.usefixtures("seed_lake")
def test_sql_runs_several_statements(run: Run, tmp_path: Path) -> None:
    """Each statement of a file prints its rows, with the parameters that it names."""
    (tmp_path / "a.sql").write_text("select $n as n; -- one;\nselect 'a;b' as t where $w;", "utf-8")
    words = ("sql", "--file", "a.sql", "--param", "n=7", "--param", "w=true", "--format", "csv")
    assert run(*words).out == "n\n7\nt\na;b\n"


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("select 1; select 2", "-o", "a.csv"), "a file takes the rows of one statement"),
        (("select 1", "--param", "n=1"), "no statement has this parameter"),
        (("select 1; drop table articles",), "SQL must only read, got 'drop'"),
        ((), "give one of them"),
        (("select 1", "--file", "a.sql"), "give one of them"),
    ],
)
def test_sql_that_cannot_be_run_is_one_line(run: Run, words: tuple[str, ...], reason: str) -> None:
    """Nothing runs before all statements are known to be good."""
    done = run("sql", *words)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err


@pytest.mark.usefixtures("seed_lake")
def test_error_shows_where_it_is(run: Run) -> None:
    """Below the message is DuckDB's line with a caret."""
    message, line, caret = run("sql", "select 1,\n  titel from articles").err.splitlines()
    assert 'column "titel" not found' in message
    assert line.endswith("LINE 2:   titel from articles")
    assert caret.index("^") == line.index("titel")


def test_rows_go_to_a_program(seed_lake: Path) -> None:
    """A binary format goes to stdout where it is no terminal."""
    command = [sys.executable, "-m", "broadsheet.cli", "sql", "select 1 as a", "--lake", seed_lake]
    for form, begin in {"parquet": b"PAR1", "arrow": b"ARROW1", "xlsx": b"PK"}.items():
        assert subprocess.check_output([*command, "--format", form]).startswith(begin)


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("csv", "a,b\n1,\n"),
        ("json", '[\n{"a": 1, "b": null}\n]\n'),
        ("jsonl", '{"a": 1, "b": null}\n'),
        ("tsv", "a\tb\n1\t\n"),
        ("line", "── row 1 ──\na  1\nb\n"),
        ("markdown", "| a | b |\n| ---: | ---: |\n| 1 |  |\n"),
    ],
)
@pytest.mark.usefixtures("seed_lake")
def test_sql_prints_formats(run: Run, form: str, out: str) -> None:
    """Each format prints to stdout and nothing else."""
    done = run("sql", "select 1 as a, null::integer as b", "--format", form)
    assert (done.out, done.err) == (out, "")


@pytest.mark.usefixtures("seed_lake")
def test_sql_prints_a_table_for_people(run: Run) -> None:
    """Without a format the rows stand in columns under their names."""
    lines = run("sql", "select 'x' as name, 0.5::double as share").out.splitlines()
    assert lines[0].split() == ["name", "share"]
    assert lines[2].split() == ["x", "0.500"]


@pytest.mark.usefixtures("seed_lake")
def test_sql_writes_parquet(run: Run, tmp_path: Path) -> None:
    """A file's ending is its format, and its path is printed."""
    done = run("sql", "from articles", "-o", tmp_path / "a.parquet")
    assert done.out.strip().endswith("a.parquet")
    assert pq.read_table(tmp_path / "a.parquet").num_rows == 1


@pytest.mark.usefixtures("seed_lake")
def test_as_of_opens_an_older_version(run: Run) -> None:
    """An older version answers as it did."""
    run("load", f"again={PROJECT / 'seeds'}")
    count = ("sql", "select count(*) as n from articles", "--format", "csv")
    assert run(*count).out == "n\n2\n"
    assert run(*count, "--as-of", "v000001").out == "n\n1\n"


def test_a_closed_pipe_is_no_error(seed_lake: Path) -> None:
    """A reader that stops early, like head, ends the command quietly."""
    command = [sys.executable, "-m", "broadsheet.cli", "sql"]
    statement = "select * from range(200_000)"
    with subprocess.Popen(
        [*command, statement, "--format", "csv", "--lake", str(seed_lake)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
