"""The command line: where the lake is, bad input, help, and how a command ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from broadsheet.cli import commands
from broadsheet.cli.app import make_app
from kit.commandline import Run

PROJECT = Path(__file__).resolve().parents[2]


def test_the_lake_comes_from_the_environment(
    run: Run, seed_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BROADSHEET_LAKE names the lake where no option does."""
    seed_lake.rename(seed_lake.with_name("elsewhere"))
    monkeypatch.setenv("BROADSHEET_LAKE", "elsewhere")
    assert run("status").code == 0


def test_the_lake_comes_from_settings(run: Run, seed_lake: Path, tmp_path: Path) -> None:
    """broadsheet.yaml names the lake for a working folder."""
    seed_lake.rename(seed_lake.with_name("elsewhere"))
    (tmp_path / "broadsheet.yaml").write_text("lake: elsewhere\n", "utf-8")
    assert run("status").code == 0


BAD_INPUT = [
    ("load /nowhere", "no such archive, got '/nowhere'"),
    ("load empty", "no documents in {here}/empty; documents end in .md"),
    ("load {seeds} --lake full", "the folder full is not a lake: it holds x"),
    ("load {seeds} --lake file", "a lake is a folder, got 'file'"),
    ("load {seeds} {seeds}", "two archives are called seeds"),
    ("load {seeds} --workers 0", "--workers"),
    ("load", "Missing argument 'ARCHIVE...'"),
    ("sql x --lake nowhere", "no such lake, got 'nowhere'"),
    ("sql x --lake full", "not a lake, got 'full'"),
    ("sql selec", "syntax error"),
    ("sql 'select 1; select 2' -o a.csv", "the rows of one statement, got '2 statements'"),
    ("sql 'drop view articles'", "SQL must only read, got 'drop'"),
    ("sql \"from '/etc/passwd'\"", "does not exist"),
    ("sql 'from articles' --as-of v9", "no such version in lake, got 'v9'; valid: v000001"),
    ("sql 'from articles' --format xml", "no such format, got 'xml'; valid: arrow, csv, html"),
    ("sql 'from articles' -o a.xls", "no format for this file, got 'a.xls'"),
    ("sql 'from articles' -o none/a.csv", "can't write none/a.csv: No such file"),
    ("query nothing", "no such query, got 'nothing'; valid: archive_activity"),
    ("query articles_by_dat", "did you mean articles_by_date"),
    ("query articles_by_date --since 2021-13-01", "--since is not a date, got '2021-13-01'"),
    ("query articles_by_date --tz Mars/X", "no such time zone, got 'Mars/X'"),
    ("query articles_by_date --bucket hour", "'hour' is not one of 'day', 'week', 'month'"),
    ("query articles_by_topic --bucket day", "no such parameter, got 'bucket'"),
    ("query articles_by_date --param x", "a parameter is NAME=VALUE, got 'x'"),
    ("report nothing", "no such report, got 'nothing'"),
    ("report coverage --period soon", "no such period, got 'soon'"),
    ("report coverage --format docx", "'docx' is not one of 'html', 'pdf'"),
    ("report coverage --paper a5", "'a5' is not one of 'a4', 'letter'"),
    ("report coverage --now x", "--now is not a date"),
    ("problems --code nothing", "no such code, got 'nothing'"),
    ("problems --severity bad", "'bad' is not one of 'error', 'warning', 'note'"),
    ("tables artcles", "no such table, got 'artcles'; did you mean articles"),
    ("sample full", "full"),
    ("sample new --articles 0", "articles"),
    ("sample new --articles many", "--articles"),
    ("lod", "Did you mean 'load'"),
    ("load x --bogus", "No such option: --bogus"),
]


@pytest.mark.parametrize(("command", "told"), BAD_INPUT, ids=[case[0] for case in BAD_INPUT])
@pytest.mark.usefixtures("seed_lake")
def test_bad_input_gets_one_clear_line(run: Run, tmp_path: Path, command: str, told: str) -> None:
    """One line on stderr, below it at most DuckDB's excerpt of the SQL; exit code 2, no file."""
    import shlex

    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("")
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    done = run(*shlex.split(command.replace("{seeds}", str(PROJECT / "seeds"))))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("broadsheet: ")
    assert "\n" not in done.err.partition("\nLINE ")[0].removesuffix("\n")
    assert told.replace("{here}", str(tmp_path.resolve())) in done.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "text",
    ["lake: [a]\n", "lakes: x\n", "- a\n", "lake: 'x\n", "limits: {related: 0}\n"],
    ids=["type", "name", "list", "yaml", "limit"],
)
def test_bad_settings_get_one_clear_line(run: Run, tmp_path: Path, text: str) -> None:
    """A faulty broadsheet.yaml is named."""
    (tmp_path / "broadsheet.yaml").write_text(text, "utf-8")
    done = run("status")
    assert done.code == 2
    assert "broadsheet.yaml" in done.err
    assert "\n" not in done.err.partition("\nLINE ")[0].removesuffix("\n")


def test_status_names_the_reader(
    run: Run, sample_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`status --verbose` says which reader plain documents are read with."""
    monkeypatch.setenv("BROADSHEET_ACCELERATOR", "off")
    shown = run("status", "--verbose", "--lake", sample_lake).out.splitlines()[-1]
    assert shown.startswith("reader: Python (the accelerator is switched off")


def test_no_command_prints_the_help(run: Run) -> None:
    """Alone, the command tells what it can do."""
    done = run()
    assert done.code == 0
    assert "Usage: broadsheet" in done.out


def test_every_command_helps(run: Run) -> None:
    """Each command's help names its options."""
    for command in ("sample", "load", "sql", "query", "queries", "report", "problems", "status"):
        assert "--help" in run(command, "--help").out


def test_the_version_is_the_distributions(run: Run) -> None:
    """`--version` is what is installed."""
    from importlib.metadata import version

    assert run("--version").out == f"broadsheet {version('broadsheet')}\n"


def test_help_imports_nothing_heavy() -> None:
    """The help answers without DuckDB, Arrow, pandas, matplotlib or Jinja."""
    code = (
        "import sys; sys.argv = ['broadsheet', '--help']\n"
        "from broadsheet.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'duckdb', 'pyarrow', 'pandas', 'matplotlib', 'jinja2', 'weasyprint'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("name", [found.name for found in iter_modules(commands.__path__)])
def test_a_group_is_named_after_one_of_its_commands(name: str) -> None:
    """That command runs without the other groups: `make_app` finds it by the module's name."""
    group = get_command(make_app(name))
    assert isinstance(group, TyperGroup)
    assert name in group.commands
    assert len(group.commands) < len(get_command(make_app()).commands)  # type: ignore[attr-defined]


def test_texts_are_taken_as_they_are(run: Run, tmp_path: Path) -> None:
    """Options without a conversion are given on: repeated ones, and those that are not given."""
    (tmp_path / "news").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "news" / f"{name}.md").write_text("---\ntitle: T\n---\n")
    done = run("load", "news", "--exclude", "a.*", "--exclude", "b.*", "--workers", "1")
    assert done.code == 0
    assert "1 document seen" in done.err


@pytest.mark.parametrize("name", ["__init__", "lod", "commands"])
def test_what_is_no_command_is_refused(run: Run, name: str) -> None:
    """A module that is no group of commands is none."""
    done = run(name)
    assert done.code == 2
    assert "No such command" in done.err


def test_wrong_numbers_are_still_refused(run: Run) -> None:
    """What is no text is converted."""
    assert run("load", "news", "--workers", "0").code == 2
    assert run("load").code == 2
