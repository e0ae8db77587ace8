"""Messages handed to their channels, with a row in `deliveries` for each recipient.

The row says `sending` before a channel is called, and what became of it afterwards. A process that
dies between the two leaves `sending`: the message may have arrived, and goes out again under the
same id. So a recipient gets a message at least once, and a mail program can drop the second one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from broadsheet.delivery.outcome import State
from broadsheet.schema import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from broadsheet.config.settings import Settings
    from broadsheet.delivery.message import Message
    from broadsheet.delivery.targets import ChannelTarget
    from broadsheet.lake.journal import Journal

__all__ = ["Postman"]


@dataclass(frozen=True)
class Postman:
    """Delivers messages and records each delivery.

    Attributes:
        journal: The journal of the lake.
        settings: The mail server and the webhooks.
        clock: The present.
    """

    journal: Journal
    settings: Settings
    clock: Callable[[], datetime]

    def deliver(
        self, messages: Iterable[Message], targets: Sequence[ChannelTarget]
    ) -> list[dict[str, Any]]:
        """Deliver messages to those of their recipients who do not have them.

        Returns:
            The row in `deliveries` of each message and recipient, as it is now.
        """
        known = {_key(row): row for row in self.journal.rows("deliveries")}
        rows = []
        for message in messages:
            for target in targets:
                rows += self._send(message, target, known)
        return rows

    def _send(
        self, message: Message, target: ChannelTarget, known: dict[Any, dict[str, Any]]
    ) -> list[dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = {}
        for recipient in target.recipients(message):
            row = _row(message, target, recipient)
            rows[recipient] = known.get(_key(row), row)
        waiting = [name for name, row in rows.items() if row["outcome"] not in _FINAL]
        for name in waiting:
            rows[name] = rows[name] | {
                "attempts": rows[name]["attempts"] + 1,
                "begun_at": self.clock(),
                "outcome": "sending",
            }
        self.journal.add("deliveries", [rows[name] for name in waiting])
        for outcome in target.deliver(message, waiting, self.settings) if waiting else ():
            is_sent = outcome.state is State.SENT
            rows[outcome.recipient] = rows[outcome.recipient] | {
                "outcome": outcome.state.value,
                "message_id": outcome.message_id,
                "sent_at": self.clock() if is_sent else None,
                "error": outcome.error,
            }
            self.journal.add("deliveries", [rows[outcome.recipient]])
        return list(rows.values())


_FINAL = frozenset({"sent", "refused"})


def _row(message: Message, target: ChannelTarget, recipient: str) -> dict[str, Any]:
    return {
        "subject": message.subject,
        "issue": message.issue,
        "page": message.page,
        "channel": target.channel,
        "recipient": recipient,
        "kind": message.kind.value,
        "attempts": 0,
        "outcome": None,
    }


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in OPERATIONS["deliveries"].key)
