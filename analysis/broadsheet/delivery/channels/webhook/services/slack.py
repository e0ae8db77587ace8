"""Slack's incoming webhooks: blocks of plain text, and a text for notifications.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks,
https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from broadsheet.delivery.channels.webhook.service import Answer, Body, Service, fitted
from broadsheet.delivery.retrying import DeliveryError

if TYPE_CHECKING:
    from broadsheet.delivery.message import Message

__all__ = ["SERVICE"]

_HEADER = 150
_SECTION = 3000
_FIELD = 2000
_FIELDS = 10
_LINES = 20
_FALLBACK = 4000


def _escaped(text: str) -> str:
    """A text without Slack's control characters: `<!channel>` mentions nobody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str, limit: int) -> dict[str, Any]:
    """A text object in which no character is markup, not even that of an emoji."""
    return {"type": "plain_text", "text": fitted(text, limit, _escaped), "emoji": False}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _plain(text, _SECTION)}


def _body(message: Message, link: str | None) -> Body:
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(message.title, _HEADER)}]
    blocks += [_section(f"Warning: {each}") for each in message.warnings[:_LINES]]
    if message.summary:
        blocks.append(_section(message.summary))
    if message.numbers:
        fields = [
            _plain(f"{each.label}: {each.value}" + (f" ({each.note})" if each.note else ""), _FIELD)
            for each in message.numbers[:_FIELDS]
        ]
        blocks.append({"type": "section", "fields": fields})
    blocks += [_section(each) for each in message.details[:_LINES]]
    if link:
        text = f"<{_escaped(link).replace('|', '%7C')}|Read it on the web>"
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": text}})
    return {
        "text": fitted(f"{message.title}. {message.summary}".strip(), _FALLBACK, _escaped),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _fault(answer: Answer) -> DeliveryError | None:
    """Slack took a message if it answers `ok`, or as JSON `{"ok": true}`."""
    text = answer.text.strip()
    if text == "ok":
        return None
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if isinstance(body, dict) and body.get("ok") is True:
        return None
    return DeliveryError(f"answered {answer.status}, but not ok")


SERVICE = Service(_body, _fault)
