"""A scheduled run: load, check, then make and deliver each issue that is due.

It may be called at any time and as often as one likes: what is done is not done again, and two
runs at once share the work. A fault of one report does not keep the others from being made.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.checks.check import checks_to_run
from broadsheet.checks.result import CheckResult, State
from broadsheet.checks.running import run_checks
from broadsheet.database.connection import open_database
from broadsheet.errors import BroadsheetError
from broadsheet.lake.journal import Journal
from broadsheet.lake.lease import lease
from broadsheet.lake.local import local_lake
from broadsheet.lake.snapshot import current_snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.period import parse_time_zone
from broadsheet.schedule.alerting import send_alerts
from broadsheet.schedule.delivering import Postman
from broadsheet.schedule.due import due_issues
from broadsheet.schedule.issue import Newsroom, is_paused
from broadsheet.schedule.plans import scheduled_reports, targets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from broadsheet.config.reading import Configuration
    from broadsheet.config.settings import Settings
    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.schedule.due import DueIssue
    from broadsheet.schedule.plans import ScheduledReport

__all__ = ["ScheduledRun", "Work", "run_schedule", "work_due"]

_LOAD = "load"
_HOLDING = frozenset({State.FAIL, State.ERROR})
_LONGEST_LOAD = 6 * 3600.0
"""Seconds to wait for the load of a run that began before."""


@dataclass(frozen=True)
class Work:
    """An issue to make of a report."""

    report: ScheduledReport
    due: DueIssue


@dataclass(frozen=True)
class ScheduledRun:
    """What a scheduled run did.

    Attributes:
        runs: The rows in `runs` of the issues that it took.
        faults: What is wrong, one sentence each: reports that can't be read, archives that can't
            be loaded, alerts that can't be sent.
        checks: The results of the checks that it ran.
    """

    runs: list[dict[str, Any]]
    faults: list[str] = field(default_factory=list)
    checks: list[CheckResult] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Whether anything that was due has not been delivered to all."""
        bad = {"failed", "partly", "held"}
        return bool(self.faults) or any(run["outcome"] in bad for run in self.runs)


def work_due(
    reports: Sequence[ScheduledReport], journal: Journal, now: datetime, *, at_once: bool = False
) -> list[Work]:
    """The issues to make now, oldest first.

    Args:
        reports: The reports.
        journal: The journal of the lake.
        now: The present.
        at_once: Whether to take those too that wait after a failure.
    """
    runs = journal.rows("runs")
    work = []
    for report in reports:
        own = [run for run in runs if run["report"] == report.name]
        paused = {run["issue"] for run in own if not at_once and is_paused(run, now)}
        due = due_issues(report.timetable, own, now)
        work += [Work(report, each) for each in due if each.issue not in paused]
    return sorted(work, key=lambda each: (each.due.due_at, each.report.name))


def run_schedule(
    configuration: Configuration,
    clock: Callable[[], datetime],
    *,
    names: Sequence[str] = (),
    report_done: Callable[[dict[str, Any]], None] = lambda _: None,
) -> ScheduledRun:
    """Load the archives, run the checks, and make and deliver what is due.

    Args:
        configuration: The settings.
        clock: The present.
        names: Only these reports, and those too that wait after a failure; all where empty.
        report_done: Called with the row in `runs` of each issue when it ends.

    Raises:
        BroadsheetError: A name is no scheduled report, or there is no lake.
    """
    settings = configuration.settings
    lake = local_lake(settings.lake)
    reports, unreadable = scheduled_reports(configuration)
    reports = [each for each in reports if not names or each.name in names]
    for name in names:
        if name not in {each.name for each in reports} | unreadable.keys():
            known = [each.name for each in scheduled_reports(configuration)[0]]
            raise BroadsheetError("no such scheduled report", received=name, valid=known)
    faults = [f"{name}: {error}" for name, error in unreadable.items()]
    problem = _load(configuration)
    faults += [str(problem)] if problem else []
    if problem and current_snapshot(lake) is None:
        raise problem
    snapshot = open_snapshot(lake)
    journal = Journal(lake)
    work = work_due(reports, journal, clock(), at_once=bool(names))
    postman = Postman(journal, settings, clock)
    before = [CheckResult.of_row(row) for row in journal.rows("check_results")]
    zone = parse_time_zone(settings.timezone or "UTC")
    is_needed = bool(work) or not _is_checked(before, snapshot, clock(), zone)
    checks = _check(settings, work, snapshot, clock()) if is_needed else []
    journal.add("check_results", [each.row() for each in checks])
    places = targets_of(configuration, settings.checks.alerts, ("checks", "alerts"))
    faults += send_alerts(before, checks, postman, places)
    failed = {each.check_name: each.message for each in checks if each.state in _HOLDING}
    newsroom = Newsroom(snapshot, postman, failed, problem)
    runs = []
    for each in work:
        run = newsroom.make(each.report, each.due)
        report_done(run)
        runs.append(run)
    return ScheduledRun(runs, faults, checks)


def _load(configuration: Configuration) -> BroadsheetError | None:
    """Load the archives of the settings; return what kept them from being loaded."""
    settings = configuration.settings
    if not settings.archives:
        return None
    lake = local_lake(settings.lake)
    try:
        with lease(lake, _LOAD, wait=_LONGEST_LOAD):
            workers = os.cpu_count() or 1
            loaded = load(
                settings.archives,
                lake,
                workers=workers,
                limits=settings.limits,
                mapping=settings.mapping,
            )
    except BroadsheetError as error:
        return BroadsheetError(f"the archives can't be loaded: {error}")
    if loaded.losses:
        return BroadsheetError(f"the archives were not read whole: {'; '.join(loaded.losses)}")
    return None


def _is_checked(
    before: Sequence[CheckResult], snapshot: Snapshot, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether this version of the lake was checked today."""
    last = max(before, key=lambda result: result.checked_at, default=None)
    return (
        last is not None
        and last.version == snapshot.version
        and last.checked_at.astimezone(zone).date() == now.astimezone(zone).date()
    )


def _check(
    settings: Settings, work: Sequence[Work], snapshot: Snapshot, now: datetime
) -> list[CheckResult]:
    """Run the checks of the settings, and those that the reports name which are due."""
    named = tuple(name for each in work for name in each.report.plan.checks)
    chosen = checks_to_run(settings) | (checks_to_run(settings, named) if named else {})
    with closing(open_database(snapshot, settings.statements)) as connection:
        return run_checks(connection, chosen, settings, now, snapshot.version)
