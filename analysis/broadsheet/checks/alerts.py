"""Alerts: one message when a check turns bad, silence while it stays so, one when it recovers.

A spell is a run of bad results of a check, from the first one after a `pass`. Within a spell a
message is due when it begins, when it gets worse than it has been (warn, error, fail), and after
the hours of `renotify`. A spell that gets better without a `pass`, such as fail to warn, is not
over, and brings no message.

What was sent decides, not what was meant to be sent: a message that did not go out is due again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from broadsheet.checks.result import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from broadsheet.checks.result import CheckResult

__all__ = ["Alert", "AlertKind", "subject_of", "transitions"]

_GRAVITY = (State.PASS, State.WARN, State.ERROR, State.FAIL)
_DONE = ("sent", "refused")
"""The outcomes of a delivery after which it is not tried again."""


class AlertKind(StrEnum):
    """Why a message is due."""

    ALERT = "alert"
    """The check turned bad, or worse."""
    RENOTIFY = "renotify"
    """It is still bad after the hours that the settings name."""
    RECOVERY = "recovery"
    """It passes again."""


@dataclass(frozen=True)
class Alert:
    """A message that is due.

    Attributes:
        check: The check.
        kind: Why it is due.
        result: The latest result.
        since: When the check turned bad.
        contributors: The three largest contributors, in words; none for a recovery.
        spell: The `issue` of the spell's first message, to which all others reply.
        issue: The `issue` of this message in the table `deliveries`, the same on every attempt:
            the check, and the time of the result that made it due.
    """

    check: str
    kind: AlertKind
    result: CheckResult
    since: datetime
    contributors: tuple[str, ...]
    spell: str
    issue: str


def subject_of(check: str) -> str:
    """The `subject` of a check's messages in the table `deliveries`."""
    return f"check:{check}"


def transitions(
    previous: Sequence[CheckResult],
    results: Sequence[CheckResult],
    deliveries: Sequence[Mapping[str, Any]],
    renotify: float | None = None,
) -> list[Alert]:
    """The messages that are due after checks were run.

    Args:
        previous: The earlier results, in any order; of other checks too.
        results: The new ones.
        deliveries: The rows of the table `deliveries`.
        renotify: Hours after which a check that stays bad is reported again; never where None.
    """
    due: list[Alert] = []
    hours = timedelta(hours=renotify) if renotify else None
    for result in results:
        earlier = [one for one in previous if one.check_name == result.check_name]
        history = [one for one in earlier if one.checked_at < result.checked_at]
        history = [*sorted(history, key=lambda one: one.checked_at), result]
        rows = [row for row in deliveries if row["subject"] == subject_of(result.check_name)]
        due += _due(history, rows, hours)
    return due


def _due(
    history: Sequence[CheckResult],
    deliveries: Sequence[Mapping[str, Any]],
    renotify: timedelta | None,
) -> Iterator[Alert]:
    """The message that is due for a check, if one is, by its results in order of time."""
    passes = tuple(takewhile(lambda one: not one.is_bad, reversed(history)))[::-1]
    until_bad = history[: len(history) - len(passes)]
    bad = tuple(takewhile(lambda one: one.is_bad, reversed(until_bad)))[::-1]
    if not bad:
        return
    sent = _Sent(deliveries)
    first, latest = bad[0], history[-1]
    worst = max(bad, key=lambda one: _GRAVITY.index(one.state))
    if passes:
        if sent.to_all(first) and not sent.to_all(passes[0]):
            yield _alert(AlertKind.RECOVERY, latest, first, passes[0])
    elif not sent.to_all(first):
        yield _alert(AlertKind.ALERT, latest, first, first)
    elif worst is not first and not sent.to_all(worst) and not sent.after(first, worst.checked_at):
        yield _alert(AlertKind.ALERT, latest, first, worst)
    elif renotify:
        last = max(one.checked_at for one in bad if sent.to_any(one))
        if latest.checked_at - last >= renotify:
            yield _alert(AlertKind.RENOTIFY, latest, first, latest)


def _alert(kind: AlertKind, latest: CheckResult, first: CheckResult, cause: CheckResult) -> Alert:
    return Alert(
        check=latest.check_name,
        kind=kind,
        result=latest,
        since=first.checked_at,
        contributors=latest.contributors,
        spell=_issue(first),
        issue=_issue(cause),
    )


def _issue(cause: CheckResult) -> str:
    """The `issue` of the message that a result makes due."""
    return f"{cause.check_name} {cause.checked_at.astimezone(UTC).isoformat()}"


class _Sent:
    """What was sent of a check, by the result that made it due."""

    def __init__(self, deliveries: Sequence[Mapping[str, Any]]) -> None:
        self._deliveries = deliveries

    def to_all(self, cause: CheckResult) -> bool:
        """Whether nobody needs this message any more: it was sent, or refused for good."""
        rows = self._rows(cause)
        return bool(rows) and all(row["outcome"] in _DONE for row in rows)

    def to_any(self, cause: CheckResult) -> bool:
        """Whether somebody has this message."""
        return any(row["outcome"] == "sent" for row in self._rows(cause))

    def after(self, cause: CheckResult, time: datetime) -> bool:
        """Whether this message was sent so late that it had what was found at a time."""
        return any(row["sent_at"] and row["sent_at"] >= time for row in self._rows(cause))

    def _rows(self, cause: CheckResult) -> list[Mapping[str, Any]]:
        return [row for row in self._deliveries if row["issue"] == _issue(cause)]
