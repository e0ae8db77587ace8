"""`broadsheet shell`: statements at a prompt, typed through a pipe and in a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pexpect
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from broadsheet.cli.shell.completion import NameCompleter
from broadsheet.cli.shell.harlequin import harlequin_command
from broadsheet.cli.shell.prompt import ask
from broadsheet.cli.shell.session import Session, is_complete
from broadsheet.database.connection import open_lake
from broadsheet.lake.snapshot import Snapshot
from kit.commandline import Done, Run

Typed = Callable[[str], Done]


@pytest.fixture(scope="module")
def connection(sample_lake: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample, as the shell opens it."""
    with open_lake(sample_lake) as opened:
        yield opened


@pytest.fixture
def typed(
    connection: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Typed:
    """Types keys at the prompt of a new session, until it is left."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def ask_of(keys: str) -> None:
        with create_pipe_input() as pipe, create_app_session(pipe, DummyOutput()):
            pipe.send_text(keys)
            ask(Session(connection), "lake")

    def enter(keys: str) -> Done:
        # in a thread: a test of pages in a browser leaves this one with an event loop
        with ThreadPoolExecutor(1) as thread:
            thread.submit(ask_of, keys).result()
        printed = capsys.readouterr()
        return Done(0, printed.out, printed.err)

    return enter


def test_a_statement_over_several_lines_ends_with_its_semicolon(typed: Typed) -> None:
    """Enter goes to a new line until the statement has ended."""
    done = typed("\\format csv\rselect 'a;b' as t, -- ;\r7 as n\r;\r\\q\r")
    assert done.out == "t,n\na;b,7\n"


def test_several_statements_on_a_line(typed: Typed) -> None:
    """Each shows its rows, in order."""
    assert typed("\\format csv\rselect 1 as a; select 2 as b;\r\\q\r").out == "a\n1\nb\n2\n"


def test_an_error_shows_its_place_and_the_session_goes_on(typed: Typed) -> None:
    """DuckDB's line and caret are shown, and the next statement runs."""
    done = typed("\\format csv\rselect nope from articles;\rselect 1 as a;\r\\q\r")
    assert "LINE 1: select nope from articles;\n               ^" in done.err
    assert done.out == "a\n1\n"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("create table t (a int);", "SQL must only read"),
        ("from '/etc/passwd';", "/etc/passwd"),
        ("\\nope", "no such command of the shell"),
        ("\\format parquet", "not for a terminal"),
        ("\\d articlez", "did you mean articles"),
    ],
)
def test_what_is_refused(typed: Typed, statement: str, reason: str) -> None:
    """The connection is locked, and a wrong command names the valid ones."""
    assert reason in typed(f"{statement}\r\\q\r").err


def test_the_relations_and_their_columns_are_described(typed: Typed) -> None:
    """Tables, views and queries are listed; with a name, it shows columns, types and meanings."""
    done = typed("\\format csv\r\\d\r\\d articles\r\\d quality_by_provider\r\\q\r")
    lines = done.out.splitlines()
    assert "articles,table,one row per document" in lines
    assert any(line.startswith("quality_by_provider,query,") for line in lines)
    assert "title,varchar,title as written" in lines
    assert any(line.startswith("provider_domain,varchar,") for line in lines)


def test_the_time_is_shown_on_request(typed: Typed) -> None:
    """Seconds are shown after statements until the command is entered again."""
    done = typed("\\timing\rselect 1;\r\\timing\rselect 1;\r\\q\r")
    assert done.err.count(" s\n") == 1


def test_the_end_of_the_input_leaves(typed: Typed) -> None:
    """Ctrl-C clears the line, and Ctrl-D leaves."""
    assert typed("select 1 as gone;\x03\\format csv\rselect 2 as b;\r\x04").out == "b\n2\n"


def test_entries_are_kept_for_the_next_session(typed: Typed) -> None:
    """The key Up brings back the last entry of an earlier session."""
    typed("select 42 as kept;\r\\q\r")
    assert "42" in typed("\x1b[A\x1b[A\r\\q\r").out


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("\\ti", "\\timing"),
        ("\\d quality_by_p", "quality_by_provider"),
        ("\\format js", "json"),
        ("select * from artic", "articles"),
        ("select provider_d", "provider_domain"),
        ("select * from QUALITY_BY_P", "quality_by_provider"),
    ],
)
def test_names_are_completed(text: str, first: str) -> None:
    """Commands, what follows them, tables, queries and columns."""
    found = NameCompleter().get_completions(Document(text), CompleteEvent())
    assert next(found).text == first


def test_columns_of_the_named_tables_come_first() -> None:
    """A column is said to be of the table that the statement names."""
    text = "select n from topic_tree"
    document = Document(text, cursor_position=len("select "))
    found = {each.text: each.display_meta_text for each in completions(document)}
    assert found["topic"] == "column of topic_tree"


def completions(document: Document) -> list[object]:
    """All that is completed."""
    return list(NameCompleter().get_completions(document, CompleteEvent()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select 1", False),
        ("select ';", False),
        ("select 1 -- ;", False),
        ("select 1; -- done", True),
        ("select 1; select", False),
        ("select 'é';", True),
        ("\\d", True),
        ("  ", True),
    ],
)
def test_when_an_entry_is_complete(text: str, expected: bool) -> None:
    """A semicolon ends it that is of no string and no comment."""
    assert is_complete(text) is expected


def test_harlequin_opens_the_catalog_read_only(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is used where it is on the path."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert harlequin_command(snapshot) is None
    program = tmp_path / "harlequin"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    found = harlequin_command(snapshot)
    assert found is not None
    assert (found[0], found[-2]) == (str(program), "--read-only")
    assert Path(found[-1]).is_file()


def test_without_a_terminal_stdin_is_read(
    run: Run, sample_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements run as those of `sql -`, and there is no prompt."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"select 1 as a; select 2 as b")))
    done = run("shell", "--lake", sample_lake, "--format", "csv")
    assert (done.out, done.err) == ("a\n1\nb\n2\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_ctrl_c_ends_a_statement(sample_lake: Path, tmp_path: Path) -> None:
    """A statement that would run for hours ends, the shell goes on, and its end is exit code 0."""
    shell = pexpect.spawn(
        sys.executable,
        ["-m", "broadsheet.cli", "shell", "--lake", str(sample_lake), "--plain"],
        env={"XDG_STATE_HOME": str(tmp_path), "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm"},
        cwd=str(tmp_path),
        dimensions=(40, 120),
        encoding="utf-8",
        timeout=120,
    )
    shell.expect_exact("lake>")
    shell.send("select 6 * 7 as answer, current_setting('TimeZone') as zone;\r")
    shell.expect(r"42\s+UTC")
    shell.expect_exact("lake>")
    shell.send("select count(*) from range(100000000000) a, range(1000000) b;\r")
    for _ in range(100):  # a key that is pressed before the statement runs is for the next prompt
        shell.sendintr()
        if shell.expect_exact(["interrupted", pexpect.TIMEOUT], timeout=1) == 0:
            break
    shell.send("select 'go' || 'ing' as state;\r")
    shell.expect_exact("going")
    shell.send("\\q\r")
    shell.expect(pexpect.EOF)
    shell.close()
    assert shell.exitstatus == 0
