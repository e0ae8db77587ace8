"""The scheduled reports: their documents, when they are due, and where they go."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.checks.check import known_checks
from broadsheet.config.settings import Plan
from broadsheet.delivery.targets import read_targets
from broadsheet.errors import BroadsheetError, PeriodError
from broadsheet.period import is_latest
from broadsheet.report.source.document import find_report
from broadsheet.schedule.due import Timetable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.config.reading import Configuration
    from broadsheet.config.settings import Target
    from broadsheet.delivery.targets import ChannelTarget
    from broadsheet.documents.location import Place
    from broadsheet.report.source.document import ReportDocument

__all__ = ["Faults", "ScheduledReport", "scheduled_reports", "targets_of"]

Faults = dict[str, BroadsheetError]
"""What is wrong with a scheduled report, by its name."""


@dataclass(frozen=True)
class ScheduledReport:
    """A report with a schedule.

    Attributes:
        document: The report.
        plan: Its plan: that of its front matter, with the settings of `broadsheet.yaml` over it.
        timetable: When it is due.
        targets: Where it goes.
    """

    document: ReportDocument
    plan: Plan
    timetable: Timetable
    targets: tuple[ChannelTarget, ...]

    @property
    def name(self) -> str:
        """The report's name."""
        return self.document.name


def scheduled_reports(configuration: Configuration) -> tuple[list[ScheduledReport], Faults]:
    """The reports that have a schedule, in alphabetical order, and those that have a fault.

    A report has one in its front matter or in `schedules` of `broadsheet.yaml`. A faulty report
    does not keep the others from being made.
    """
    settings = configuration.settings
    folder = Path(settings.reports)
    names = {file.stem for file in folder.glob("*.md")} | settings.schedules.keys()
    found, faults = [], Faults()
    for name in sorted(names):
        try:
            document = find_report(name, folder)
            planned = _scheduled(document, configuration)
        except BroadsheetError as error:
            faults[name] = error
            continue
        found += [planned] if planned else []
    return found, faults


def targets_of(
    configuration: Configuration, targets: Sequence[Target], within: Place
) -> tuple[ChannelTarget, ...]:
    """The places that `broadsheet.yaml` lists at a place of the file.

    Raises:
        SettingsError: With all faults, each with its line.
    """
    return read_targets(
        targets, source=str(configuration.file), locations=configuration.locations, within=within
    )


def _scheduled(document: ReportDocument, configuration: Configuration) -> ScheduledReport | None:
    settings = configuration.settings
    over = settings.schedules.get(document.name)
    plan = _merged(document.plan, over) if over else document.plan
    if plan.schedule is None:
        return None
    period = plan.period or document.period
    if is_latest(period):
        hint = "a schedule knows only the calendar: write last-month"
        raise PeriodError("no period of a schedule", received=period, hint=hint)
    known = known_checks(Path(settings.checks.folder)) if plan.checks else {}
    for name in plan.checks:
        if name not in known:
            raise BroadsheetError("no such check", received=name, valid=known)
    zone = plan.timezone or document.timezone or settings.timezone or "UTC"
    deliver = plan.deliver or ({"folder": settings.output},)
    places = read_targets(deliver, source=document.path.name)
    if over and over.deliver:
        within = ("schedules", document.name, "deliver")
        places = targets_of(configuration, over.deliver, within)
    return ScheduledReport(
        document=document,
        plan=plan,
        timetable=Timetable(plan.schedule, zone, period, plan.catch_up),
        targets=places,
    )


def _merged(below: Plan, over: Plan) -> Plan:
    """A plan with the settings of another over it, where those are not the defaults."""
    default = Plan()
    given = {
        field.name: getattr(over, field.name)
        for field in fields(Plan)
        if getattr(over, field.name) != getattr(default, field.name)
    }
    return replace(below, **given)
