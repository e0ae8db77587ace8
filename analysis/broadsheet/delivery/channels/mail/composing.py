"""A message as a mail: plain text and HTML with the figures, and the pages attached or linked."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime
from typing import TYPE_CHECKING, cast

from broadsheet.delivery.channels.mail.addresses import address
from broadsheet.delivery.channels.mail.letter import Letter, html_of, text_of
from broadsheet.delivery.links import link_of, link_to
from broadsheet.delivery.message import Kind
from broadsheet.delivery.retrying import DeliveryError
from broadsheet.style.formatting import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.config.settings import MailServer
    from broadsheet.delivery.message import Message, Page

__all__ = ["compose"]

_MEGABYTE = 1_000_000
_LONGEST_SUBJECT = 150
_PDF = "application/pdf"


def compose(
    message: Message, to: Sequence[str], cc: Sequence[str], server: MailServer
) -> EmailMessage:
    """The mail of a message, the same on every attempt but for its date.

    It has the parts mixed[alternative[text, related[html, figures]], pages]. The pages are the PDF,
    or else all; where they are larger than `mail.largest`, the mail has links to them instead.

    Args:
        message: The message; it may hold texts from documents.
        to: The addresses in To.
        cc: The addresses in Cc.
        server: The mail server's settings.

    Raises:
        DeliveryError: The sender is no address.
    """
    message = message.on_lines()
    try:
        sender = address(server.sender)
    except ValueError as error:
        raise DeliveryError(f"mail.sender {error}") from error
    ident = message.message_id("mail", sender.domain)
    attached, letter = _attached(message, server)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = [address(each) for each in to]
    if cc:
        mail["Cc"] = [address(each) for each in cc]
    mail["Subject"] = shorten(message.title, _LONGEST_SUBJECT)
    mail["Date"] = localtime()
    mail["Message-ID"] = ident
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies
    mail["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    if message.thread:
        mail["In-Reply-To"] = mail["References"] = message.thread
    _add_texts(mail, letter, ident)
    for page in attached:
        _attach(mail, page)
    return mail


def _add_texts(mail: EmailMessage, letter: Letter, ident: str) -> None:
    """Add the plain text, and the HTML with its figures."""
    local, _, domain = ident.strip("<>").partition("@")
    idents = [f"figure-{n}.{local}@{domain}" for n, _ in enumerate(letter.message.figures, start=1)]
    mail.set_content(text_of(letter), cte="quoted-printable")
    mail.add_alternative(html_of(letter, idents), subtype="html", cte="quoted-printable")
    html = cast("list[EmailMessage]", mail.get_payload())[-1]
    for number, (figure, figure_id) in enumerate(
        zip(letter.message.figures, idents, strict=True), start=1
    ):
        html.add_related(
            figure.png,
            maintype="image",
            subtype="png",
            cid=f"<{figure_id}>",
            filename=f"figure-{number}.png",
            disposition="inline",
        )


def _attached(message: Message, server: MailServer) -> tuple[tuple[Page, ...], Letter]:
    """The pages that are attached, and the letter, which has links to those that are not."""
    link = link_of(message, server.link)
    if message.kind is not Kind.REPORT:
        return (), Letter(message, link)
    pages = tuple(page for page in message.pages if page.media_type == _PDF) or message.pages
    if sum(len(page.content) for page in pages) <= server.largest * _MEGABYTE:
        return pages, Letter(message, link)
    if server.link:
        links = tuple((page.file, link_to(page.file, server.link)) for page in pages)
        is_among_them = link in dict(links).values()
        return (), Letter(message, None if is_among_them else link, files=links)
    sizes = ", ".join(f"{page.file} ({len(page.content) / _MEGABYTE:.1f} MB)" for page in pages)
    return (), Letter(
        message, link, left_out=f"Not attached, over {server.largest:g} MB in all: {sizes}."
    )


def _attach(mail: EmailMessage, page: Page) -> None:
    maintype, subtype = page.media_type.split("/")
    params = {"charset": "utf-8"} if maintype == "text" else {}
    mail.add_attachment(
        page.content, maintype=maintype, subtype=subtype, filename=page.file, params=params
    )
