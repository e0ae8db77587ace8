"""Alerts: one message for a bad spell however long it is, and one for its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from broadsheet.checks.alerts import Alert, AlertKind, transitions
from broadsheet.checks.result import CheckResult, State

FIRST = datetime(2021, 3, 1, 7, tzinfo=UTC)
NIGHT = timedelta(days=1)
STATES = {"p": State.PASS, "w": State.WARN, "f": State.FAIL, "e": State.ERROR}


def result(letter: str, night: int, check: str = "volume") -> CheckResult:
    """The result of a night."""
    return CheckResult(
        check_name=check, checked_at=FIRST + night * NIGHT, version="v000001", state=STATES[letter],
        severity="fail", rows=4, message="few articles", found=3.0, expected_from=10.0,
        expected_to=20.0, details='[{"n": 1}, {"n": 2}, {"n": 3}, {"n": 4}]', seconds=0.1,
        owner=None,
    )  # fmt: skip


def delivery(alert: Alert, outcome: str = "sent", recipient: str = "desk@x.example") -> Any:  # noqa: ANN401 - a row
    """The row of a message that went out, or did not."""
    sent_at = alert.result.checked_at + timedelta(seconds=5) if outcome == "sent" else None
    return {
        "subject": f"check:{alert.check}",
        "issue": alert.issue,
        "recipient": recipient,
        "outcome": outcome,
        "sent_at": sent_at,
    }


def nights(
    letters: str, *, renotify: float | None = None, down: frozenset[int] = frozenset()
) -> list[tuple[int, Alert]]:
    """The messages of a row of nights, each with its night; on some the mail server is down."""
    previous: list[CheckResult] = []
    rows: dict[str, Any] = {}
    due = []
    for night, letter in enumerate(letters):
        new = result(letter, night)
        for alert in transitions(previous, [new], list(rows.values()), renotify):
            due.append((night, alert))
            rows[alert.issue] = delivery(alert, "failed" if night in down else "sent")
        previous.append(new)
    return due


def summary(due: list[tuple[int, Alert]]) -> list[tuple[int, str]]:
    """Night and kind of each message."""
    return [(night, alert.kind.value) for night, alert in due]


@pytest.mark.parametrize("bad", "wfe")
def test_thirty_bad_nights_are_one_message(bad: str) -> None:
    """A check that turns bad and stays bad is reported once."""
    assert summary(nights("pp" + bad * 30)) == [(2, "alert")]


@pytest.mark.parametrize(
    ("letters", "messages"),
    [
        ("ppp", []),
        ("f", [(0, "alert")]),
        ("pffpp", [(1, "alert"), (3, "recovery")]),
        ("fpfp", [(0, "alert"), (1, "recovery"), (2, "alert"), (3, "recovery")]),
        ("wwff", [(0, "alert"), (2, "alert")]),
        ("weff", [(0, "alert"), (1, "alert"), (2, "alert")]),
        ("fwwff", [(0, "alert")]),
        ("fefe", [(0, "alert")]),
        ("fwp", [(0, "alert"), (2, "recovery")]),
        ("efp", [(0, "alert"), (1, "alert"), (2, "recovery")]),
    ],
)
def test_a_change_is_a_message(letters: str, messages: list[tuple[int, str]]) -> None:
    """Bad, worse than the spell has been, and passing again are messages; better is none."""
    assert summary(nights(letters)) == messages


@pytest.mark.parametrize(
    ("hours", "on"), [(24, [1, 2, 3, 4, 5]), (48, [2, 4]), (72, [3]), (1000, []), (36, [2, 4])]
)
def test_a_check_that_stays_bad_is_reported_again(hours: float, on: list[int]) -> None:
    """After so many hours a message is due again, if that is asked for."""
    due = nights("ffffff", renotify=hours)
    assert summary(due) == [(0, "alert"), *((night, "renotify") for night in on)]


def test_all_messages_of_a_spell_share_it() -> None:
    """A spell's messages name its first one, and each has an issue of its own."""
    due = [alert for _, alert in nights("pwffp", renotify=24)]
    assert [alert.kind.value for alert in due] == ["alert", "alert", "renotify", "recovery"]
    assert {alert.spell for alert in due} == {due[0].issue}
    assert len({alert.issue for alert in due}) == 4


def test_another_spell_is_another_thread() -> None:
    """A check that turns bad again begins a new thread."""
    due = [alert for _, alert in nights("fpf")]
    assert due[2].spell != due[0].spell


def test_an_alert_says_since_when_and_what() -> None:
    """A message has the beginning of the spell, the latest result and three contributors."""
    _, alert = nights("pwf")[-1]
    assert alert.since == FIRST + NIGHT
    assert alert.result == result("f", 2)
    assert alert.contributors == ("n 1", "n 2", "n 3")
    assert alert.result.expected == "10 to 20"


def test_an_alert_that_did_not_go_out_is_due_again() -> None:
    """While the mail server is down the message stays due, under the same issue."""
    due = nights("ffff", down=frozenset({0, 1}))
    assert summary(due) == [(0, "alert"), (1, "alert"), (2, "alert")]
    assert len({alert.issue for _, alert in due}) == 1


def test_a_recovery_that_did_not_go_out_is_due_again() -> None:
    """The end of a spell is reported when the mail server is back, once."""
    due = nights("fpppp", down=frozenset({1}))
    assert summary(due) == [(0, "alert"), (1, "recovery"), (2, "recovery")]
    assert due[1][1].issue == due[2][1].issue


def test_a_recovery_of_what_nobody_heard_of_is_silent() -> None:
    """Where no alert went out, none is taken back."""
    assert summary(nights("fpp", down=frozenset({0}))) == [(0, "alert")]


def test_an_alert_that_went_out_late_has_the_worst() -> None:
    """A check that got worse before its first message got through needs no second one."""
    assert summary(nights("wff", down=frozenset({0}))) == [(0, "alert"), (1, "alert")]


@pytest.mark.parametrize(("outcome", "messages"), [("sent", 0), ("refused", 0), ("failed", 1)])
def test_every_recipient_counts(outcome: str, messages: int) -> None:
    """A message is due while one of its recipients may still get it."""
    (first,) = transitions([], [result("f", 0)], [])
    rows = [delivery(first), delivery(first, outcome, "chief@x.example")]
    assert len(transitions([result("f", 0)], [result("f", 1)], rows)) == messages


def test_checks_have_spells_of_their_own() -> None:
    """One check's messages and results say nothing of another's."""
    new = [result("f", 1, "one"), result("p", 1, "two"), result("f", 1, "three")]
    (other,) = transitions([], [result("f", 0, "three")], [])
    previous = [result("f", 0, "three"), result("p", 0, "one")]
    due = transitions(previous, new, [delivery(other)])
    assert [(alert.check, alert.kind) for alert in due] == [("one", AlertKind.ALERT)]


def test_results_may_come_in_any_order() -> None:
    """Earlier results are ordered by their time; those of later moments don't count."""
    previous = [result("p", 9), result("f", 1), result("p", 0)]
    (alert,) = transitions(previous, [result("f", 2)], [])
    assert alert.since == FIRST + NIGHT
