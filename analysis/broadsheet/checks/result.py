"""The result of a check: a row of the table `check_results`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from broadsheet.checks.wording import phrase
from broadsheet.style.formatting import number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["CheckResult", "State"]

_CONTRIBUTORS = 3


class State(StrEnum):
    """What a run of a check came to."""

    PASS = "pass"  # noqa: S105 - a state, no password
    """It found nothing."""
    WARN = "warn"
    """It found something, and its severity is warn."""
    FAIL = "fail"
    """It found something, and its severity is fail."""
    ERROR = "error"
    """The check itself broke, so nothing is known of the data."""


@dataclass(frozen=True)
class CheckResult:
    """The result of a check; its fields are the columns of `check_results`.

    Attributes:
        check_name: The check.
        checked_at: When it was run.
        version: The lake's version that was checked.
        state: What it came to.
        severity: What a finding means, `warn` or `fail`; None where that could not be read.
        rows: The rows that it found; None where it broke.
        message: What it found, or why it broke, in a sentence.
        found: The value that was found, where there is one.
        expected_from: The lower end of what was expected.
        expected_to: The upper end.
        details: The first rows, as JSON.
        seconds: How long it took.
        owner: Who looks after it.
    """

    check_name: str
    checked_at: datetime
    version: str
    state: State
    severity: str | None
    rows: int | None
    message: str
    found: float | None
    expected_from: float | None
    expected_to: float | None
    details: str
    seconds: float
    owner: str | None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> CheckResult:
        """The result that a row of the journal holds."""
        return cls(**{**row, "state": State(row["state"])})

    def row(self) -> dict[str, Any]:
        """The row of the journal."""
        return asdict(self) | {"state": self.state.value}

    def for_machines(self) -> dict[str, Any]:
        """The row with values that JSON has."""
        details = json.loads(self.details)
        return self.row() | {"checked_at": self.checked_at.isoformat(), "details": details}

    @property
    def is_bad(self) -> bool:
        """Whether something is wrong, with the data or with the check."""
        return self.state is not State.PASS

    @property
    def contributors(self) -> tuple[str, ...]:
        """The first three rows in words: a check returns the largest contributors first."""
        return tuple(phrase(row) for row in json.loads(self.details)[:_CONTRIBUTORS])

    @property
    def expected(self) -> str:
        """What was expected, such as `20 to 35` or `at most 0.1`; empty where that is unknown."""
        low, high = (_bound(bound) for bound in (self.expected_from, self.expected_to))
        if low and high:
            return f"{low} to {high}"
        return f"at least {low}" if low else f"at most {high}" if high else ""


def _bound(value: float | None) -> str:
    """A bound for readers: a share needs more digits than a count."""
    if value is None:
        return ""
    return number(value, 0 if value == round(value) else 3 if abs(value) < 1 else 1)
