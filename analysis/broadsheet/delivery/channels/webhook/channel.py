"""The webhook channel: whom a message is posted to, and how it is retried."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, cast

from broadsheet.config.secrets import require_secret
from broadsheet.delivery.channels.webhook.posting import post
from broadsheet.delivery.links import link_of
from broadsheet.delivery.outcome import Outcome, State
from broadsheet.delivery.retrying import DeliveryError, attempts
from broadsheet.errors import BroadsheetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.config.settings import Settings, WebhookFormat
    from broadsheet.delivery.channels.webhook.service import Service
    from broadsheet.delivery.message import Message

__all__ = ["Target", "deliver", "recipients", "service_of"]


@dataclass(frozen=True)
class Target:
    """A webhook that messages are posted to.

    Attributes:
        webhook: Its name under `webhooks:`. Its URL is the secret `webhook_NAME`.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    webhook: str


def service_of(form: WebhookFormat) -> Service:
    """What is known of a service: the `SERVICE` of the module of its name in `services`."""
    return cast("Service", import_module(f"{__package__}.services.{form}").SERVICE)


def recipients(target: Target, message: Message) -> tuple[str, ...]:
    """The webhook; but not for the page of one provider or topic, which only its own may see."""
    return () if message.page else (target.webhook,)


def deliver(
    message: Message, _target: Target, recipients: Sequence[str], settings: Settings
) -> Iterator[Outcome]:
    """Post a message to webhooks, again where the service could not take it yet."""
    ident = message.message_id("webhook")
    for name in recipients:
        try:
            _post(message.on_lines(), name, settings)
        except DeliveryError as error:
            yield Outcome(name, error.state, ident, str(error))
        except BroadsheetError as error:
            yield Outcome(name, State.FAILED, ident, str(error))
        else:
            yield Outcome(name, State.SENT, ident)


def _post(message: Message, name: str, settings: Settings) -> None:
    """Post a message to one webhook.

    Raises:
        BroadsheetError: It is not among the settings, has no URL, or did not take the message.
    """
    if name not in settings.webhooks:
        hint = None if settings.webhooks else "there are none: list them under webhooks"
        raise BroadsheetError("no such webhook", received=name, valid=settings.webhooks, hint=hint)
    webhook = settings.webhooks[name]
    secret = require_secret(f"webhook_{name}")
    service = service_of(webhook.format)
    body = service.body(message, link_of(message, webhook.link))
    for attempt in attempts():
        with attempt:
            post(secret, body, service, webhook.timeout)
