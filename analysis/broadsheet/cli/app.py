"""The command line: it parses, calls and prints.

stdout is data, stderr is talk. Exit codes: 0 done, 1 a fault of broadsheet's own, 2 bad input,
130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException

from broadsheet.cli.console import load_summary, progress_bar, say
from broadsheet.cli.lake import loads, problems, prune, snapshots, status, tables
from broadsheet.cli.options import (
    AsJson,
    AsOf,
    FormatName,
    Lake,
    Output,
    connected,
    lake_folder,
    name_and_value,
    write_rows,
)
from broadsheet.cli.report import report
from broadsheet.config import read_settings
from broadsheet.errors import BroadsheetError
from broadsheet.processes import begin_own_process, spare_imports

__all__ = ["app", "main", "run"]

app = typer.Typer(
    name="broadsheet",
    help="Turn a folder of news documents into tables, answers and a printed page.",
    epilog="Exit codes: 0 done, 1 a fault of broadsheet's own, 2 bad input, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
    from broadsheet.loading.loader import load as load_archives

    with progress_bar("loading", quiet=as_json) as progress:
        summary = load_archives(
            archives,
            lake_folder(lake),
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
    from broadsheet.database.connection import run_sql

    statement = sys.stdin.read() if statement == "-" else statement
    rows = run_sql(connected(lake, as_of), statement).to_arrow_table()
    write_rows(rows, format_name, output)


@app.command()
def query(
    name: Annotated[str, typer.Argument(help="A named query; `broadsheet queries` lists them.")],
    since: Annotated[str | None, typer.Option(help="First day, or time.")] = None,
    until: Annotated[str | None, typer.Option(help="Day or time to stop before.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only articles of this topic.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this provider, by domain.")] = None,
    tz: Annotated[str | None, typer.Option(help="Time zone that days are cut in.")] = None,
    category: Annotated[
        str | None, typer.Option(help="Only this category, or any; else news.")
    ] = None,
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
    from broadsheet.database.connection import run_query
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
    parameters = given | dict(name_and_value(text) for text in param or ())
    write_rows(
        run_query(connected(lake, as_of), name, parameters).to_arrow_table(), format_name, output
    )


@app.command()
def queries(format_name: FormatName = None, output: Output = None) -> None:
    """List the named queries.

    In other formats than the table, also what a row stands for and measures.
    """
    import pyarrow as pa

    from broadsheet.database.queries import columns_of_queries, named_queries

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
    write_rows(pa.Table.from_pylist(rows).select(columns), format_name, output)


for _command in (report, problems, status, snapshots, prune, loads, tables):
    app.command()(_command)


def _usage_message(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = " ".join(error.format_message().split()).rstrip(".")
    return f"{message}; see: {context.command_path} --help" if context else message


def _fail(message: str) -> int:
    say(f"broadsheet: {message}")
    return 2
