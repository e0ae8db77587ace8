"""Mail over TLS and with a login, to a real server with a certificate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from smtpdfix import AuthController, Config, SMTPDFix
from smtpdfix.certs import _generate_certs

from broadsheet.config.settings import MailServer, Security, Settings
from broadsheet.delivery.channels.mail import Target, deliver
from broadsheet.delivery.message import Message
from broadsheet.delivery.outcome import Outcome

Make = Callable[..., Message]
DESK = "desk@example.org"
PASSWORD = "correct horse"  # noqa: S105 - of the test's own server

pytestmark = [
    # smtpdfix greets its own server once, over TLS, and leaves that connection to the collector
    pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning"),
    # aiosmtpd does not count TLS from the first byte as TLS
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]


@dataclass
class Secured:
    """A server with a certificate."""

    server: AuthController
    settings: Settings

    def outcome(self, message: Message) -> Outcome:
        """What became of a message to the desk."""
        (outcome,) = deliver(message, Target((DESK,)), (DESK,), self.settings)
        return outcome


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that no authority signed, with its key."""
    return Path(_generate_certs(tmp_path_factory.mktemp("certificate")).cert)


@contextmanager
def serving(security: Security, user: str | None = "user") -> Iterator[Secured]:
    """A server that takes mail over TLS, from those who log in."""
    config = Config()
    config._login_password = PASSWORD
    config._use_starttls = security is Security.STARTTLS
    config._use_ssl = security is Security.TLS
    config._enforce_auth = True
    config._auth_require_tls = security is Security.STARTTLS  # it knows of no other TLS
    with SMTPDFix("localhost", config=config) as server:
        mail = MailServer("localhost", "r@example.org", server.port, security, user, timeout=20)
        yield Secured(server, Settings(mail=mail))


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is among those that this machine trusts."""
    monkeypatch.setenv("SMTPD_SSL_CERTIFICATE_FILE", str(certificate))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.usefixtures("trusted")
def test_a_login_over_tls(
    message: Make, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    """The password comes from the secret, and the mail arrives."""
    monkeypatch.setenv("BROADSHEET_MAIL_PASSWORD", PASSWORD)
    with serving(security) as secured:
        outcome = secured.outcome(message())
        assert (outcome.state, outcome.error) == ("sent", None)
        (mail,) = secured.server.messages
    assert mail["Subject"] == "Our days"


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password(message: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused login is not repeated, and its error shows no password."""
    monkeypatch.setenv("BROADSHEET_MAIL_PASSWORD", "wrong horse")
    with serving(Security.STARTTLS) as secured:
        outcome = secured.outcome(message())
    assert outcome.state == "failed"
    assert "answered 535" in str(outcome.error)
    assert "horse" not in str(outcome.error)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("password", "error"),
    [
        (None, "there is no secret mail_password; set BROADSHEET_MAIL_PASSWORD"),
        ("pässword", "a name or the password is not plain ASCII"),
    ],
)
def test_a_password_that_can_not_be_sent(
    message: Make, monkeypatch: pytest.MonkeyPatch, password: str | None, error: str
) -> None:
    """A missing password, or one that SMTP has no letters for, is an outcome without it."""
    if password:
        monkeypatch.setenv("BROADSHEET_MAIL_PASSWORD", password)
    with serving(Security.STARTTLS) as secured:
        outcome = secured.outcome(message())
    assert (outcome.state, error in str(outcome.error)) == ("failed", True)
    assert "ä" not in str(outcome.error)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_signed(
    message: Make, certificate: Path, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    """A server that can't prove who it is gets neither password nor mail."""
    monkeypatch.setenv("SMTPD_SSL_CERTIFICATE_FILE", str(certificate))
    monkeypatch.setenv("BROADSHEET_MAIL_PASSWORD", PASSWORD)
    with serving(security) as secured:
        outcome = secured.outcome(message())
        assert secured.server.messages == []
    assert outcome.state == "failed"
    assert "certificate verify failed" in str(outcome.error)


def test_a_server_without_starttls(message: Make, by_mail: Settings) -> None:
    """A server that offers no encryption gets no mail, unless the settings say so."""
    assert by_mail.mail
    mail = MailServer("127.0.0.1", "r@example.org", by_mail.mail.port, Security.STARTTLS)
    (outcome,) = deliver(message(), Target((DESK,)), (DESK,), Settings(mail=mail))
    assert outcome.state == "failed"
    assert "STARTTLS extension not supported" in str(outcome.error)
