"""Which issues of a report are due: those of its schedule since the last one, oldest first; pure.

An issue is a report for a period. A period that has ended when it is due has one issue, however
often the schedule comes round to it. A period that is still running, such as `all`, has an issue
for each time of the schedule.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cronsim import CronSim

from broadsheet.period import Period, parse_period, parse_time_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["DONE", "DueIssue", "Timetable", "due_issues", "last_due", "next_due"]

DONE = frozenset({"delivered", "partly", "skipped"})
"""The outcomes after which an issue is not made again."""


@dataclass(frozen=True)
class Timetable:
    """When a report is due, and for which period.

    Attributes:
        schedule: A cron expression.
        zone: The IANA time zone of its clock, and of the period's days.
        period: The period at a due time, such as `last-week`.
        catch_up: How many issues are made at most at a time, the newest ones.
    """

    schedule: str
    zone: str
    period: str
    catch_up: int


@dataclass(frozen=True)
class DueIssue:
    """An issue that is due.

    Attributes:
        issue: Its key: the period as in a file's name; with the due time where it is running.
        period: Its period.
        due_at: When it was due first, in UTC.
        is_skipped: Whether it lies too far back to be made.
    """

    issue: str
    period: Period
    due_at: datetime
    is_skipped: bool = False


def due_issues(
    timetable: Timetable, runs: Sequence[Mapping[str, Any]], now: datetime
) -> list[DueIssue]:
    """The issues of a report to make now, oldest first.

    These are the ones that were begun and are not done, and those whose time has come since the
    last one. A report without any run starts with its latest issue, not with all of the past.

    Args:
        timetable: When the report is due.
        runs: Its rows in the table `runs`.
        now: The present.
    """
    known = {run["issue"]: run for run in runs}
    unfinished = [_unfinished(run) for run in runs if run["outcome"] not in DONE]
    last = max((run["due_at"] for run in runs), default=None)
    fresh: dict[str, DueIssue] = {}
    for time in _times(timetable, last, now):
        issue = _issue(timetable, time)
        if issue.issue not in known:
            fresh.setdefault(issue.issue, issue)
    found = sorted([*unfinished, *fresh.values()], key=lambda each: (each.due_at, each.issue))
    first_made = len(found) - timetable.catch_up
    return [replace(each, is_skipped=at < first_made) for at, each in enumerate(found)]


def next_due(timetable: Timetable, now: datetime) -> datetime:
    """The next time of a schedule after a moment, in UTC."""
    zone = parse_time_zone(timetable.zone)
    return next(CronSim(timetable.schedule, now.astimezone(zone))).astimezone(UTC)


def last_due(timetable: Timetable, now: datetime) -> datetime | None:
    """The latest time of a schedule up to a moment, in UTC; None where there has been none."""
    zone = parse_time_zone(timetable.zone)
    after = now.astimezone(zone) + timedelta(seconds=1)
    found = next(CronSim(timetable.schedule, after, reverse=True), None)
    return found.astimezone(UTC) if found else None


def _times(timetable: Timetable, last: datetime | None, now: datetime) -> Iterator[datetime]:
    """The times of a schedule after the last one until now, in UTC; without one, the latest."""
    if last is None:
        latest = last_due(timetable, now)
        yield from [latest] if latest else []
        return
    zone = parse_time_zone(timetable.zone)
    for time in CronSim(timetable.schedule, last.astimezone(zone)):
        if time > now:
            return
        yield time.astimezone(UTC)


def _issue(timetable: Timetable, due_at: datetime) -> DueIssue:
    period = parse_period(timetable.period, now=due_at, zone=timetable.zone)
    today = due_at.astimezone(parse_time_zone(timetable.zone)).date()
    has_ended = period.until is not None and period.until <= today
    key = period.slug if has_ended else f"{period.slug}@{due_at:%Y-%m-%dT%H%MZ}"
    return DueIssue(key, _named(period), due_at)


def _unfinished(run: Mapping[str, Any]) -> DueIssue:
    period = Period(run["period"], run["since"], run["until"])
    return DueIssue(run["issue"], _named(period), run["due_at"])


def _named(period: Period) -> Period:
    """A period by a name that means it at any time: `last-week` is another next week."""
    return replace(period, name=period.slug.replace("_", ".."))
