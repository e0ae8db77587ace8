"""`broadsheet check`: check the data, and keep the results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from broadsheet.cli.options import AsJson, AsOf, Lake, lake_folder
from broadsheet.cli.printing import write_table
from broadsheet.config import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from broadsheet.checks.result import CheckResult
    from broadsheet.config import Settings

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 55
commands = typer.Typer()

_FAILED, _BROKE = 1, 3


@commands.command()
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Checks to run; default: all, or checks.run."),
    ] = None,
    list_checks: Annotated[
        bool, typer.Option("--list", help="List the checks instead of running them.")
    ] = False,
    now: Annotated[
        str | None,
        typer.Option(help="The moment that the checks are relative to; default: the clock."),
    ] = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the results as JUnit XML.")
    ] = None,
    is_dry: Annotated[
        bool, typer.Option("--dry-run", help="Don't keep the results in `check_results`.")
    ] = False,
    as_json: AsJson = False,
    lake: Lake = None,
    as_of: AsOf = None,
) -> None:
    """Check the data; each check is SQL that returns rows when something is wrong.

    Exits with 1 when a check fails, and with 3 when a check itself is broken. A check that warns
    fails nothing.
    """
    from broadsheet.checks.check import checks_to_run

    settings = read_settings()
    chosen = checks_to_run(settings, tuple(names or ()))
    if list_checks:
        _list(chosen, as_json=as_json)
        return
    folder = lake_folder(lake)
    results = _run(chosen, settings, folder, as_of, now)
    if not is_dry:
        from broadsheet.lake.journal import Journal

        Journal(folder).add("check_results", [result.row() for result in results])
    if junit:
        from broadsheet.checks.junit import junit_xml

        junit.write_text(junit_xml(results), "utf-8")
    _print(results, as_json=as_json)
    raise typer.Exit(_exit_code(results))


def _run(
    chosen: Mapping[str, Path], settings: Settings, folder: Path, as_of: str | None, now: str | None
) -> list[CheckResult]:
    from datetime import UTC, datetime

    from broadsheet.checks.running import run_checks
    from broadsheet.database.connection import open_database
    from broadsheet.lake.snapshot import open_snapshot
    from broadsheet.period import parse_moment

    zone = settings.timezone or "UTC"
    moment = parse_moment(now, zone=zone, option="--now") if now else datetime.now(UTC)
    snapshot = open_snapshot(folder, as_of)
    with open_database(snapshot, settings.statements) as connection:
        return run_checks(connection, chosen, settings, moment, snapshot.version)


def _print(results: Sequence[CheckResult], *, as_json: bool) -> None:
    if as_json:
        rows = [result.for_machines() for result in results]
        print(json.dumps(rows, indent=2))
        return
    _write(
        [
            {"check": result.check_name, "state": result.state.value, "message": result.message}
            for result in results
        ]
    )


def _list(chosen: Mapping[str, Path], *, as_json: bool) -> None:
    from broadsheet.checks.check import read_check

    checks = [read_check(file) for file in chosen.values()]
    rows = [
        {"check": one.name, "severity": one.severity.value, "finds": one.summary} for one in checks
    ]
    if as_json:
        print(json.dumps(rows, indent=2))
    else:
        _write(rows)


def _write(rows: list[dict[str, str]]) -> None:
    import pyarrow as pa

    write_table(pa.Table.from_pylist(rows), None, None)


def _exit_code(results: Sequence[CheckResult]) -> int:
    from broadsheet.checks.result import State

    states = {result.state for result in results}
    return _BROKE if State.ERROR in states else _FAILED if State.FAIL in states else 0
