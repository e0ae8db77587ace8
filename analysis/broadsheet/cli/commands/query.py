"""`broadsheet query` and `queries`: run named queries, and list them."""

from __future__ import annotations

from shutil import get_terminal_size
from textwrap import fill
from typing import Annotated

import typer

from broadsheet.cli.completion import query_names
from broadsheet.cli.options import (
    AsOf,
    FormatOption,
    Lake,
    Line,
    Memory,
    MostRows,
    OfCategory,
    OfProvider,
    OfTopic,
    OfType,
    Output,
    ParameterOption,
    Since,
    Timeout,
    Types,
    Until,
    Zone,
    connected,
    moments,
    named_value,
)
from broadsheet.cli.printing import write_result, write_table
from broadsheet.errors import QueryError
from broadsheet.export import MOST_ROWS
from broadsheet.period import Bucket

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 31
commands = typer.Typer()

_OWN_OPTIONS = {"allow_extra_args": True, "ignore_unknown_options": True}


@commands.command(context_settings=_OWN_OPTIONS, add_help_option=False)
def query(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            help="A named query; `broadsheet queries` lists them.", autocompletion=query_names
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    topic: OfTopic = None,
    provider: OfProvider = None,
    tz: Zone = None,
    category: OfCategory = None,
    type_name: OfType = None,
    bucket: Annotated[Bucket | None, typer.Option(help="Time that one row covers.")] = None,
    min_articles: Annotated[int | None, typer.Option(help="Exclude smaller groups.")] = None,
    param: ParameterOption = None,
    lake: Lake = None,
    as_of: AsOf = None,
    timeout: Timeout = None,
    memory: Memory = None,
    row_format: FormatOption = None,
    output: Output = None,
    line: Line = False,
    types: Types = False,
    most_rows: MostRows = MOST_ROWS,
    wants_help: Annotated[
        bool, typer.Option("--help", help="Show this message, or what a query takes, and exit.")
    ] = False,
) -> None:
    """Run a named query.

    A query's own parameters are options, too: `broadsheet query NAME --help` shows them.
    """
    if wants_help or name is None:
        print(_help_of(name) if name else context.get_help())
        raise typer.Exit(0 if wants_help else 2)
    from broadsheet.database.known_values import refuse_unknown
    from broadsheet.database.run import prepare_query

    given = {
        **moments(since, until, tz),
        "topic": topic,
        "provider": provider,
        "tz": tz,
        "category": category,
        "type": type_name,
        "bucket": bucket.value if bucket else None,
        "min_articles": min_articles,
    }
    own = [*_own_parameters(context.args), *(param or ())]
    parameters = given | dict(map(named_value, own))
    connection = connected(lake, as_of, timeout, memory)
    relation = prepare_query(connection, name, parameters)
    refuse_unknown(connection, parameters)
    write_result(
        connection,
        relation,
        row_format,
        output,
        as_lines=line,
        most_rows=most_rows,
        has_types=types,
    )


def _own_parameters(words: list[str]) -> list[str]:
    """The options of a query itself as `NAME=VALUE`: `--top 3` and `--top=3` are `top=3`.

    Raises:
        QueryError: A word is no option, or an option has no value.
    """
    waiting = list(words)
    found = []
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise QueryError("not an option of a query", received=word)
        name, equals, value = word[2:].partition("=")
        if not equals and not waiting:
            raise QueryError(f"{word} needs a value", hint=f"write {word} VALUE")
        found.append(f"{name.replace('-', '_')}={value if equals else waiting.pop(0)}")
    return found


def _help_of(name: str) -> str:
    """What a query answers, takes and returns.

    Raises:
        QueryError: There is no such query.
    """
    from broadsheet.database.lineage import lineage
    from broadsheet.database.queries import named_queries

    queries = named_queries()
    if name not in queries:
        raise QueryError("no such query", received=name, valid=queries)
    found = queries[name]
    origin = lineage(name)
    reads = {"tables": ", ".join(origin.tables), "through": ", ".join(origin.relations)}
    options = {
        f"--{parameter.replace('_', '-')}": f"{found.meanings[parameter]} Default: {default}."
        for parameter, default in found.parameters.items()
    }
    return "\n".join(
        [
            f"Usage: broadsheet query {name} [OPTIONS]",
            "",
            fill(f"{found.question} {found.answer}", initial_indent="  ", subsequent_indent="  "),
            "",
            "Parameters:",
            *_listed(options),
            "",
            "Columns:",
            *_listed(found.columns),
            "",
            "Reads:",
            *_listed({how: names for how, names in reads.items() if names}),
            "",
            "Example:",
            f'  broadsheet sql "{found.example}"',
            "",
            "Options for the lake and the output: broadsheet query --help",
        ]
    )


def _listed(meanings: dict[str, str]) -> list[str]:
    """A line for each name, with its meaning beside it."""
    width = max(map(len, meanings))
    return [
        fill(
            meaning,
            width=get_terminal_size().columns,
            initial_indent=f"  {name:<{width}}  ",
            subsequent_indent=" " * (width + 4),
        )
        for name, meaning in meanings.items()
    ]


@commands.command()
def queries(row_format: FormatOption = None, output: Output = None) -> None:
    """List the named queries.

    Every format but the table also has the parameters, the columns, the grain and the measure of
    each query.
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
    in_table = ["query", "answers"]
    columns = list(rows[0]) if row_format or output else in_table
    write_table(pa.Table.from_pylist(rows).select(columns), row_format, output)
