"""Alerts of checks as messages, delivered to where the settings say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from broadsheet.checks.alerts import AlertKind, subject_of, transitions
from broadsheet.checks.result import State
from broadsheet.delivery.message import Number
from broadsheet.delivery.notices import alert_message, recovery_message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from broadsheet.checks.alerts import Alert
    from broadsheet.checks.result import CheckResult
    from broadsheet.delivery.message import Message
    from broadsheet.delivery.targets import ChannelTarget
    from broadsheet.schedule.delivering import Postman

__all__ = ["send_alerts"]

_TITLES = {
    State.WARN: "Check warns: {}",
    State.FAIL: "Check fails: {}",
    State.ERROR: "Check is broken: {}",
}


def send_alerts(
    previous: Sequence[CheckResult],
    results: Sequence[CheckResult],
    postman: Postman,
    targets: Sequence[ChannelTarget],
) -> list[str]:
    """Send a message for each check that turned bad, or that passes again.

    Args:
        previous: The earlier results.
        results: The new ones.
        postman: Delivers.
        targets: Where alerts go; without any, none is sent.

    Returns:
        What could not be sent, a sentence each.
    """
    if not targets:
        return []
    deliveries = postman.journal.rows("deliveries")
    due = transitions(previous, results, deliveries, postman.settings.checks.renotify)
    messages = [_message(alert, deliveries) for alert in due]
    return [
        f"the alert of {row['subject']} did not reach {row['recipient']}: {row['error']}"
        for row in postman.deliver(messages, targets)
        if row["outcome"] != "sent"
    ]


def _message(alert: Alert, deliveries: Sequence[dict[str, Any]]) -> Message:
    numbers = _numbers(alert.result)
    if alert.kind is AlertKind.RECOVERY:
        text = f"It had been bad since {alert.since:%Y-%m-%d %H:%M} UTC."
        message = recovery_message(alert.check, alert.issue, text, numbers)
    else:
        text = alert.result.message
        message = alert_message(alert.check, alert.issue, text, numbers, alert.contributors)
        message = replace(message, title=_TITLES[alert.result.state].format(alert.check))
    return replace(message, thread=_thread(alert, deliveries))


def _numbers(result: CheckResult) -> list[Number]:
    """What was found and what was expected, as far as the check says."""
    found = [] if result.found is None else [Number("Found", f"{result.found:g}")]
    return found + ([Number("Expected", result.expected)] if result.expected else [])


def _thread(alert: Alert, deliveries: Sequence[dict[str, Any]]) -> str | None:
    """The id of the mail that began the spell; None where this is the one, or none was sent."""
    if alert.issue == alert.spell:
        return None
    first = (
        row["message_id"]
        for row in deliveries
        if row["channel"] == "mail"
        and (row["subject"], row["issue"]) == (subject_of(alert.check), alert.spell)
    )
    return next(first, None)
