"""`broadsheet sql`, `query` and `queries`: query the lake."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from broadsheet.cli.options import (
    AsOf,
    FormatOption,
    Lake,
    Memory,
    Output,
    Timeout,
    connected,
    name_and_value,
    write_rows,
)
from broadsheet.period import Bucket

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 30
commands = typer.Typer()


@commands.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One statement that reads; `-` reads stdin.")],
    lake: Lake = None,
    as_of: AsOf = None,
    timeout: Timeout = None,
    memory: Memory = None,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """Query the lake in SQL: its tables, views and named queries."""
    from broadsheet.database.run import run_sql

    statement = sys.stdin.read() if statement == "-" else statement
    rows = run_sql(connected(lake, as_of, timeout, memory), statement).to_arrow_table()
    write_rows(rows, row_format, output)


@commands.command()
def query(
    name: Annotated[str, typer.Argument(help="A named query; `broadsheet queries` lists them.")],
    since: Annotated[str | None, typer.Option(help="First day, or time.")] = None,
    until: Annotated[str | None, typer.Option(help="Day, or time, after the last.")] = None,
    topic: Annotated[str | None, typer.Option(help="Only articles of this topic.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this provider, by domain.")] = None,
    tz: Annotated[str | None, typer.Option(help="Time zone of the days.")] = None,
    category: Annotated[
        str | None, typer.Option(help="Only this category, or `any`; default: news.")
    ] = None,
    type_name: Annotated[str | None, typer.Option("--type", help="Only this type.")] = None,
    bucket: Annotated[Bucket | None, typer.Option(help="Time that one row covers.")] = None,
    min_articles: Annotated[int | None, typer.Option(help="Exclude smaller groups.")] = None,
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Any other parameter.")
    ] = None,
    lake: Lake = None,
    as_of: AsOf = None,
    timeout: Timeout = None,
    memory: Memory = None,
    row_format: FormatOption = None,
    output: Output = None,
) -> None:
    """Run a named query."""
    from broadsheet.database.run import run_query
    from broadsheet.period import parse_moment

    given = {
        "since": parse_moment(since, zone=tz or "UTC", option="--since") if since else None,
        "until": parse_moment(until, zone=tz or "UTC", option="--until") if until else None,
        "topic": topic,
        "provider": provider,
        "tz": tz,
        "category": category,
        "type": type_name,
        "bucket": bucket.value if bucket else None,
        "min_articles": min_articles,
    }
    named = (name_and_value(text) for text in param or ())
    parameters = given | {parameter: _typed(text) for parameter, text in named}
    rows = run_query(connected(lake, as_of, timeout, memory), name, parameters).to_arrow_table()
    write_rows(rows, row_format, output)


@commands.command()
def queries(row_format: FormatOption = None, output: Output = None) -> None:
    """List the named queries.

    Every format but the table also has the grain and the measure of each query.
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
    in_table = ["query", "answers", "parameters", "columns"]
    columns = list(rows[0]) if row_format or output else in_table
    write_rows(pa.Table.from_pylist(rows).select(columns), row_format, output)


def _typed(text: str) -> str | float:
    """The value of a parameter: a number or a boolean as JSON writes it, or else text."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, int | float) else text
