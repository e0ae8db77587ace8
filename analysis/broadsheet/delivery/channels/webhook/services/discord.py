"""Discord's webhooks: an embed, which mentions nobody.

https://discord.com/developers/docs/resources/webhook#execute-webhook,
https://discord.com/developers/docs/resources/message#embed-object-embed-limits
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from broadsheet.delivery.channels.webhook.service import Answer, Body, Service, fitted
from broadsheet.delivery.message import Kind
from broadsheet.delivery.retrying import DeliveryError
from broadsheet.style.palette import LIGHT

if TYPE_CHECKING:
    from broadsheet.delivery.message import Message

__all__ = ["SERVICE"]

_TITLE = 256
_DESCRIPTION = 4096
_NAME = 256
_VALUE = 300  # of the 1,024 allowed, for all fields to fit into an embed
_FIELDS = 6  # of 25
_EMBED = 6000
_LINE = 500
_MARKUP = re.compile(r"([\\*_~`|>\[\]()<#:@\-])")
_NO_CONTENT = 204
_BAD = frozenset({Kind.FAILURE, Kind.ALERT})


def _escaped(text: str) -> str:
    """A text in which no character is markup: no mention, no link behind other words."""
    return _MARKUP.sub(r"\\\1", text)


def _body(message: Message, link: str | None) -> Body:
    fields = [
        {
            "name": fitted(each.label, _NAME, _escaped) or "–",
            "value": fitted(f"{each.value} {each.note}", _VALUE, _escaped) or "–",
            "inline": True,
        }
        for each in message.numbers[:_FIELDS]
    ]
    title = fitted(message.title, _TITLE, _escaped)
    used = len(title) + sum(len(str(field[key])) for field in fields for key in ("name", "value"))
    color = LIGHT.series[1] if message.kind in _BAD else LIGHT.accent
    embed: dict[str, Any] = {
        "title": title,
        "description": _description(message, min(_DESCRIPTION, _EMBED - used)),
        "color": int(color.removeprefix("#"), 16),
        "fields": fields,
    }
    if link:
        embed["url"] = link
    return {"embeds": [embed], "allowed_mentions": {"parse": []}}


def _description(message: Message, room: int) -> str:
    """Warnings, summary and details, a line each, as many as there is room for."""
    lines = [f"Warning: {each}" for each in message.warnings]
    lines += [message.summary] if message.summary else []
    lines += message.details
    text = ""
    for line in lines:
        longer = f"{text}\n{fitted(line, _LINE if text else room, _escaped)}".strip()
        if len(longer) > room:
            break
        text = longer
    return text


def _fault(answer: Answer) -> DeliveryError | None:
    """Discord answers with the message, which has an id; or with nothing, if not asked to wait."""
    if answer.status == _NO_CONTENT:
        return None
    try:
        body = json.loads(answer.text)
    except ValueError:
        body = None
    if isinstance(body, dict) and body.get("id"):
        return None
    return DeliveryError(f"answered {answer.status}, without the message's id")


SERVICE = Service(_body, _fault, query={"wait": "true"})
