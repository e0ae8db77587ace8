"""`broadsheet snapshots`, `rollback`, `catalog`, `prune` and `loads`: the versions of a lake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import FormatOption, Lake, Output, lake_folder
from broadsheet.cli.printing import write_table
from broadsheet.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HELP_POSITION", "commands", "rows_of_load"]

HELP_POSITION = 70
commands = typer.Typer()


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
    versions are kept, so that the same command goes forward again.
    """
    from broadsheet.database.catalog import renew_catalog
    from broadsheet.lake.commit import roll_back

    folder = lake_folder(lake)
    print(roll_back(folder, version).version)
    say(f"{folder} is at {version}")
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
        int, typer.Option(min=1, help="Number of versions to keep, with the live one.")
    ] = 10,
    lake: Lake = None,
) -> None:
    """Remove old versions, except those that are being read."""
    from broadsheet.lake.retention import prune as prune_versions

    pruned = prune_versions(lake_folder(lake), keep)
    if pruned.held:
        say(f"kept, since they are being read: {', '.join(pruned.held)}")
    if pruned.newer:
        say(f"kept, since they are newer than the live version: {', '.join(pruned.newer)}")
    say(f"removed {len(pruned.removed)} versions of {lake_folder(lake)}")
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
