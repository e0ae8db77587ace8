"""`broadsheet snapshots`, `rollback`, `catalog`, `files`, `prune`, …: the versions of a lake."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import AsOf, FormatOption, Lake, Output, lake_folder
from broadsheet.cli.printing import write_table
from broadsheet.config import read_settings
from broadsheet.errors import BroadsheetError, LakeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HELP_POSITION", "commands", "rows_of_load"]

HELP_POSITION = 70
commands = typer.Typer()

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
_AGE = re.compile(rf"([0-9]{{1,4}})([{''.join(_UNITS)}])")


def _age(text: str) -> timedelta:
    found = _AGE.fullmatch(text)
    if not found:
        raise BroadsheetError("no age", received=text, hint="valid: such as 12h, 30d or 8w")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


@commands.command()
def snapshots(lake: Lake = None, row_format: FormatOption = None, output: Output = None) -> None:
    """List the versions of the lake, newest first.

    The first is the live one, unless the lake was rolled back.
    """
    import pyarrow as pa

    from broadsheet.lake.retention import list_versions
    from broadsheet.lake.snapshot import open_snapshot

    folder = lake_folder(lake)
    live = open_snapshot(folder).version
    rows = [
        {
            "version": version.version,
            "live": version.version == live,
            "loaded_at": version.load["loaded_at"],
            "archives": ", ".join(version.load["archives"]),
            **{name: version.load["rows"][name] for name in ("documents", "articles", "related")},
            "tool": version.load["tool"],
        }
        for version in list_versions(folder)
    ]
    write_table(pa.Table.from_pylist(rows), row_format, output)


@commands.command()
def rollback(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="Such as v000011.")],
    lake: Lake = None,
) -> None:
    """Make a version of the lake the live one again.

    It is the way back when the live version is damaged, or the lake's CURRENT is lost. Newer
    versions are kept, so that the same command goes forward again. In an object store a new
    version gets the files of the old.
    """
    from broadsheet.database.catalog import renew_catalog
    from broadsheet.lake.commit import roll_back
    from broadsheet.lake.stored import shown_lake

    folder = lake_folder(lake, version)
    live = roll_back(folder, version)
    print(live.version)
    say(f"{shown_lake(folder)} is at {live.version}")
    try:
        renew_catalog(folder)
    except LakeError as error:
        say(str(error))


@commands.command()
def catalog(lake: Lake = None) -> None:
    """Write the catalog of the lake again, as after the lake was moved, and print its path.

    The catalog is a DuckDB file with all tables, views and named queries of the live version, for
    any client of DuckDB: duckdb -readonly lake/catalog.duckdb. Each load writes it.
    """
    from broadsheet.database.catalog import renew_catalog

    print(renew_catalog(lake_folder(lake)))


@commands.command()
def files(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Such as articles.")],
    lake: Lake = None,
    as_of: AsOf = None,
) -> None:
    """Print the Parquet files of a table, for other tools.

    Of a lake in an object store they are addresses, such as s3://BUCKET/FOLDER/articles/….parquet.
    """
    from broadsheet.lake.file_list import data_files

    for file in data_files(table, lake or read_settings().lake, as_of=as_of):
        print(file)


@commands.command()
def verify(lake: Lake = None, row_format: FormatOption = None, output: Output = None) -> None:
    """Read all files of all versions, and show which versions are whole.

    Files are compared with the sizes and hashes that each load has recorded. Exits with 1 if a
    version is not whole. A version of an earlier broadsheet has no hashes to compare.
    """
    import pyarrow as pa

    from broadsheet.lake.snapshot import versions_of
    from broadsheet.lake.verification import state_of

    folder = lake_folder(lake)
    rows = [state_of(version) for version in reversed(versions_of(folder))]
    write_table(pa.Table.from_pylist(rows), row_format, output)
    if any(row["state"] == "damaged" for row in rows):
        whole = next((row["version"] for row in rows if row["state"] == "whole"), None)
        if whole:
            say(f"the newest whole version: {whole}; go back to it: broadsheet rollback {whole}")
        raise typer.Exit(1)


@commands.command()
def prune(
    keep: Annotated[
        int, typer.Option(min=1, help="Number of newest versions to keep, with the live one.")
    ] = 10,
    older_than: Annotated[
        timedelta | None,
        typer.Option(
            parser=_age,
            metavar="AGE",
            help="Remove only versions loaded longer ago: 12h, 30d or 8w; default: of any age.",
        ),
    ] = None,
    lake: Lake = None,
) -> None:
    """Remove old versions, except those that are being read.

    A version is removed if it is not among the newest, and old enough. In an object store, so are
    files that no version has for three days.
    """
    from broadsheet.lake.retention import prune as prune_versions
    from broadsheet.lake.stored import shown_lake

    folder = lake_folder(lake)
    pruned = prune_versions(folder, keep, older_than)
    if pruned.held:
        say(f"kept, since they are being read: {', '.join(pruned.held)}")
    if pruned.newer:
        say(f"kept, since they are newer than the live version: {', '.join(pruned.newer)}")
    say(f"removed {len(pruned.removed)} versions of {shown_lake(folder)}")
    for version in pruned.removed:
        print(version)


@commands.command()
def loads(lake: Lake = None, row_format: FormatOption = None, output: Output = None) -> None:
    """List the loads, newest first, and what each one changed."""
    import pyarrow as pa

    from broadsheet.lake.ledger import read_loads
    from broadsheet.lake.snapshot import open_snapshot

    open_snapshot(lake_folder(lake))
    newest_first = reversed(read_loads(lake_folder(lake)))
    rows = [row for load in newest_first for row in rows_of_load(load)]
    write_table(pa.Table.from_pylist(rows), row_format, output)


def rows_of_load(load: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A load of the ledger as rows, one per archive."""
    return [
        {
            "loaded_at": load["loaded_at"],
            "version": load["version"],
            "archive": archive,
            "commit": load["commits"].get(archive, "")[:12] or None,
            **changes,
            "seconds": load["seconds"],
        }
        for archive, changes in load["changes"].items()
    ]
