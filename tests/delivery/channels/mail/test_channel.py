"""Mail over SMTP to a real server: one mail, outcomes by recipient, retries."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

import pytest

from broadsheet.config.settings import MailServer, Security, Settings
from broadsheet.delivery.channels.mail import Target, deliver, recipients
from broadsheet.delivery.message import Message
from broadsheet.delivery.outcome import Outcome
from broadsheet.delivery.retrying import ATTEMPTS
from kit.mail_server import ANSWERS_NOTHING, DIES, DIES_HALFWAY, Post

Make = Callable[..., Message]
ALL = ("a@example.org", "b@example.org", "c@example.org")
THREE = Target(ALL)


def sent(
    message: Message, settings: Settings, target: Target = THREE, to: tuple[str, ...] = ()
) -> dict[str, Outcome]:
    """The outcomes of a delivery, by recipient: one each."""
    outcomes = list(deliver(message, target, to or recipients(target, message), settings))
    by_recipient = {outcome.recipient: outcome for outcome in outcomes}
    assert len(by_recipient) == len(outcomes)
    return by_recipient


def states(outcomes: dict[str, Outcome]) -> list[str]:
    """The states of a, b and c."""
    return [str(outcomes[address].state) for address in ALL]


def test_one_mail_goes_to_all(message: Make, post: Post, by_mail: Settings) -> None:
    """To and Cc are one transaction, and their mail shows all of them."""
    target = Target(("A <a@example.org>", "b@example.org"), cc=("c@example.org",))
    outcomes = sent(message(), by_mail, target)
    ((mail, received_by),) = post.mails
    assert states(outcomes) == ["sent"] * 3
    assert received_by == ALL
    assert (str(mail["To"]), str(mail["Cc"])) == ("A <a@example.org>, b@example.org", ALL[2])
    assert {each.message_id for each in outcomes.values()} == {mail["Message-ID"]}


def test_only_those_who_wait_get_it(message: Make, post: Post, by_mail: Settings) -> None:
    """A later run mails the recipients that it is given; the headers stay."""
    sent(message(), by_mail, to=("b@example.org",))
    ((mail, received_by),) = post.mails
    assert received_by == ("b@example.org",)
    assert str(mail["To"]) == ", ".join(ALL)


def test_one_of_three_is_refused(message: Make, post: Post, by_mail: Settings) -> None:
    """The others get the mail, and the one is not tried again."""
    post.at_recipient["b@example.org"] = ["550 no such user"] * 2
    outcomes = sent(message(), by_mail)
    assert states(outcomes) == ["sent", "refused", "sent"]
    assert str(outcomes["b@example.org"].error).endswith("answered 550 no such user")
    assert post.sessions == 1


def test_one_of_three_is_taken_later(message: Make, post: Post, by_mail: Settings) -> None:
    """A mailbox that is busy is tried again, alone, with the same mail."""
    post.at_recipient["b@example.org"] = ["450 greylisted"] * 2
    assert states(sent(message(), by_mail)) == ["sent"] * 3
    assert [received_by for _, received_by in post.mails] == [(ALL[0], ALL[2]), (ALL[1],)]
    assert len({mail["Message-ID"] for mail, _ in post.mails}) == 1


def test_one_of_three_stays_busy(message: Make, post: Post, by_mail: Settings) -> None:
    """Attempts are bounded; a later run may try again."""
    post.at_recipient["b@example.org"] = ["450 greylisted"] * 9
    outcomes = sent(message(), by_mail)
    assert states(outcomes) == ["sent", "failed", "sent"]
    assert post.sessions == ATTEMPTS
    assert "450 greylisted" in str(outcomes["b@example.org"].error)


def test_all_are_refused(message: Make, post: Post, by_mail: Settings) -> None:
    """Each has its own answer; nothing is sent."""
    post.at_recipient |= {"a@example.org": ["550 a"], "b@example.org": ["551 b"]}
    post.at_recipient["c@example.org"] = ["452 c"] * 9
    outcomes = sent(message(), by_mail)
    assert states(outcomes) == ["refused", "refused", "failed"]
    assert [str(outcomes[to].error)[-5:] for to in ALL] == ["550 a", "551 b", "452 c"]
    assert post.mails == []


def test_a_server_that_hangs_up_at_a_recipient(
    message: Make, post: Post, by_mail: Settings
) -> None:
    """421 ends the transaction: all are tried again."""
    post.at_recipient["b@example.org"] = ["421 too many"]
    assert states(sent(message(), by_mail)) == ["sent"] * 3
    assert [received_by for _, received_by in post.mails] == [ALL]


@pytest.mark.parametrize("dies", [DIES, DIES_HALFWAY])
def test_a_server_that_dies_while_it_reads(
    message: Make, post: Post, by_mail: Settings, dies: str
) -> None:
    """The mail is sent again with the same id, so that a mail program shows it once."""
    post.at_data = [dies]
    assert states(sent(message(), by_mail)) == ["sent"] * 3
    assert len(post.mails) == (2 if dies == DIES else 1)
    assert len({mail["Message-ID"] for mail, _ in post.mails}) == 1


def test_a_server_that_keeps_dying(message: Make, post: Post, by_mail: Settings) -> None:
    """Where no answer came after the mail, the error says that it may have arrived."""
    post.at_data = [DIES_HALFWAY] * 9
    outcomes = sent(message(), by_mail)
    assert states(outcomes) == ["failed"] * 3
    assert all("may have arrived" in str(outcome.error) for outcome in outcomes.values())
    assert post.sessions == ATTEMPTS


def test_a_silent_server(message: Make, post: Post, by_mail: Settings) -> None:
    """A server that never answers is given up on after the timeout."""
    post.at_data = [ANSWERS_NOTHING] * 9
    assert by_mail.mail
    settings = Settings(mail=replace(by_mail.mail, timeout=0.2))
    assert states(sent(message(), settings)) == ["failed"] * 3
    assert post.mails == []


def test_a_server_that_is_down(message: Make) -> None:
    """Where nothing listens, all have failed."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        server = MailServer("127.0.0.1", "r@example.org", port, Security.NONE)
        outcomes = sent(message(), Settings(mail=server))
    assert states(outcomes) == ["failed"] * 3
    assert f"can't reach 127.0.0.1:{port}" in str(outcomes[ALL[0]].error)


@pytest.mark.parametrize(
    ("answers", "state", "sessions"),
    [
        (["554 looks like spam"], "refused", 1),
        (["451 try later"], "sent", 2),
        (["451 try later"] * 9, "failed", ATTEMPTS),
    ],
)
def test_the_mail_is_refused(
    message: Make, post: Post, by_mail: Settings, answers: list[str], state: str, sessions: int
) -> None:
    """5xx after the mail is final, 4xx is tried again."""
    post.at_data = answers
    assert states(sent(message(), by_mail)) == [state] * 3
    assert post.sessions == sessions


@pytest.mark.parametrize(
    ("answers", "state", "sessions"),
    [(["550 not you"], "failed", 1), (["451 busy"], "sent", 2)],
)
def test_the_sender_is_refused(
    message: Make, post: Post, by_mail: Settings, answers: list[str], state: str, sessions: int
) -> None:
    """A sender that the server does not know is a fault of settings: not retried, not final."""
    post.at_sender = answers
    assert states(sent(message(), by_mail)) == [state] * 3
    assert post.sessions == sessions


def test_outcomes_come_before_the_next_attempt(
    message: Make, post: Post, by_mail: Settings
) -> None:
    """What is sent can be recorded before anything is waited for."""
    post.at_recipient["b@example.org"] = ["450 greylisted"] * 9
    delivering = deliver(message(), THREE, ALL, by_mail)
    assert {next(delivering).recipient, next(delivering).recipient} == {ALL[0], ALL[2]}
    assert post.sessions == 1
    assert [outcome.recipient for outcome in delivering] == [ALL[1]]


def test_a_page_goes_to_its_own_addresses(message: Make, post: Post, by_mail: Settings) -> None:
    """The page of a provider is for that provider alone: no To, no Cc of others."""
    target = Target(("desk@example.org",), ("chief@example.org",), {"A.example": ("a@a.example",)})
    own = message(page="a.example")
    other = message(page="b.example")
    assert recipients(target, own) == ("a@a.example",)
    assert recipients(target, other) == ()
    assert recipients(target, message()) == ("desk@example.org", "chief@example.org")
    sent(own, by_mail, target)
    ((mail, received_by),) = post.mails
    assert received_by == ("a@a.example",)
    assert "example.org" not in str(mail["To"])
    assert mail["Cc"] is None


def test_nobody_is_mailed_where_nobody_is_left(
    message: Make, post: Post, by_mail: Settings
) -> None:
    """Without recipients there is no connection."""
    assert list(deliver(message(), THREE, (), by_mail)) == []
    assert post.sessions == 0


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        (Settings(), "there is no mail server: set mail.host and mail.sender"),
        (
            Settings(mail=MailServer("127.0.0.1", "nobody", 1, Security.NONE)),
            "mail.sender takes mail addresses such as desk@example.org, got 'nobody'",
        ),
        (
            Settings(mail=MailServer("mail.example", "r@example.org", 25, Security.NONE, "me")),
            "mail.user needs mail.security starttls or tls, to hide the password",
        ),
    ],
)
def test_settings_that_can_not_work(message: Make, settings: Settings, error: str) -> None:
    """A fault of settings is the outcome of each recipient, and says what to set."""
    outcomes = sent(message(), settings)
    assert {(str(each.state), each.error) for each in outcomes.values()} == {("failed", error)}


def test_an_address_is_mailed_once(message: Make) -> None:
    """Somebody in To and Cc is one recipient."""
    target = Target(("A <a@example.org>",), cc=("a@example.org",))
    assert list(chain(recipients(target, message()))) == ["a@example.org"]
