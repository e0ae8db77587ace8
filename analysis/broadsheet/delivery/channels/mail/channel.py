"""The mail channel: who gets a message, and how it is retried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from broadsheet.delivery.channels.mail.addresses import address
from broadsheet.delivery.channels.mail.composing import compose
from broadsheet.delivery.channels.mail.sending import send
from broadsheet.delivery.outcome import Outcome, State
from broadsheet.delivery.retrying import DeliveryError, Hope, attempts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import EmailMessage

    from broadsheet.config.settings import MailServer, Settings
    from broadsheet.delivery.message import Message

__all__ = ["Target", "deliver", "recipients"]


@dataclass(frozen=True)
class Target:
    """Addresses that a report is mailed to, one mail for all of them.

    Attributes:
        mail: The addresses in To.
        cc: Those in Cc.
        each: For a report with a page for each provider or topic: the addresses that get its page,
            by its key. They get no other page, and nobody else gets theirs.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    mail: tuple[str, ...]
    cc: tuple[str, ...] = ()
    each: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is no address."""
        for text in (*self.mail, *self.cc, *(each for own in self.each.values() for each in own)):
            address(text)

    def headers(self, page: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The addresses in To and in Cc of the mail with a page."""
        if not page:
            return self.mail, self.cc
        own = {key.lower(): addresses for key, addresses in self.each.items()}
        return own.get(page.lower(), ()), ()


def recipients(target: Target, message: Message) -> tuple[str, ...]:
    """The addresses that get a message, without names, each once."""
    to, cc = target.headers(message.page)
    return tuple(dict.fromkeys(address(text).addr_spec for text in (*to, *cc)))


def deliver(
    message: Message, target: Target, recipients: Sequence[str], settings: Settings
) -> Iterator[Outcome]:
    """Send one mail to all recipients, again to those whose server could not take it yet."""
    try:
        server = _server(settings)
        mail = compose(message, *target.headers(message.page), server)
    except DeliveryError as error:
        yield from (_outcome(to, message.message_id("mail"), error) for to in recipients)
        return
    if recipients:
        yield from _sent(mail, recipients, server, mail["Message-ID"])


def _server(settings: Settings) -> MailServer:
    if settings.mail is None:
        raise DeliveryError("there is no mail server: set mail.host and mail.sender")
    return settings.mail


def _sent(
    mail: EmailMessage, recipients: Sequence[str], server: MailServer, ident: str
) -> Iterator[Outcome]:
    """Send a mail until each recipient's server took it or refused it, or time is up."""
    waiting: dict[str, DeliveryError] = {}
    try:
        for attempt in attempts():
            outcomes: list[Outcome] = []
            with attempt:
                answers = send(mail, server, tuple(waiting) or recipients)
                waiting = {to: no for to, no in answers.items() if no and no.hope is Hope.SOON}
                outcomes = [
                    _outcome(to, ident, no) for to, no in answers.items() if to not in waiting
                ]
                if waiting:
                    raise next(iter(waiting.values()))
            yield from outcomes
    except DeliveryError:
        for to, fault in waiting.items():
            yield _outcome(to, ident, fault)


def _outcome(recipient: str, ident: str, fault: DeliveryError | None) -> Outcome:
    if fault is None:
        return Outcome(recipient, State.SENT, ident)
    return Outcome(recipient, fault.state, ident, str(fault))
