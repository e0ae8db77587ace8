"""One SMTP transaction: a mail to some recipients, and the server's answer for each."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from broadsheet.config.secrets import require_secret
from broadsheet.config.settings import Security
from broadsheet.delivery.loopback import is_loopback
from broadsheet.delivery.retrying import DeliveryError, Hope
from broadsheet.errors import BroadsheetError
from broadsheet.style.formatting import printable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from email.message import EmailMessage

    from broadsheet.config.settings import MailServer

__all__ = ["send"]

_PERMANENT = 500
_LONGEST_ANSWER = 200


def send(
    mail: EmailMessage, server: MailServer, recipients: Sequence[str]
) -> dict[str, DeliveryError | None]:
    """Send a mail to some recipients, in one transaction.

    Returns:
        For each recipient None, if the server took the mail, or else why not.
    """
    try:
        with _session(server) as session:
            refused = _transact(session, mail, recipients)
    except DeliveryError as error:
        return dict.fromkeys(recipients, error)
    return {to: _refusal(server, *refused[to]) if to in refused else None for to in recipients}


def _transact(
    session: smtplib.SMTP, mail: EmailMessage, recipients: Sequence[str]
) -> Mapping[str, tuple[int, bytes]]:
    """The code and text of the answer for each recipient that was refused."""
    try:
        return session.send_message(mail, to_addrs=recipients)
    except smtplib.SMTPRecipientsRefused as error:
        # where the server hung up, its last answer is that for all further recipients
        *_, last = error.recipients.values()
        return {to: error.recipients.get(to, last) for to in recipients}


class _UnknownResultError(Exception):
    """The connection died after the mail was sent, before the server's answer."""


class _Session(smtplib.SMTP):
    """A connection that knows whether it died after the mail was sent."""

    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401 - bytes of several kinds
        """Send the mail's bytes."""
        try:
            return super().data(msg)
        except smtplib.SMTPDataError:
            raise
        except OSError as error:
            raise _UnknownResultError(str(error)) from error


class _TlsSession(_Session, smtplib.SMTP_SSL):
    """The same over TLS."""


@contextmanager
def _session(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, encrypted and logged in as its settings say.

    Raises:
        DeliveryError: Any fault of it, or of what is done within.
    """
    with _explained(server):
        session = _connected(server)
        try:
            if server.user:
                session.login(server.user, require_secret("mail_password").value)
            yield session
            with suppress(OSError):  # the mail is sent, whatever becomes of the goodbye
                session.quit()
        finally:
            session.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    encrypted = server.security is not Security.NONE
    if server.user and not encrypted and not is_loopback(server.host):
        raise DeliveryError("mail.user needs mail.security starttls or tls, to hide the password")
    reached = (server.host, server.port)
    if server.security is Security.TLS:
        context = ssl.create_default_context()
        return _TlsSession(*reached, timeout=server.timeout, context=context)
    session = _Session(*reached, timeout=server.timeout)
    if encrypted:
        try:
            session.starttls(context=ssl.create_default_context())
        except BaseException:
            session.close()
            raise
    return session


@contextmanager
def _explained(server: MailServer) -> Iterator[None]:
    """Every fault as a DeliveryError."""
    where = f"{server.host}:{server.port}"
    try:
        yield
    except DeliveryError:
        raise
    except BroadsheetError as error:
        raise DeliveryError(str(error)) from error
    except (_UnknownResultError, OSError, UnicodeError) as error:
        raise _error_of(error, where) from error


def _error_of(error: Exception, where: str) -> DeliveryError:
    """What a fault means.

    A refusal of the mail's content is final. One of the sender, the login or the connection is not
    tried again at once, but may pass when settings change.
    """
    if isinstance(error, smtplib.SMTPResponseException):
        final = Hope.NEVER if isinstance(error, smtplib.SMTPDataError) else Hope.LATER
        return _answer_error(where, error.smtp_code, error.smtp_error, final)
    if isinstance(error, _UnknownResultError):
        problem = f"{where} hung up before its answer, so the mail may have arrived: {error}"
        return DeliveryError(problem, Hope.SOON)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return DeliveryError(f"{where} hung up: {error}", Hope.SOON)
    if isinstance(error, UnicodeError):  # its own text would show a part of the password
        return DeliveryError(f"{where}: a name or the password is not plain ASCII")
    if isinstance(error, smtplib.SMTPException | ssl.SSLError):
        return DeliveryError(f"{where}: {error}")
    return DeliveryError(f"can't reach {where}: {error}", Hope.SOON)


def _refusal(server: MailServer, code: int, text: bytes) -> DeliveryError:
    return _answer_error(f"{server.host}:{server.port}", code, text, Hope.NEVER)


def _answer_error(where: str, code: int, text: bytes | str, final: Hope) -> DeliveryError:
    """The error of an answer: one of 400 to 499 can pass, others are as final as given."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    words = shorten(printable(" ".join(words.split())), _LONGEST_ANSWER)
    hope = final if code >= _PERMANENT else Hope.SOON
    return DeliveryError(f"{where} answered {code} {words}".rstrip(), hope)
