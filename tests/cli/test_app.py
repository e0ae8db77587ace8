"""The command line: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pyarrow.parquet as pq
import pytest

from broadsheet.database.queries import named_queries
from kit.commandline import Run

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def seed_lake(tmp_path: Path, seed_lake: Path) -> Path:
    """A lake of the seed alone, at `lake` in the working folder."""
    return Path(copytree(seed_lake, tmp_path / "lake"))


def rows_of(text: str) -> list[dict[str, str]]:
    """CSV text as rows."""
    return list(csv.DictReader(io.StringIO(text)))


def test_load_tells_what_adds_up_on_stderr(run: Run) -> None:
    """The summary is talk: seen = loaded + quarantined + skipped, rows, version."""
    done = run("load", PROJECT / "seeds")
    assert done.out == ""
    assert "1 document seen = 1 loaded + 0 quarantined + 0 skipped" in done.err
    assert "articles 1, related 2, images 3, article_topics 2, documents 1, problems 0" in done.err


def test_load_tells_machines_the_same_on_stdout(run: Run) -> None:
    """With --json the counts are data."""
    told = json.loads(run("load", PROJECT / "seeds", "--json").out)
    assert told["seen"] == told["loaded"] + told["quarantined"] + told["skipped"] == 1


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--include", "2021/*"], ["2021/a.md", "2021/drafts/b.md"]),
        (["--exclude", "*/drafts/*"], ["2021/a.md", "c.md"]),
        (["--include", "2021/*", "--exclude", "*/drafts/*"], ["2021/a.md"]),
        (["--include", "c.md", "--include", "*/b.md"], ["2021/drafts/b.md", "c.md"]),
    ],
)
def test_load_takes_the_paths_it_is_asked_for(
    run: Run, write_document: Callable[..., Path], options: list[str], paths: list[str]
) -> None:
    """Globs, each as often as wanted, choose what is loaded."""
    for path in ("2021/a.md", "2021/drafts/b.md", "c.md"):
        archive = write_document(path)
    assert run("load", archive, *options).code == 0
    done = run("sql", "select path from documents order by path", "--format", "csv")
    assert [row["path"] for row in rows_of(done.out)] == paths


def test_load_of_the_same_makes_no_version(run: Run) -> None:
    """A load that finds nothing new leaves the lake at its version."""
    for _ in range(2):
        told = json.loads(run("load", PROJECT / "seeds", "--json").out)
    assert (told["version"], told["changes"]["unchanged"]) == ("v000001", 1)


def test_full_load_makes_a_version(run: Run) -> None:
    """With --full every document is read and written again."""
    run("load", PROJECT / "seeds")
    told = json.loads(run("load", PROJECT / "seeds", "--full", "--json").out)
    assert (told["version"], told["changes"]["unchanged"]) == ("v000002", 1)


def test_load_tells_what_has_changed(run: Run, write_document: Callable[..., Path]) -> None:
    """A second load tells how many documents have changed, and in which fields."""
    write_document("a.md", "---\ntitle: A\n---\n")
    archive = write_document("b.md", "---\ntitle: B\n---\n")
    run("load", archive)
    write_document("b.md", "---\ntitle: Another\nlength: 5\n---\n")
    told = run("load", archive).err
    assert "changes: 1 changed, 1 unchanged\n" in told
    assert "fields changed: title 1, extra 1\n" in told
    assert "new: archive: new field length: a whole number\n" in told


def test_load_keeps_the_limits_of_the_settings(
    run: Run, tmp_path: Path, write_document: Callable[..., Path]
) -> None:
    """Limits in broadsheet.yaml hold for a load."""
    (tmp_path / "broadsheet.yaml").write_text("limits: {document_bytes: 20}\n", "utf-8")
    write_document("a.md", "---\ntitle: A\n---\n")
    done = run("load", write_document("b.md", "---\ntitle: Bigger\n---\n"))
    assert "1 loaded + 1 quarantined" in done.err
    assert "1 too-large" in done.err


def test_load_counts_problems_by_code(run: Run, tmp_path: Path) -> None:
    """Faults are summed up by kind."""
    (tmp_path / "a.md").write_text("---\ntitle: A\nquality: high\n---\n", "utf-8")
    assert "problems: 1 wrong-type" in run("load", tmp_path).err


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
    """`-` takes the statement from stdin."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("select 7 as n"))
    assert run("sql", "-", "--format", "csv").out == "n\n7\n"


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("csv", "a,b\n1,\n"),
        ("json", '[\n  {\n    "a": 1,\n    "b": null\n  }\n]\n'),
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
def test_query_binds_its_options(run: Run) -> None:
    """Options become the query's parameters."""
    words = ("query", "articles_by_date", "--since", "2021-03-16", "--until", "2021-03-18")
    rows = rows_of(run(*words, "--topic", "AI", "--format", "csv").out)
    assert [(row["date"], row["articles"]) for row in rows] == [
        ("2021-03-16", "1"),
        ("2021-03-17", "0"),
    ]


@pytest.mark.usefixtures("seed_lake")
def test_query_takes_any_parameter(run: Run) -> None:
    """A parameter without an option of its own goes by name."""
    words = ("query", "quality_distribution", "--param", "band=20", "--format", "csv")
    assert rows_of(run(*words).out)[0]["quality_from"] == "20"


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize("given", ["low=0.5", "only_gaps=false", "category=news"])
def test_query_takes_numbers_words_and_truths(run: Run, given: str) -> None:
    """A parameter by name may be a fraction, a truth or a text."""
    assert run("query", "gaps", "--param", given, "--format", "csv").code == 0


@pytest.mark.usefixtures("seed_lake")
def test_query_takes_any_category(run: Run) -> None:
    """The category `any` asks for every kind of document."""
    done = run("query", "articles_by_provider", "--category", "any", "--format", "csv")
    assert rows_of(done.out)


@pytest.mark.usefixtures("seed_lake")
@pytest.mark.parametrize("option", ["--category", "--type"])
def test_query_takes_kinds(run: Run, option: str) -> None:
    """A kind that no document is of leaves no articles."""
    done = run("query", "articles_by_provider", option, "nothing-of-this", "--format", "csv")
    assert (done.code, rows_of(done.out)) == (0, [])


def test_queries_lists_them_all(run: Run) -> None:
    """The list has each query with the question it answers; no lake is needed."""
    rows = json.loads(run("queries", "--format", "json").out)
    assert [row["query"] for row in rows] == list(named_queries())
    assert "articles, published" in rows[0]["columns"]
    assert all(row["answers"].endswith("?") and row["grain"] for row in rows)


@pytest.mark.usefixtures("seed_lake")
def test_report_prints_its_paths(run: Run) -> None:
    """Each page's path is printed, and the page is there."""
    done = run("report", "coverage", "quality", "--period", "2021-03", "--format", "html")
    paths = [Path(line) for line in done.out.splitlines()]
    assert [path.name for path in paths] == ["coverage-2021-03.html", "quality-2021-03.html"]
    assert all(path.is_file() for path in paths)


def test_problems_lists_faults_with_their_lines(run: Run, tmp_path: Path) -> None:
    """A fault is told with path, line, code and the value as written."""
    (tmp_path / "a.md").write_text("---\ntitle: A\nquality: 55.5\n---\n", "utf-8")
    run("load", tmp_path)
    (row,) = rows_of(run("problems", "--format", "csv").out)
    assert (row["path"], row["line"], row["code"], row["value"]) == (
        "a.md",
        "3",
        "wrong-type",
        "55.5",
    )


@pytest.mark.usefixtures("seed_lake")
def test_status_tells_the_version(run: Run) -> None:
    """The live version, its archives and its rows are told."""
    told = json.loads(run("status", "--json").out)
    assert (told["version"], list(told["archives"]), told["rows"]["related"]) == (
        "v000001",
        ["seeds"],
        2,
    )


def test_tables_tells_columns(run: Run) -> None:
    """A table's columns come with what they mean; no lake is needed."""
    rows = rows_of(run("tables", "articles", "--format", "csv").out)
    assert rows[0]["column"] == "article_id"
    assert all(row["meaning"] for row in rows)


@pytest.mark.usefixtures("seed_lake")
def test_as_of_opens_an_older_version(run: Run) -> None:
    """An older version answers as it did."""
    run("load", f"again={PROJECT / 'seeds'}")
    count = ("sql", "select count(*) as n from articles", "--format", "csv")
    assert run(*count).out == "n\n2\n"
    assert run(*count, "--as-of", "v000001").out == "n\n1\n"


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


def test_sample_writes_what_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    """The folder's path is data, the rest is talk."""
    done = run("sample", "made", "--articles", "20", "--months", "1")
    assert done.out == "made\n"
    assert len(list((tmp_path / "made").rglob("2*.md"))) == 20


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
    ("sql 'select 1; select 2'", "one statement that reads, got '2 statements'"),
    ("sql 'drop view articles'", "one statement that reads, got 'drop'"),
    ("sql \"from '/etc/passwd'\"", "does not exist"),
    ("sql 'from articles' --as-of v9", "no such version in lake, got 'v9'; valid: v000001"),
    ("sql 'from articles' --format xml", "no such format, got 'xml'; valid: table, csv"),
    ("sql 'from articles' --format parquet", "parquet needs a file"),
    ("sql 'from articles' -o a.xls", "no format for this file, got 'a.xls'"),
    ("sql 'from articles' -o none/a.csv", "can't write none/a.csv: No such file"),
    ("query nothing", "no such query, got 'nothing'; valid: articles_by_date"),
    ("query articles_by_dat", "did you mean articles_by_date"),
    ("query articles_by_date --since 2021-13-01", "--since is not a date, got '2021-13-01'"),
    ("query articles_by_date --tz Mars/X", "no such time zone, got 'Mars/X'"),
    ("query articles_by_date --bucket hour", "no such bucket, got 'hour'; valid: day"),
    ("query articles_by_topic --bucket day", "no such parameter, got 'bucket'"),
    ("query articles_by_date --param x", "a parameter is NAME=VALUE, got 'x'"),
    ("report nothing", "no such report, got 'nothing'"),
    ("report coverage --period soon", "no such period, got 'soon'"),
    ("report coverage --format docx", "no such format, got 'docx'"),
    ("report coverage --now x", "--now is not a date"),
    ("problems --code nothing", "no such code, got 'nothing'"),
    ("problems --severity bad", "no such severity, got 'bad'; valid: error, warning, note"),
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
    """One line on stderr, nothing on stdout, exit code 2, and nothing written."""
    import shlex

    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("")
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    done = run(*shlex.split(command.replace("{seeds}", str(PROJECT / "seeds"))))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("broadsheet: ")
    assert done.err.count("\n") == 1
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
    assert done.err.count("\n") == 1


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
