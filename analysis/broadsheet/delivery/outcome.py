"""What became of a message, for one recipient."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Outcome", "State"]


class State(StrEnum):
    """What became of a message."""

    SENT = "sent"
    """The recipient's server or service took it."""
    FAILED = "failed"
    """As far as is known it did not arrive. A later run, or other settings, may deliver it."""
    REFUSED = "refused"
    """It was refused for what it is or whom it is for: the same message will be refused again."""


@dataclass(frozen=True)
class Outcome:
    """What became of a message, for one recipient.

    Attributes:
        recipient: The address, folder or webhook.
        state: What became of it.
        message_id: The message's id.
        error: Why it was not sent, in one line without secrets.
    """

    recipient: str
    state: State
    message_id: str
    error: str | None = None
