"""Messages that are not of a page: of a run that failed, of a check that turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.delivery.message import Kind, Message, Number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["alert_message", "failure_message", "recovery_message"]


def failure_message(report: str, issue: str, error: str, details: Sequence[str] = ()) -> Message:
    """The message that an issue of a report was not delivered.

    Args:
        report: The report's name.
        issue: The issue.
        error: Why not.
        details: Further lines, such as the recipients that it did not reach.
    """
    return Message(
        subject=report,
        issue=issue,
        kind=Kind.FAILURE,
        title=f"Not delivered: {report}, {issue}",
        summary=error,
        details=tuple(details),
    )


def alert_message(
    check: str,
    since: str,
    summary: str,
    numbers: Sequence[Number] = (),
    details: Sequence[str] = (),
) -> Message:
    """The message that a check turned bad.

    Args:
        check: The check's name.
        since: When it turned bad, as text: one message for each time that it does.
        summary: What it found.
        numbers: The value that was found, and what was expected.
        details: Further lines, such as what contributed most.
    """
    return Message(
        subject=f"check:{check}",
        issue=since,
        kind=Kind.ALERT,
        title=f"Check failed: {check}",
        summary=summary,
        numbers=tuple(numbers),
        details=tuple(details),
    )


def recovery_message(
    check: str, since: str, summary: str, numbers: Sequence[Number] = (), thread: str | None = None
) -> Message:
    """The message that a check is good again, as a reply to the alert.

    Args:
        check: The check's name.
        since: When it had turned bad, as in the alert.
        summary: What it finds now.
        numbers: The value that was found, and what was expected.
        thread: The alert's id.
    """
    return Message(
        subject=f"check:{check}",
        issue=since,
        kind=Kind.RECOVERY,
        title=f"Check passes again: {check}",
        summary=summary,
        numbers=tuple(numbers),
        thread=thread,
    )
