"""`broadsheet status`: show what the lake holds."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from broadsheet.cli.options import AsJson, AsOf, Lake, lake_folder

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 60
commands = typer.Typer()


_Verbose = Annotated[bool, typer.Option("--verbose", help="Show the reader in use, too.")]


@commands.command()
def status(
    lake: Lake = None, as_of: AsOf = None, verbose: _Verbose = False, as_json: AsJson = False
) -> None:
    """Show what the lake holds: version, archives, days, providers, topics, rows, sizes."""
    from broadsheet.database.connection import open_database
    from broadsheet.database.summary import contents_of
    from broadsheet.lake.sizes import size_of_lake, size_of_version
    from broadsheet.lake.snapshot import open_snapshot
    from broadsheet.loading.lacking import lacking_lines, lacking_shares, near_fields

    folder = lake_folder(lake)
    snapshot = open_snapshot(folder, as_of)
    with open_database(snapshot) as connection:
        contents = contents_of(connection)
    facts = {"lake": str(folder), "version": snapshot.version, **snapshot.load, **contents}
    facts.pop("files", None)  # for `verify`
    facts |= {"bytes": size_of_version(snapshot), "lake_bytes": size_of_lake(folder)}
    if verbose:
        from broadsheet.documents.scanner import reader_in_use

        facts["reader"] = reader_in_use()
    archives = facts["archives"].values()
    facts |= {"lacking": lacking_shares(archives), "near_fields": near_fields(archives)}
    if as_json:
        print(json.dumps(facts, indent=2, default=str))
        return
    print(f"{facts['lake']} at {facts['version']}, loaded {facts['loaded_at']} by {facts['tool']}")
    for name, archive in facts["archives"].items():
        print(f"archive {name}: {archive['path']}, loaded {archive['loaded_at']}")
    if facts["first_day"]:
        print(f"days: {facts['first_day']} to {facts['last_day']}, in UTC")
    print(f"providers: {facts['providers']:,}")
    print(f"topics: {facts['topics']:,}")
    print(f"size: {_megabytes(facts['bytes'])}, all versions {_megabytes(facts['lake_bytes'])}")
    for table, count in facts["rows"].items():
        print(f"{table}: {count:,} rows")
    if verbose:
        print(f"reader: {facts['reader']}")
    for line in lacking_lines(facts["lacking"], facts["near_fields"]):
        print(line)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
