"""`broadsheet schedule`: run what is due, list it, and install what calls it in time."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from broadsheet.cli.console import say
from broadsheet.cli.options import AsJson, FormatOption, Output
from broadsheet.cli.printing import write_table
from broadsheet.errors import BroadsheetError
from broadsheet.period import parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["HELP_POSITION", "commands"]

HELP_POSITION = 45
commands = typer.Typer()
_group = typer.Typer(help="Make and deliver reports when they are due.")
commands.add_typer(_group, name="schedule")

Now = Annotated[
    str | None, typer.Option(help="The moment to act for, such as 2021-03-22T07:00; default: now.")
]
Every = Annotated[
    int, typer.Option(min=1, max=60, help="Minutes between two calls of `schedule run`.")
]


@_group.command()
def run(
    report: Annotated[
        list[str] | None,
        typer.Option(help="Only this report, also one that waits after a failure; repeatable."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what is due, and do nothing.")
    ] = False,
    now: Now = None,
    as_json: AsJson = False,
) -> None:
    """Load the archives, run the checks, and deliver each issue that is due.

    It may be called at any time: an issue that was delivered is not delivered again. Exit code 1:
    something that was due was not delivered to all.
    """
    from broadsheet.config.reading import read_configuration
    from broadsheet.schedule.run import run_schedule

    configuration = read_configuration()
    clock = _clock(now)
    if dry_run:
        _print_due(clock(), tuple(report or ()))
        return
    done = run_schedule(
        configuration,
        clock,
        names=tuple(report or ()),
        report_done=lambda row: None if as_json else say(_line(row)),
    )
    for fault in done.faults:
        say(f"broadsheet: {fault}")
    if as_json:
        print(json.dumps(done.runs, indent=2, default=str))
    elif not done.runs:
        say("nothing is due")
    if done.has_failed:
        raise typer.Exit(1)


@_group.command("list")
def list_reports(now: Now = None, row_format: FormatOption = None, output: Output = None) -> None:
    """List the scheduled reports: when each is due next, and how the last issue ended."""
    import pyarrow as pa

    from broadsheet.config.reading import read_configuration
    from broadsheet.lake.journal import Journal
    from broadsheet.lake.local import local_lake
    from broadsheet.schedule.listing import listed
    from broadsheet.schedule.plans import scheduled_reports

    configuration = read_configuration()
    reports, faults = scheduled_reports(configuration)
    rows = listed(reports, Journal(local_lake(configuration.settings.lake)), _clock(now)())
    for name, error in faults.items():
        say(f"broadsheet: {name}: {error}")
    if not rows and not faults:
        say("no report has a schedule; add `schedule:` to its front matter or to broadsheet.yaml")
    if rows:
        write_table(pa.Table.from_pylist(rows), row_format, output)
    if faults:
        raise typer.Exit(2)


@_group.command()
def install(
    cron: Annotated[bool, typer.Option("--cron", help="Add a line to your crontab.")] = False,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="Write a service and a timer of your systemd.")
    ] = False,
    github: Annotated[
        bool, typer.Option("--github", help="Write a workflow of GitHub Actions.")
    ] = False,
    every: Every = 5,
    show: Annotated[
        bool, typer.Option("--print", help="Print what would be installed, and do nothing.")
    ] = False,
) -> None:
    """Install what calls `broadsheet schedule run` in time, and say what to do next."""
    from broadsheet.schedule.installers import installer, this_call

    name = _chosen(cron=cron, systemd=systemd, github=github)
    call = this_call(every)
    lines = installer(name).text(call).splitlines() if show else installer(name).install(call)
    for line in lines:
        print(line)


@_group.command()
def uninstall(
    cron: Annotated[bool, typer.Option("--cron", help="Remove the line in your crontab.")] = False,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="Remove the service and the timer.")
    ] = False,
    github: Annotated[bool, typer.Option("--github", help="Remove the workflow.")] = False,
) -> None:
    """Remove what `schedule install` has installed."""
    from broadsheet.schedule.installers import installer, this_call

    name = _chosen(cron=cron, systemd=systemd, github=github)
    for line in installer(name).uninstall(this_call(5)):
        print(line)


def _chosen(**options: bool) -> str:
    chosen = [name for name, is_chosen in options.items() if is_chosen]
    if len(chosen) != 1:
        valid = [f"--{name}" for name in options]
        received = " ".join(f"--{name}" for name in chosen) or "none"
        raise BroadsheetError("choose one installer", received=received, valid=valid)
    return chosen[0]


def _clock(now: str | None) -> Callable[[], datetime]:
    if now is None:
        return lambda: datetime.now(UTC)
    moment = parse_moment(now, option="--now").astimezone(UTC)
    return lambda: moment


def _print_due(now: datetime, names: tuple[str, ...]) -> None:

    from broadsheet.config.reading import read_configuration
    from broadsheet.lake.journal import Journal
    from broadsheet.lake.local import local_lake
    from broadsheet.schedule.plans import scheduled_reports
    from broadsheet.schedule.run import work_due

    configuration = read_configuration()
    reports, _ = scheduled_reports(configuration)
    chosen = [each for each in reports if not names or each.name in names]
    work = work_due(
        chosen, Journal(local_lake(configuration.settings.lake)), now, at_once=bool(names)
    )
    for each in work:
        targets = ", ".join(target.channel for target in each.report.targets) or "nobody"
        what = "skip" if each.due.is_skipped else f"deliver to {targets}"
        print(
            f"{each.report.name} {each.due.issue}: due {each.due.due_at:%Y-%m-%d %H:%M} UTC, {what}"
        )
    if not work:
        say("nothing is due")


def _line(row: dict[str, Any]) -> str:
    error = f": {row['error']}" if row.get("error") else ""
    return f"{row['report']} {row['issue']}: {row['outcome']}{error}"
