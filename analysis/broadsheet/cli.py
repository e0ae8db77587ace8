"""The command line: it parses, calls and prints.

stdout is data, stderr is talk. Exit codes: 0 done, 1 a fault of broadsheet's own, 2 bad input,
130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import Abort, Exit, TyperException

from broadsheet.config import read_settings
from broadsheet.console import load_summary, loads_by_archive, progress_bar, say
from broadsheet.errors import BroadsheetError, QueryError
from broadsheet.startup import begin_own_process, spare_imports

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["app", "main", "run"]

app = typer.Typer(
    name="broadsheet",
    help="Turn a folder of news documents into tables, answers and a printed page.",
    epilog="Exit codes: 0 done, 1 a fault of broadsheet's own, 2 bad input, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Lake = Annotated[
    str | None,
    typer.Option(help="Folder of the lake; else BROADSHEET_LAKE, broadsheet.yaml, or `lake`."),
]
AsOf = Annotated[
    str | None, typer.Option(help="Version of the lake, such as v000011; else the live one.")
]
FormatName = Annotated[
    str | None,
    typer.Option("--format", help="table, csv, json, markdown or parquet; else by --output."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write to.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines to stdout.")]


def run() -> None:
    """The command in a process of its own."""
    begin_own_process()
    main()


def main() -> None:
    """Run the command line; bad input ends in one line on stderr and exit code 2."""
    try:
        code = app(prog_name="broadsheet", standalone_mode=False)
    except BroadsheetError as error:
        code = _fail(str(error))
    except TyperException as error:
        code = _fail(_usage_message(error))
    except OSError as error:
        code = _fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exit as done:
        code = done.exit_code
    except (Abort, KeyboardInterrupt):
        say("broadsheet: interrupted")
        code = 130
    sys.exit(code if isinstance(code, int) else 0)


@app.callback(invoke_without_command=True)
def _broadsheet(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from broadsheet.version import __version__

        print(f"broadsheet {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def sample(
    directory: Annotated[Path, typer.Argument(help="New or empty folder to write to.")],
    articles: Annotated[int, typer.Option(help="Documents to write.")] = 2_000,
    related: Annotated[float, typer.Option(help="Related items a document, on average.")] = 3.0,
    seed: Annotated[int, typer.Option(help="Another seed, another archive.")] = 1,
    months: Annotated[int, typer.Option(help="Months that the archive spans.")] = 6,
) -> None:
    """Write a made-up archive.

    The same arguments write the same bytes.
    """
    from broadsheet.sample import write_sample

    done = write_sample(directory, articles=articles, related=related, seed=seed, months=months)
    size = f"{done.bytes / 1e6:.1f} MB"
    say(f"{done.articles:,} made-up documents, {done.stories:,} stories of several, {size}")
    print(directory)


@app.command()
def load(
    archives: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE...",
            help="Folders, .zip, .tar, .tar.gz, .tar.zst, .jsonl, REPOSITORY@REVISION, or - for"
            " stdin; each also as NAME=ARCHIVE.",
        ),
    ],
    lake: Lake = None,
    include: Annotated[
        list[str] | None, typer.Option(help="Only paths like this, such as '2021/*'; repeatable.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="No paths like this; repeatable.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Read and write every document.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes to parse in; else one a core.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Load archives into a lake, as Parquet tables.

    Documents are files that end in .md, .markdown, .txt, .yaml or .yml. Only what has changed is
    read; if anything has, the lake gets a new version. Rows of archives that are not named are
    carried over.
    """
    spare_imports("numpy")
    from broadsheet.archive import Selection
    from broadsheet.loader import load as load_archives

    with progress_bar("loading", quiet=as_json) as progress:
        summary = load_archives(
            archives,
            _lake(lake),
            workers=workers or os.cpu_count() or 1,
            full=full,
            selection=Selection(tuple(include or ()), tuple(exclude or ())),
            limits=read_settings().limits,
            progress=progress,
        )
    if as_json:
        print(json.dumps(summary.as_dict(), indent=2))
    else:
        say(*load_summary(summary))


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One statement that reads; `-` reads stdin.")],
    lake: Lake = None,
    as_of: AsOf = None,
    format_name: FormatName = None,
    output: Output = None,
) -> None:
    """Ask the lake in SQL: its tables, views and named queries."""
    from broadsheet.database import run_sql

    statement = sys.stdin.read() if statement == "-" else statement
    rows = run_sql(_connect(lake, as_of), statement).to_arrow_table()
    _write(rows, format_name, output)


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A named query; `broadsheet queries` lists them.")],
    since: Annotated[str | None, typer.Option(help="First day, or time.")] = None,
    until: Annotated[str | None, typer.Option(help="Day or time to stop before.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only articles of this topic.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this provider, by domain.")] = None,
    tz: Annotated[str | None, typer.Option(help="Time zone that days are cut in.")] = None,
    category: Annotated[str | None, typer.Option(help="Only this category; else news.")] = None,
    type_name: Annotated[str | None, typer.Option("--type", help="Only this type.")] = None,
    bucket: Annotated[str | None, typer.Option(help="day, week or month.")] = None,
    min_articles: Annotated[int | None, typer.Option(help="Leave out smaller groups.")] = None,
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Any other parameter.")
    ] = None,
    lake: Lake = None,
    as_of: AsOf = None,
    format_name: FormatName = None,
    output: Output = None,
) -> None:
    """Run a named query."""
    from broadsheet.database import run_query
    from broadsheet.period import parse_moment

    given = {
        "since": parse_moment(since, zone=tz or "UTC", option="--since") if since else None,
        "until": parse_moment(until, zone=tz or "UTC", option="--until") if until else None,
        "topic": topic,
        "provider": provider,
        "tz": tz,
        "category": category,
        "type": type_name,
        "bucket": bucket,
        "min_articles": min_articles,
    }
    parameters = given | dict(_name_and_value(text) for text in param or ())
    _write(run_query(_connect(lake, as_of), name, parameters).to_arrow_table(), format_name, output)


@app.command()
def queries(format_name: FormatName = None, output: Output = None) -> None:
    """List the named queries.

    In other formats than the table, also what a row stands for and measures.
    """
    import pyarrow as pa

    from broadsheet.relations import columns_of_queries, named_queries

    columns_of = columns_of_queries()
    rows = [
        {
            "query": found.name,
            "answers": found.question,
            "parameters": ", ".join(found.parameters),
            "columns": ", ".join(columns_of[found.name]),
            "grain": found.grain,
            "measure": found.measure,
        }
        for found in named_queries().values()
    ]
    told = ["query", "answers", "parameters", "columns"]
    columns = list(rows[0]) if format_name or output else told
    _write(pa.Table.from_pylist(rows).select(columns), format_name, output)


@app.command()
def report(
    reports: Annotated[
        list[str], typer.Argument(metavar="NAME|FILE...", help="Reports to render.")
    ],
    period: Annotated[
        str | None,
        typer.Option(
            help="last-week, last-7-days, last-month, yesterday, 2021, 2021-03, 2021-W11,"
            " 2021-03-16, 2021-03-01..2021-03-31 or all."
        ),
    ] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="html or pdf; more than once for both.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to.")] = Path(
        "reports/out"
    ),
    now: Annotated[
        str | None, typer.Option(help="The moment that `last-week` is seen from; else the clock.")
    ] = None,
    tz: Annotated[str | None, typer.Option(help="Time zone; else the report's own.")] = None,
    lake: Lake = None,
    as_of: AsOf = None,
) -> None:
    """Render reports to HTML and PDF.

    Prints the paths of the pages: FOLDER/NAME-PERIOD.FORMAT.
    """
    from broadsheet.report import Request, find_report, render_report
    from broadsheet.snapshot import open_snapshot

    settings = read_settings()
    documents = [find_report(name, Path(settings.reports)) for name in reports]
    snapshot = open_snapshot(_lake(lake), as_of)
    request = Request(period=period, now=now, zone=tz, formats=tuple(formats or ()))
    for document in documents:
        for page in render_report(document, snapshot, request).write(output):
            print(page)


@app.command()
def problems(
    code: Annotated[str | None, typer.Option(help="Only problems of this kind.")] = None,
    severity: Annotated[str | None, typer.Option(help="Only error, warning or note.")] = None,
    lake: Lake = None,
    as_of: AsOf = None,
    format_name: FormatName = None,
    output: Output = None,
) -> None:
    """List the faults found in documents, with file and line."""
    from broadsheet.database import run_sql
    from broadsheet.faults import CODES, Severity

    _check_choice("--code", code, list(CODES))
    _check_choice("--severity", severity, list(Severity))
    statement = (
        "from problems where ($code is null or code = $code)"
        " and ($severity is null or severity = $severity) order by archive, path, line"
    )
    given = {"code": code, "severity": severity}
    rows = run_sql(_connect(lake, as_of), statement, given).to_arrow_table()
    _write(rows, format_name, output)
    if not rows.num_rows:
        say("no problems")


@app.command()
def status(lake: Lake = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Tell what the lake holds: version, archives, rows, problems."""
    from broadsheet.snapshot import open_snapshot

    snapshot = open_snapshot(_lake(lake), as_of)
    told = {"lake": str(_lake(lake)), "version": snapshot.version, **snapshot.load}
    if as_json:
        print(json.dumps(told, indent=2))
        return
    print(f"{told['lake']} at {told['version']}, loaded {told['loaded_at']} by {told['tool']}")
    for name, archive in told["archives"].items():
        print(f"archive {name}: {archive['path']}, loaded {archive['loaded_at']}")
    for table, count in told["rows"].items():
        print(f"{table}: {count:,} rows")


@app.command()
def snapshots(lake: Lake = None, format_name: FormatName = None, output: Output = None) -> None:
    """List the lake's versions, newest first; the first is the live one."""
    import pyarrow as pa

    from broadsheet.versions import list_versions

    rows = [
        {
            "version": version.version,
            "loaded_at": version.load["loaded_at"],
            "archives": ", ".join(version.load["archives"]),
            **{name: version.load["rows"][name] for name in ("documents", "articles", "related")},
            "tool": version.load["tool"],
        }
        for version in list_versions(_lake(lake))
    ]
    _write(pa.Table.from_pylist(rows), format_name, output)


@app.command()
def prune(
    keep: Annotated[int, typer.Option(min=1, help="Versions to keep, the live one included.")] = 10,
    lake: Lake = None,
) -> None:
    """Remove old versions; one that is being read stays."""
    from broadsheet.versions import prune as prune_versions

    removed, held = prune_versions(_lake(lake), keep)
    if held:
        say(f"kept, since they are being read: {', '.join(held)}")
    say(f"removed {len(removed)} of {_lake(lake)}'s versions")
    for version in removed:
        print(version)


@app.command()
def loads(lake: Lake = None, format_name: FormatName = None, output: Output = None) -> None:
    """List the loads, newest first, and what each has changed."""
    import pyarrow as pa

    from broadsheet.ledger import read_loads
    from broadsheet.snapshot import open_snapshot

    open_snapshot(_lake(lake))
    told = reversed(read_loads(_lake(lake)))
    rows = [row for each in told for row in loads_by_archive(each)]
    _write(pa.Table.from_pylist(rows), format_name, output)


@app.command()
def tables(
    table: Annotated[str | None, typer.Argument(help="Tell this table's columns.")] = None,
    format_name: FormatName = None,
    output: Output = None,
) -> None:
    """Tell the tables, or one table's columns, and what they mean."""
    import pyarrow as pa

    from broadsheet.schema import DERIVED, TABLES

    all_tables = TABLES | DERIVED
    _check_choice("table", table, list(all_tables))
    rows = (
        [{"table": found.name, "grain": found.grain} for found in all_tables.values()]
        if table is None
        else [
            {"column": column.name, "type": str(column.type), "meaning": column.meaning}
            for column in all_tables[table].columns
        ]
    )
    _write(pa.Table.from_pylist(rows), format_name, output)


def _lake(given: str | None) -> Path:
    return Path(given or read_settings().lake)


def _connect(lake: str | None, as_of: str | None) -> duckdb.DuckDBPyConnection:
    from broadsheet.database import connect

    return connect(_lake(lake), as_of=as_of)


def _write(rows: pa.Table, format_name: str | None, output: Path | None) -> None:
    from broadsheet.export import Format, format_of, write_file, write_text

    _check_choice("--format", format_name, list(Format))
    if output is not None:
        write_file(rows, output, Format(format_name) if format_name else format_of(output))
        print(output)
        return
    form = Format(format_name or Format.TABLE)
    if form is Format.PARQUET:
        raise BroadsheetError("parquet needs a file", hint="add -o FILE.parquet")
    try:
        write_text(rows, sys.stdout, form)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_choice(option: str, value: str | None, valid: list[str]) -> None:
    if value is not None and value not in valid:
        raise BroadsheetError(f"no such {option.strip('-')}", received=value, valid=valid)


def _name_and_value(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError("a parameter is NAME=VALUE", received=text)
    return name, int(value) if value.removeprefix("-").isdecimal() else value


def _usage_message(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = " ".join(error.format_message().split()).rstrip(".")
    return f"{message}; see: {context.command_path} --help" if context else message


def _fail(message: str) -> int:
    say(f"broadsheet: {message}")
    return 2


if __name__ == "__main__":
    run()
