"""`broadsheet snapshots`, `prune` and `loads`: the versions of a lake and how they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import FormatOption, Lake, Output, lake_folder, write_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HELP_POSITION", "commands", "rows_of_load"]

HELP_POSITION = 70
commands = typer.Typer()


@commands.command()
def snapshots(lake: Lake = None, row_format: FormatOption = None, output: Output = None) -> None:
    """List the versions of the lake, newest first.

    The first is the live one.
    """
    import pyarrow as pa

    from broadsheet.lake.retention import list_versions

    rows = [
        {
            "version": version.version,
            "loaded_at": version.load["loaded_at"],
            "archives": ", ".join(version.load["archives"]),
            **{name: version.load["rows"][name] for name in ("documents", "articles", "related")},
            "tool": version.load["tool"],
        }
        for version in list_versions(lake_folder(lake))
    ]
    write_rows(pa.Table.from_pylist(rows), row_format, output)


@commands.command()
def prune(
    keep: Annotated[
        int, typer.Option(min=1, help="Number of versions to keep, with the live one.")
    ] = 10,
    lake: Lake = None,
) -> None:
    """Remove old versions, except those that are being read."""
    from broadsheet.lake.retention import prune as prune_versions

    removed, held = prune_versions(lake_folder(lake), keep)
    if held:
        say(f"kept, since they are being read: {', '.join(held)}")
    say(f"removed {len(removed)} versions of {lake_folder(lake)}")
    for version in removed:
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
    write_rows(pa.Table.from_pylist(rows), row_format, output)


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
