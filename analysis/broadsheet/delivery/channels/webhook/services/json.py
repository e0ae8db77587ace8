"""Plain JSON, for programs of one's own. docs/how-to/deliver.md lists the fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from broadsheet.delivery.channels.webhook.service import Answer, Body, Service
from broadsheet.delivery.retrying import DeliveryError

if TYPE_CHECKING:
    from broadsheet.delivery.message import Message

__all__ = ["SERVICE"]

_VERSION = 1


def _body(message: Message, link: str | None) -> Body:
    return {
        "version": _VERSION,
        "id": message.message_id("webhook"),
        "kind": str(message.kind),
        "subject": message.subject,
        "issue": message.issue,
        "title": message.title,
        "summary": message.summary,
        "numbers": [
            {"label": each.label, "value": each.value, "note": each.note}
            for each in message.numbers
        ],
        "details": list(message.details),
        "warnings": list(message.warnings),
        "link": link,
        "files": [page.file for page in message.pages],
    }


def _fault(answer: Answer) -> DeliveryError | None:
    """Any status of success will do, unless the body is JSON that says otherwise."""
    try:
        body = json.loads(answer.text)
    except ValueError:
        return None
    if isinstance(body, dict) and (body.get("error") or body.get("ok") is False):
        return DeliveryError(f"answered {answer.status}, with an error")
    return None


SERVICE = Service(_body, _fault)
