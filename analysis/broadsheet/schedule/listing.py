"""The scheduled reports as a table: when each was due last and next, and how that ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from broadsheet.schedule.due import due_issues, next_due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from broadsheet.lake.journal import Journal
    from broadsheet.schedule.plans import ScheduledReport

__all__ = ["listed"]


def listed(
    reports: Sequence[ScheduledReport], journal: Journal, now: datetime
) -> list[dict[str, Any]]:
    """A row for each scheduled report.

    Args:
        reports: The reports.
        journal: The journal of the lake.
        now: The present.

    Returns:
        Rows of report, schedule, timezone, next (UTC), last (the issue), finished (UTC), late (the
        minutes from the due time to the end), outcome, error and due (issues that wait).
    """
    runs = journal.rows("runs")
    return [
        _row(report, [r for r in runs if r["report"] == report.name], now) for report in reports
    ]


def _row(report: ScheduledReport, runs: Sequence[dict[str, Any]], now: datetime) -> dict[str, Any]:
    last = max(runs, key=lambda run: (run["due_at"], run["issue"]), default={})
    due, finished = last.get("due_at"), last.get("finished_at")
    waiting = [issue for issue in due_issues(report.timetable, runs, now) if not issue.is_skipped]
    return {
        "report": report.name,
        "schedule": report.timetable.schedule,
        "timezone": report.timetable.zone,
        "next": next_due(report.timetable, now),
        "last": last.get("issue"),
        "finished": finished,
        "late_minutes": round((finished - due).total_seconds() / 60) if finished else None,
        "outcome": last.get("outcome"),
        "error": last.get("error"),
        "waiting": len(waiting),
    }
