"""A mail server on loopback that keeps what it gets, and answers or dies as a test says."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, Envelope, Session

__all__ = ["ANSWERS_NOTHING", "DIES", "DIES_HALFWAY", "Post", "keeping_mails", "serving_mail"]

OK = "250 OK"
DIES = "dies"
"""The server takes the whole mail, and dies before it answers."""
DIES_HALFWAY = "dies halfway"
"""The server dies while it reads the mail."""
ANSWERS_NOTHING = "answers nothing"
"""The server takes the whole mail, and stays silent."""


@dataclass
class Post:
    """What the server got, and what it is to answer.

    Attributes:
        host: Its address.
        port: Its port.
        mails: The mails that it took, each with its recipients.
        at_recipient: The next answers to a recipient, by address; afterwards it accepts.
        at_sender: The next answers to the sender.
        at_data: The next answers to a mail's content.
        sessions: How many connections there were.
    """

    host: str = "127.0.0.1"
    port: int = 0
    mails: list[tuple[EmailMessage, tuple[str, ...]]] = field(default_factory=list)
    at_recipient: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    at_sender: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    sessions: int = 0

    def forget(self) -> None:
        """Be as new."""
        self.mails.clear()
        self.at_recipient.clear()
        self.at_sender.clear()
        self.at_data.clear()
        self.sessions = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Count the connection."""
        session.host_name = hostname
        self.sessions += 1
        return responses

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to the sender."""
        if self.at_sender:
            return self.at_sender.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return OK

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Answer to a recipient."""
        if self.at_recipient[address]:
            return self.at_recipient[address].pop(0)
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Answer to the mail."""
        answer = self.at_data.pop(0) if self.at_data else OK
        if answer in {OK, DIES}:
            content = envelope.original_content or b""
            mail = message_from_bytes(content, policy=policy.SMTP)
            assert isinstance(mail, EmailMessage)
            self.mails.append((mail, tuple(envelope.rcpt_tos)))
        if answer == DIES:
            server.transport.abort()
        if answer == ANSWERS_NOTHING:
            await asyncio.Event().wait()
        return answer


class _Server(SMTP):
    """A server that can die while it reads a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Read a mail, or some of it."""
        handler = self.event_handler
        if not isinstance(handler, Post) or handler.at_data[:1] != [DIES_HALFWAY]:
            await super().smtp_DATA(arg)
            return
        handler.at_data.pop(0)
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.readline()
        self.transport.abort()


class _Controller(Controller):
    """Serves with that server."""

    def factory(self) -> SMTP:
        """A server for a connection."""
        return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """Find the port that the system chose, for the first connection, a test of aiosmtpd's."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def keeping_mails(inbox: Path) -> Iterator[int]:
    """A server on a free port that keeps each mail as a file below a folder; yields the port."""
    controller = _Controller(Mailbox(inbox), hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def serving_mail() -> Iterator[Post]:
    """A server on a free port."""
    post = Post()
    controller = _Controller(post, hostname=post.host, port=0)
    controller.start()
    try:
        post.port = controller.port
        yield post
    finally:
        controller.stop()
