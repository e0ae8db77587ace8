"""One issue of a report: claimed, rendered, checked, delivered and recorded.

The row in `runs` is written before each step that takes long, and after it, so that a crash leaves
a row that says how far it came. Whoever holds the lease of an issue is the only one to write it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from broadsheet.config.settings import CheckPolicy, EmptyPolicy
from broadsheet.delivery.notices import failure_message
from broadsheet.delivery.report_message import report_message
from broadsheet.delivery.targets import read_targets
from broadsheet.errors import BroadsheetError, LakeError
from broadsheet.lake.journal import issue_lease
from broadsheet.lake.lease import lease
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.report import Request, render_pages
from broadsheet.report.issued import keep_issue
from broadsheet.schedule.due import DONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from broadsheet.delivery.message import Message
    from broadsheet.lake.snapshot import Snapshot
    from broadsheet.report import RenderedReport
    from broadsheet.schedule.delivering import Postman
    from broadsheet.schedule.due import DueIssue
    from broadsheet.schedule.plans import ScheduledReport

__all__ = ["Newsroom", "is_paused"]

_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=6)
_MOST_DOUBLINGS = 10
_PICTURES = 3

Run = dict[str, Any]
"""A row of the table `runs`."""


class HeldError(BroadsheetError):
    """A page that must not be delivered now; a later run tries again."""


def is_paused(run: Mapping[str, Any], now: datetime) -> bool:
    """Whether an issue that was not delivered waits before it is tried again.

    The pause doubles from five minutes to six hours. One whose process died is tried at once.
    """
    if run["outcome"] not in {"failed", "held"} or run["claimed_at"] is None:
        return False
    doublings = min(run["attempts"] - 1, _MOST_DOUBLINGS)
    pause = min(_FIRST_PAUSE * 2**doublings, _LONGEST_PAUSE)
    return bool(now < run["claimed_at"] + pause)


@dataclass(frozen=True)
class Newsroom:
    """Makes issues of one version of a lake.

    Attributes:
        snapshot: The version.
        postman: Delivers, and keeps the journal.
        failed_checks: The checks that failed, with what each found.
        problem: Why no issue can be made, such as archives that can't be loaded.
    """

    snapshot: Snapshot
    postman: Postman
    failed_checks: Mapping[str, str]
    problem: BroadsheetError | None = None

    def make(self, report: ScheduledReport, due: DueIssue) -> Run:
        """Make an issue, unless another process does or has done so; return its row in `runs`."""
        lake, journal = self.snapshot.path.parent, self.postman.journal
        named = {"report": report.name, "issue": due.issue}
        with lease(lake, issue_lease(named)) as is_ours:
            run = journal.row("runs", **named)
            if not is_ours or (run and run["outcome"] in DONE):
                return run or named | {"outcome": "running"}
            run = self._claimed(report, due, run)
            journal.add("runs", [run])
            if due.is_skipped:
                return run
            return self._finished(report, due, run)

    def _claimed(self, report: ScheduledReport, due: DueIssue, run: Run | None) -> Run:
        """The row of an issue that this process has claimed."""
        before = run or {"attempts": 0, "died": 0, "outcome": None}
        now, period = self.postman.clock(), due.period
        claimed = before | {
            "report": report.name,
            "issue": due.issue,
            "period": period.slug,
            "since": period.since,
            "until": period.until,
            "due_at": due.due_at,
            "claimed_at": now,
            "started_at": None,
            "finished_at": None,
            "died": before["died"] + (before["outcome"] in {"running", "died"}),
        }
        if due.is_skipped:
            why = f"older than the newest {report.plan.catch_up} that catch_up allows"
            return claimed | {"outcome": "skipped", "finished_at": now, "error": why}
        return claimed | {"outcome": "running", "attempts": before["attempts"] + 1, "error": None}

    def _finished(self, report: ScheduledReport, due: DueIssue, run: Run) -> Run:
        """The row of an issue after it was made, as far as that was possible."""
        try:
            run = self._delivered(report, due, run)
        except HeldError as error:
            run |= {"outcome": "held", "error": str(error)}
        except BroadsheetError as error:
            run |= {"outcome": "failed", "error": str(error)}
        run |= {"finished_at": self.postman.clock()}
        self.postman.journal.add("runs", [run])
        if run["outcome"] in {"failed", "partly"}:
            self._report_failure(run)
        return run

    def _delivered(self, report: ScheduledReport, due: DueIssue, run: Run) -> Run:
        """Render and deliver an issue.

        Raises:
            HeldError: The pages must not be delivered now.
            BroadsheetError: They can't be made.
        """
        if self.problem:
            raise self.problem
        self._hold_on(self._failed(report, CheckPolicy.HOLD))
        snapshot = self._snapshot_of(run)
        run |= {"version": snapshot.version, "started_at": self.postman.clock()}
        self.postman.journal.add("runs", [run])
        pages = self._render(report, due, snapshot)
        run |= {"files": [page.file(form) for page in pages for form in page.pages]}
        rows = self.postman.deliver(self._messages(report, due, pages), report.targets)
        run |= _outcome(rows)
        if any(row["outcome"] == "sent" for row in rows):
            zone, now = report.timetable.zone, self.postman.clock()
            keep_issue(snapshot, report.name, due.period, zone, now)
        return run

    def _snapshot_of(self, run: Run) -> Snapshot:
        """The version of an issue: that of an attempt before which some already have pages of."""
        rows = self.postman.journal.rows("deliveries")
        has_some = any(
            (row["subject"], row["issue"], row["outcome"]) == (run["report"], run["issue"], "sent")
            for row in rows
        )
        if not has_some or run.get("version") is None:
            return self.snapshot
        try:
            return open_snapshot(self.snapshot.path.parent, run["version"])
        except LakeError:
            return self.snapshot  # it was pruned meanwhile

    def _failed(self, report: ScheduledReport, policy: CheckPolicy) -> list[str]:
        """The failed checks that a report has this policy for, in words."""
        return [
            f"The check {name} fails: {self.failed_checks[name]}"
            for name, own in report.plan.checks.items()
            if own is policy and name in self.failed_checks
        ]

    def _hold_on(self, failed: Sequence[str]) -> None:
        if failed:
            raise HeldError(" ".join(failed))

    def _render(
        self, report: ScheduledReport, due: DueIssue, snapshot: Snapshot
    ) -> list[RenderedReport]:
        request = Request(
            period=due.period.name,
            now=due.due_at.isoformat(),
            zone=report.timetable.zone,
            pictures=_PICTURES,
            limits=self.postman.settings.statements,
            holidays=self.postman.settings.checks.holidays,
        )
        pages = list(render_pages(report.document, snapshot, request))
        mismatches = [each for page in pages for each in page.mismatches]
        if mismatches:
            raise HeldError(f"its numbers disagree: {mismatches[0]}")
        return pages

    def _messages(
        self, report: ScheduledReport, due: DueIssue, pages: list[RenderedReport]
    ) -> list[Message]:
        is_empty = all(page.is_empty for page in pages)
        if is_empty and report.plan.when_empty is EmptyPolicy.HOLD:
            raise HeldError(f"there are no articles in {due.period.title}")
        warnings = self._failed(report, CheckPolicy.MARK)
        return [report_message(report.name, due.issue, page, warnings=warnings) for page in pages]

    def _report_failure(self, run: Run) -> None:
        """Write to those who look after failures, once for an issue."""
        message = failure_message(run["report"], run["issue"], str(run["error"]))
        mail = self.postman.settings.mail
        if mail and mail.failures:
            places = read_targets([{"mail": list(mail.failures)}], source="mail.failures")
            self.postman.deliver([message], places)


def _outcome(rows: list[dict[str, Any]]) -> Run:
    """What became of an issue, from its deliveries: delivered, partly or failed."""
    waiting = [row for row in rows if row["outcome"] not in {"sent", "refused"}]
    refused = [row for row in rows if row["outcome"] == "refused"]
    sent = len(rows) - len(waiting) - len(refused)
    if not waiting and not refused:
        return {"outcome": "delivered", "error": None}
    first = (waiting or refused)[0]
    error = (
        f"{sent} of {len(rows)} sent; {first['channel']} to {first['recipient']}: {first['error']}"
    )
    is_final = not waiting and sent > 0
    return {"outcome": "partly" if is_final else "failed", "error": error}
