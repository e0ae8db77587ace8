"""What is known of a service that takes messages by webhook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.style.formatting import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.delivery.message import Message
    from broadsheet.delivery.retrying import DeliveryError

__all__ = ["Answer", "Body", "Service", "fitted"]

Body = dict[str, Any]
"""The body of a request, which is sent as JSON."""


@dataclass(frozen=True)
class Answer:
    """What a service answered: the status, and the text of the body."""

    status: int
    text: str


@dataclass(frozen=True)
class Service:
    """A service.

    Attributes:
        body: The body for a message, with each text escaped and cut at the service's limits, and
            for the link to where it can be read.
        fault: What a status of success in truth means: None if the service took the message.
        query: What is added to the URL.
    """

    body: Callable[[Message, str | None], Body]
    fault: Callable[[Answer], DeliveryError | None]
    query: dict[str, str] = field(default_factory=dict)


def fitted(text: str, limit: int, escape: Callable[[str], str] = str) -> str:
    """A text, escaped, of at most `limit` characters; a shortened one ends with an ellipsis."""
    room = limit
    while len(escaped := escape(shorten(text, room))) > limit:
        room -= max(1, (len(escaped) - limit) // 2)
    return escaped
