"""What commands share: options, and the lake they use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.completion import (
    format_names_for,
    provider_names,
    topic_names,
    version_names,
)
from broadsheet.config import read_settings
from broadsheet.config.settings import StatementLimits
from broadsheet.config.values import EXPECTED, is_memory
from broadsheet.errors import BroadsheetError, QueryError
from broadsheet.export import Format, format_named, format_names
from broadsheet.lake.local import local_lake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    import duckdb

    from broadsheet.config.settings import Settings

__all__ = [
    "AsJson",
    "AsOf",
    "FormatOption",
    "Lake",
    "Line",
    "Memory",
    "MostRows",
    "OfCategory",
    "OfProvider",
    "OfTopic",
    "OfType",
    "Output",
    "ParameterOption",
    "Since",
    "Timeout",
    "Types",
    "Until",
    "Zone",
    "connected",
    "lake_folder",
    "limits_given",
    "moments",
    "name_and_value",
    "named_value",
    "one_of",
]


def _memory(text: str) -> str:
    if not is_memory(text):
        raise BroadsheetError(f"--memory {EXPECTED[is_memory.__name__]}", received=text)
    return text


Lake = Annotated[
    str | None,
    typer.Option(
        help="Folder of the lake, or s3://BUCKET/FOLDER; else BROADSHEET_LAKE, broadsheet.yaml,"
        " or `lake`."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        help="Version of the lake, such as v000011; default: the live one.",
        autocompletion=version_names,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        parser=format_named,
        autocompletion=format_names_for,
        metavar=f"[{'|'.join(format_names())}]",
        help="Format of the rows; default: by the ending of --output, or table.",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(min=0.001, help="Seconds it may take; else `statements.timeout` of the settings."),
]
Memory = Annotated[
    str | None,
    typer.Option(
        parser=_memory,
        metavar="TEXT",
        help="Memory it may take, such as 4GB; else `statements.memory` of the settings.",
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write to.")]
Line = Annotated[bool, typer.Option("--line", help="Print a line for each column of a row.")]
Types = Annotated[bool, typer.Option("--types", help="Print the type below each column's name.")]
MostRows = Annotated[
    int, typer.Option("--rows", min=0, help="Rows that a terminal shows, 0 for all.")
]
ParameterOption = Annotated[
    list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter, by name.")
]
Since = Annotated[str | None, typer.Option(help="First day, or time.")]
Until = Annotated[str | None, typer.Option(help="Day, or time, after the last.")]
Zone = Annotated[str | None, typer.Option("--tz", help="Time zone of the days.")]
OfTopic = Annotated[
    str | None, typer.Option(help="Only articles of this topic.", autocompletion=topic_names)
]
OfProvider = Annotated[
    str | None, typer.Option(help="Only this provider, by domain.", autocompletion=provider_names)
]
OfCategory = Annotated[
    str | None, typer.Option(help="Only this category, or `any`; default: news.")
]
OfType = Annotated[str | None, typer.Option("--type", help="Only this type.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines to stdout.")]


def moments(since: str | None, until: str | None, tz: str | None) -> dict[str, datetime | None]:
    """The parameters `since` and `until` of a query.

    Raises:
        PeriodError: One of them is no day and no time.
    """
    from broadsheet.period import parse_moment

    given = {"since": since, "until": until}
    return {
        name: parse_moment(text, zone=tz or "UTC", option=f"--{name}") if text else None
        for name, text in given.items()
    }


def lake_folder(given: str | None, as_of: str | None = None) -> Path:
    """The folder of the lake: as given, or by the settings; of one in an object store its mirror.

    Args:
        given: The lake, if it is given.
        as_of: A version that a mirror is to have besides the live one.
    """
    return local_lake(given or read_settings().lake, as_of)


def connected(
    lake: str | None,
    as_of: str | None,
    timeout: float | None = None,
    memory: str | None = None,
) -> duckdb.DuckDBPyConnection:
    """A database of the lake for `run_sql`, at a version or the live one.

    Its statements have the limits that are given, or else those of the settings.
    """
    from broadsheet.database.connection import open_lake

    settings = read_settings()
    limits = limits_given(settings, timeout, memory)
    return open_lake(lake_folder(lake, as_of), as_of, limits)


def limits_given(settings: Settings, timeout: float | None, memory: str | None) -> StatementLimits:
    """What a statement takes at most: what is given, or else what the settings say."""
    return StatementLimits(
        timeout or settings.statements.timeout, memory or settings.statements.memory
    )


def one_of(thing: str, values: Iterable[str]) -> Callable[[str], str]:
    """A parser of options and arguments that takes one of these values.

    An enum is better where the values are few and fixed. This is for the many, and for those that
    would be slow to import: the error names only the nearest.
    """
    valid = tuple(values)

    def parse(text: str) -> str:
        if text not in valid:
            raise BroadsheetError(f"no such {thing}", received=text, valid=valid)
        return text

    return parse


def name_and_value(text: str) -> tuple[str, str]:
    """The name and the value of a parameter that is written as `NAME=VALUE`.

    Raises:
        QueryError: It is not of that form.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError("a parameter is NAME=VALUE", received=text)
    return name, value


def named_value(text: str) -> tuple[str, str | float]:
    """The name and the value of a parameter: a number or a boolean as JSON has it, or text.

    Raises:
        QueryError: It is not of the form `NAME=VALUE`.
    """
    name, value = name_and_value(text)
    try:
        typed = json.loads(value)
    except ValueError:
        return name, value
    return name, typed if isinstance(typed, int | float) else value
