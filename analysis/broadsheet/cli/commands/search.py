"""`broadsheet search`: articles about words, the most relevant first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from broadsheet.cli.console import say
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
    Since,
    Timeout,
    Until,
    Zone,
    connected,
    lake_folder,
    moments,
)
from broadsheet.cli.printing import write_result
from broadsheet.errors import LakeError
from broadsheet.export import MOST_ROWS

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 33
commands = typer.Typer()

_MANY = 100_000
"""Articles from which an index is written: fewer are read in a fraction of a second."""
_SHOWN = "place, published_at, provider_name, title, url"


@commands.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for.")],
    some: Annotated[
        bool, typer.Option("--any", help="Articles with any of the words, not only with all.")
    ] = False,
    since: Since = None,
    until: Until = None,
    topic: OfTopic = None,
    provider: OfProvider = None,
    tz: Zone = None,
    category: OfCategory = None,
    type_name: OfType = None,
    top: Annotated[int, typer.Option(min=1, help="Most articles.")] = 20,
    lake: Lake = None,
    as_of: AsOf = None,
    timeout: Timeout = None,
    memory: Memory = None,
    row_format: FormatOption = None,
    output: Output = None,
    line: Line = False,
    most_rows: MostRows = MOST_ROWS,
) -> None:
    """Find articles by words of title, excerpt or body, the most relevant first.

    It runs the named query `search`; every format but the table has all its columns. In a lake of
    many articles the first search of a version writes an index.
    """
    from broadsheet.database.known_values import refuse_unknown
    from broadsheet.database.run import prepare_query

    _index(lake_folder(lake), as_of)
    parameters = {
        "words": " ".join(words),
        "every": not some,
        **moments(since, until, tz),
        "topic": topic,
        "provider": provider,
        "tz": tz,
        "category": category,
        "type": type_name,
        "top": top,
    }
    connection = connected(lake, as_of, timeout, memory)
    found = prepare_query(connection, "search", parameters)
    refuse_unknown(connection, parameters)
    is_table = not (row_format or output or line)
    write_result(
        connection,
        found.select(_SHOWN) if is_table else found,
        row_format,
        output,
        as_lines=line,
        most_rows=most_rows,
    )


def _index(lake: Path, as_of: str | None) -> None:
    """Write the index of a version of many articles, if it can be written."""
    from broadsheet.database.word_index import find_index, write_index
    from broadsheet.lake.snapshot import open_snapshot

    snapshot = open_snapshot(lake, as_of)
    missing = find_index(snapshot).missing
    if not missing or snapshot.load["rows"]["articles"] < _MANY:
        return
    files = "1 file" if len(missing) == 1 else f"{len(missing)} files"
    say(f"writing the index of words of {files}, once for each")
    try:
        write_index(snapshot)
    except LakeError as error:
        say(str(error))
