"""Microsoft Teams: an Adaptive Card, for a workflow "when a webhook request is received".

https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using,
https://adaptivecards.io/explorer

A `TextBlock` reads Markdown, so all text is in a `RichTextBlock`, whose runs of text are literal.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from broadsheet.delivery.channels.webhook.service import Answer, Body, Service, fitted
from broadsheet.delivery.retrying import DeliveryError, Hope

if TYPE_CHECKING:
    from broadsheet.delivery.message import Message

__all__ = ["SERVICE"]

_LARGEST = 21_000  # bytes; 28 KB are documented, and some tenants refuse less
_TITLE = 250
_TEXT = 2000
_LINE = 500
_LINES = 20
_SPACE = {"type": "TextRun", "text": " "}
_TAKEN = ("", "1")  # by a workflow, and by a connector of before
_BUSY = "HTTP error 429"  # a connector of before reports it with status 200


def _run(text: str, limit: int = _LINE, **style: str) -> dict[str, str]:
    """A run of literal text."""
    return {"type": "TextRun", "text": fitted(text, limit), **style}


def _paragraph(*runs: dict[str, str]) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": list(runs)}


def _body(message: Message, link: str | None) -> Body:
    warnings = [f"Warning: {each}" for each in message.warnings[:_LINES]]
    blocks = [_paragraph(_run(message.title, _TITLE, size="Large", weight="Bolder"))]
    blocks += [_paragraph(_run(each, color="Attention", weight="Bolder")) for each in warnings]
    if message.summary:
        blocks.append(_paragraph(_run(message.summary, _TEXT)))
    for each in message.numbers[:_LINES]:
        label = f"{each.label} ({each.note})" if each.note else each.label
        blocks.append(_paragraph(_run(each.value, weight="Bolder"), _SPACE, _run(label)))
    blocks += [_paragraph(_run(each)) for each in message.details[:_LINES]]
    while len(json.dumps(_card(blocks, link))) > _LARGEST:
        blocks.pop()
    return _card(blocks, link)


def _card(blocks: list[dict[str, Any]], link: str | None) -> Body:
    card: Body = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": blocks,
        "msteams": {"width": "Full"},
    }
    if link:
        action = {"type": "Action.OpenUrl", "title": "Read it on the web", "url": link}
        card["actions"] = [action]
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def _fault(answer: Answer) -> DeliveryError | None:
    """A workflow answers 202 without a text, a connector `1`; any other text is an error."""
    if answer.text.strip() in _TAKEN:
        return None
    hope = Hope.SOON if _BUSY in answer.text else Hope.LATER
    return DeliveryError(f"answered {answer.status}, with an error", hope)


SERVICE = Service(_body, _fault)
