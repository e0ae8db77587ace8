"""Messages that are not of a page."""

from __future__ import annotations

from broadsheet.delivery.message import Kind, Number
from broadsheet.delivery.notices import alert_message, failure_message, recovery_message


def test_a_failure_names_report_issue_and_error() -> None:
    """The reader learns what was not delivered, and why."""
    made = failure_message("weekly", "2021-W11", "no such column", ["desk@example.org"])
    assert (made.kind, made.title) == (Kind.FAILURE, "Not delivered: weekly, 2021-W11")
    assert (made.summary, made.details) == ("no such column", ("desk@example.org",))


def test_a_recovery_is_of_the_same_check_and_time() -> None:
    """An alert and its recovery share subject and issue, and differ in their ids."""
    numbers = (Number("Found", "3"), Number("Expected", "10–20"))
    alert = alert_message("volume", "2021-03-16", "Too few articles.", numbers, ["a.example: −5"])
    ident = alert.message_id("mail", "example.org")
    recovery = recovery_message("volume", "2021-03-16", "14 articles.", thread=ident)
    assert (alert.subject, alert.issue) == (recovery.subject, recovery.issue)
    assert alert.subject == "check:volume"
    assert recovery.thread == ident != recovery.message_id("mail", "example.org")
