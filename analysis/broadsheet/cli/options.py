"""What commands share: their options, the lake they mean, and how rows are written."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.config import read_settings
from broadsheet.errors import BroadsheetError, QueryError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = [
    "AsJson",
    "AsOf",
    "FormatName",
    "Lake",
    "Output",
    "check_choice",
    "connected",
    "lake_folder",
    "name_and_value",
    "write_rows",
]

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


def lake_folder(given: str | None) -> Path:
    """The lake's folder: as given, or as the settings say."""
    return Path(given or read_settings().lake)


def connected(lake: str | None, as_of: str | None) -> duckdb.DuckDBPyConnection:
    """A connection to the lake, at a version or the live one."""
    from broadsheet.database.connection import connect

    return connect(lake_folder(lake), as_of=as_of)


def write_rows(rows: pa.Table, format_name: str | None, output: Path | None) -> None:
    """Write rows to stdout or to a file, whose path is printed then."""
    from broadsheet.export.formats import Format, format_of, write_file, write_text

    check_choice("--format", format_name, list(Format))
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


def check_choice(option: str, value: str | None, valid: list[str]) -> None:
    """Refuse a value that is none of the valid ones.

    Raises:
        BroadsheetError: It is none of them.
    """
    if value is not None and value not in valid:
        raise BroadsheetError(f"no such {option.strip('-')}", received=value, valid=valid)


def name_and_value(text: str) -> tuple[str, Any]:
    """A parameter given as `NAME=VALUE`: a number, `true` or `false`, or else text.

    Raises:
        QueryError: It is not of that form.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError("a parameter is NAME=VALUE", received=text)
    try:
        said = json.loads(value)
    except ValueError:
        return name, value
    return name, said if isinstance(said, int | float) else value
