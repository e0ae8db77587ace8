"""Faults of a delivery: which can pass, and how long they are waited for."""

from __future__ import annotations

import logging
from enum import Enum, auto
from typing import TYPE_CHECKING

import stamina

from broadsheet.delivery.outcome import State
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ATTEMPTS", "LONGEST_WAIT", "DeliveryError", "Hope", "attempts"]

ATTEMPTS = 4
"""How often a delivery is tried at most, in one run."""
LONGEST_WAIT = 60.0
"""Seconds between two attempts at most, also where a service asks for a longer wait."""
_SECONDS = 180.0  # after which no further attempt begins
_FIRST_WAIT = 1.0

# stamina logs each retry; without a handler Python would print its bare event name to stderr
logging.getLogger("stamina").addHandler(logging.NullHandler())


class Hope(Enum):
    """Whether it helps to try again."""

    SOON = auto()
    """It may help at once: the server was busy or out of reach."""
    LATER = auto()
    """It may help in a later run, or after a change of settings."""
    NEVER = auto()
    """The same message would be refused again."""


class DeliveryError(BroadsheetError):
    """A message that was not delivered.

    Args:
        problem: Why, in one line without secrets.
        hope: Whether it helps to try again.
        wait: Seconds that the service asked to wait.
    """

    def __init__(self, problem: str, hope: Hope = Hope.LATER, wait: float | None = None) -> None:
        super().__init__(problem)
        self.hope = hope
        self.wait = wait

    @property
    def state(self) -> State:
        """What it means for a recipient."""
        return State.REFUSED if self.hope is Hope.NEVER else State.FAILED


def attempts() -> Iterable[stamina.Attempt]:
    """The attempts of a delivery: another follows if one raises an error that can pass soon."""
    return stamina.retry_context(
        on=_wait_for,
        attempts=ATTEMPTS,
        timeout=_SECONDS,
        wait_initial=_FIRST_WAIT,
        wait_max=LONGEST_WAIT,
    )


def _wait_for(error: Exception) -> bool | float:
    """Whether to try again, or the seconds to wait before: never sooner than the service asked."""
    if not isinstance(error, DeliveryError) or error.hope is not Hope.SOON:
        return False
    if error.wait is None:
        return True
    return error.wait if error.wait <= LONGEST_WAIT else False
