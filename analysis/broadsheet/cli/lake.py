"""The commands that tell what a lake holds, and keep its versions."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from broadsheet.cli.console import loads_by_archive, say
from broadsheet.cli.options import (
    AsJson,
    AsOf,
    FormatName,
    Lake,
    Output,
    check_choice,
    connected,
    lake_folder,
    write_rows,
)

__all__ = ["loads", "problems", "prune", "snapshots", "status", "tables"]


def problems(
    code: Annotated[str | None, typer.Option(help="Only problems of this kind.")] = None,
    severity: Annotated[str | None, typer.Option(help="Only error, warning or note.")] = None,
    lake: Lake = None,
    as_of: AsOf = None,
    format_name: FormatName = None,
    output: Output = None,
) -> None:
    """List the faults found in documents, with file and line."""
    from broadsheet.database.connection import run_sql
    from broadsheet.documents.faults import CODES, Severity

    check_choice("--code", code, list(CODES))
    check_choice("--severity", severity, list(Severity))
    statement = (
        "from problems where ($code is null or code = $code)"
        " and ($severity is null or severity = $severity) order by archive, path, line"
    )
    given = {"code": code, "severity": severity}
    rows = run_sql(connected(lake, as_of), statement, given).to_arrow_table()
    write_rows(rows, format_name, output)
    if not rows.num_rows:
        say("no problems")


def status(lake: Lake = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Tell what the lake holds: version, archives, rows, problems."""
    from broadsheet.lake.snapshot import open_snapshot

    snapshot = open_snapshot(lake_folder(lake), as_of)
    told = {"lake": str(lake_folder(lake)), "version": snapshot.version, **snapshot.load}
    if as_json:
        print(json.dumps(told, indent=2))
        return
    print(f"{told['lake']} at {told['version']}, loaded {told['loaded_at']} by {told['tool']}")
    for name, archive in told["archives"].items():
        print(f"archive {name}: {archive['path']}, loaded {archive['loaded_at']}")
    for table, count in told["rows"].items():
        print(f"{table}: {count:,} rows")


def snapshots(lake: Lake = None, format_name: FormatName = None, output: Output = None) -> None:
    """List the lake's versions, newest first; the first is the live one."""
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
    write_rows(pa.Table.from_pylist(rows), format_name, output)


def prune(
    keep: Annotated[int, typer.Option(min=1, help="Versions to keep, the live one included.")] = 10,
    lake: Lake = None,
) -> None:
    """Remove old versions; one that is being read stays."""
    from broadsheet.lake.retention import prune as prune_versions

    removed, held = prune_versions(lake_folder(lake), keep)
    if held:
        say(f"kept, since they are being read: {', '.join(held)}")
    say(f"removed {len(removed)} of {lake_folder(lake)}'s versions")
    for version in removed:
        print(version)


def loads(lake: Lake = None, format_name: FormatName = None, output: Output = None) -> None:
    """List the loads, newest first, and what each has changed."""
    import pyarrow as pa

    from broadsheet.lake.ledger import read_loads
    from broadsheet.lake.snapshot import open_snapshot

    open_snapshot(lake_folder(lake))
    told = reversed(read_loads(lake_folder(lake)))
    rows = [row for each in told for row in loads_by_archive(each)]
    write_rows(pa.Table.from_pylist(rows), format_name, output)


def tables(
    table: Annotated[str | None, typer.Argument(help="Tell this table's columns.")] = None,
    format_name: FormatName = None,
    output: Output = None,
) -> None:
    """Tell the tables, or one table's columns, and what they mean."""
    import pyarrow as pa

    from broadsheet.schema import DERIVED, TABLES

    all_tables = TABLES | DERIVED
    check_choice("table", table, list(all_tables))
    rows = (
        [{"table": found.name, "grain": found.grain} for found in all_tables.values()]
        if table is None
        else [
            {"column": column.name, "type": str(column.type), "meaning": column.meaning}
            for column in all_tables[table].columns
        ]
    )
    write_rows(pa.Table.from_pylist(rows), format_name, output)
