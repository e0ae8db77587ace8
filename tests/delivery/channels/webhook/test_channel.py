"""Webhooks on a real web server: whose answer counts, what is retried, what stays secret."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from broadsheet.config.settings import Settings, Webhook, WebhookFormat
from broadsheet.delivery.channels.webhook import Target, deliver, recipients
from broadsheet.delivery.message import Message
from broadsheet.delivery.outcome import Outcome
from broadsheet.delivery.retrying import ATTEMPTS
from kit.web_server import ANSWERS_NOTHING, DIES, Answered, Web

Make = Callable[..., Message]
TOKEN = "T0KEN-of-the-desk"  # noqa: S105 - of the test's own server
DESK = Target("desk")


@pytest.fixture
def posted(web: Web, monkeypatch: pytest.MonkeyPatch, message: Make) -> Callable[..., Outcome]:
    """Posts a message to the server as a service, and gives the outcome."""

    def post(*answers: Answered, form: str = "json", url: str = "", timeout: float = 20) -> Outcome:
        web.answers[:] = answers
        own = f"http://127.0.0.1:{web.port}/services/{TOKEN}?sig=a%2Fb"
        monkeypatch.setenv("BROADSHEET_WEBHOOK_DESK", url or own)
        webhook = Webhook(WebhookFormat(form), timeout=timeout)
        settings = Settings(webhooks={"desk": webhook})
        (outcome,) = deliver(message(), DESK, recipients(DESK, message()), settings)
        assert TOKEN not in str(outcome)
        assert "a%2Fb" not in str(outcome)
        return outcome

    return post


TAKEN = [
    ("json", Answered(200)),
    ("json", Answered(204)),
    ("json", Answered(200, '{"ok": true}')),
    ("json", Answered(201, "thanks")),
    ("slack", Answered(200, "ok")),
    ("slack", Answered(200, '{"ok": true}')),
    ("teams", Answered(202)),
    ("teams", Answered(200, "1")),
    ("discord", Answered(200, '{"id": "1", "content": ""}')),
    ("discord", Answered(204)),
]

NOT_TAKEN = [
    ("json", Answered(200, '{"ok": false}')),
    ("json", Answered(200, '{"error": "no such feed"}')),
    ("slack", Answered(200, "no_text")),
    ("slack", Answered(200, "")),
    ("slack", Answered(200, '{"ok": false, "error": "no_text"}')),
    ("slack", Answered(200, "<html>Log in to the network</html>")),
    ("teams", Answered(200, "Webhook message delivery failed with error: 404")),
    ("teams", Answered(202, '{"error": {"code": "WorkflowDisabled"}}')),
    ("discord", Answered(200, '{"message": "Unknown Webhook", "code": 10015}')),
    ("discord", Answered(200, "")),
]


@pytest.mark.parametrize(("form", "answer"), TAKEN)
def test_a_service_takes_a_message(
    posted: Callable[..., Outcome], web: Web, form: str, answer: Answered
) -> None:
    """The service's own answer is what counts."""
    outcome = posted(answer, form=form)
    assert (outcome.state, outcome.error) == ("sent", None)
    assert len(web.posted) == 1


@pytest.mark.parametrize(("form", "answer"), NOT_TAKEN)
def test_a_status_of_200_is_not_enough(
    posted: Callable[..., Outcome], web: Web, form: str, answer: Answered
) -> None:
    """An error in an answer of success is a failure, and is quoted."""
    outcome = posted(answer, form=form)
    assert outcome.state == "failed"
    assert str(outcome.error).startswith(f"the webhook of webhook_desk answered {answer.status}, ")
    assert str(outcome.error).endswith(answer.text[-20:])
    assert len(web.posted) == 1


def test_the_request_is_json(posted: Callable[..., Outcome], web: Web) -> None:
    """The URL is the secret's, unchanged; the body is JSON in UTF-8."""
    posted(Answered(200))
    (request,) = web.posted
    assert request.path == f"/services/{TOKEN}?sig=a%2Fb"
    assert request.body["title"] == "Our days"
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"


def test_discord_is_asked_to_wait(posted: Callable[..., Outcome], web: Web) -> None:
    """Without it Discord reports no error for a message that it does not keep."""
    posted(Answered(204), form="discord")
    assert web.posted[0].path == f"/services/{TOKEN}?sig=a%2Fb&wait=true"


@pytest.mark.parametrize(
    "answer",
    [
        Answered(500, "oops"),
        Answered(503, headers={"Retry-After": "1"}),
        Answered(429, headers={"Retry-After": "0.5"}),
        Answered(429, headers={"Retry-After": "soon"}),
        Answered(429, headers={"Retry-After": format_datetime(datetime.now(UTC))}),
        Answered(408),
        DIES,
    ],
)
def test_what_can_pass_is_tried_again(
    posted: Callable[..., Outcome], web: Web, answer: Answered
) -> None:
    """A busy service gets the same message again."""
    assert posted(answer, Answered(200)).state == "sent"
    first, second = web.posted
    assert first.body == second.body


def test_teams_hides_that_it_is_busy(posted: Callable[..., Outcome], web: Web) -> None:
    """A connector reports too many requests with status 200."""
    busy = Answered(200, "Microsoft Teams endpoint returned HTTP error 429 with ContextId 1")
    assert posted(busy, Answered(200, "1"), form="teams").state == "sent"
    assert len(web.posted) == 2


def test_attempts_are_bounded(posted: Callable[..., Outcome], web: Web) -> None:
    """A service that stays down has failed, for this run."""
    outcome = posted(Answered(500, "oops"))
    assert outcome.state == "failed"
    assert outcome.error == "the webhook of webhook_desk answered 500: oops"
    assert len(web.posted) == ATTEMPTS


@pytest.mark.parametrize(
    "wait",
    ["3600", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)],
    ids=["seconds", "date"],
)
def test_a_long_wait_is_left_to_a_later_run(
    posted: Callable[..., Outcome], web: Web, wait: str
) -> None:
    """A service is never asked again sooner than it said."""
    assert posted(Answered(429, headers={"Retry-After": wait})).state == "failed"
    assert len(web.posted) == 1


@pytest.mark.parametrize(
    ("status", "state"),
    [(400, "refused"), (413, "refused"), (401, "failed"), (403, "failed"), (404, "failed"),
     (410, "failed"), (302, "failed")],
)  # fmt: skip
def test_other_errors_are_not_tried_again(
    posted: Callable[..., Outcome], web: Web, status: int, state: str
) -> None:
    """A body that is refused is final; of a URL that is, the secret can be changed."""
    answer = Answered(status, "invalid_payload", {"Location": "http://127.0.0.2/elsewhere"})
    outcome = posted(answer)
    assert outcome.state == state
    assert outcome.error == f"the webhook of webhook_desk answered {status}: invalid_payload"
    assert len(web.posted) == 1


def test_a_silent_service(posted: Callable[..., Outcome]) -> None:
    """Where no answer comes in time, the error says that the message may have been taken."""
    outcome = posted(ANSWERS_NOTHING, timeout=0.1)
    assert outcome.state == "failed"
    assert "may have taken the message" in str(outcome.error)


def test_a_service_that_is_down(posted: Callable[..., Outcome]) -> None:
    """Where nothing listens, the message has not been taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = posted(url=f"http://127.0.0.1:{taken.getsockname()[1]}/{TOKEN}")
    assert outcome.state == "failed"
    assert "no answer from the webhook of webhook_desk: " in str(outcome.error)


def test_an_answer_that_repeats_the_url(posted: Callable[..., Outcome]) -> None:
    """What an error page shows of the URL is left out of the error."""
    outcome = posted(Answered(404, f"Cannot POST /services/{TOKEN}?sig=a%2Fb, token {TOKEN}."))
    assert str(outcome.error).endswith("404: Cannot POST …?…, token ….")


@pytest.mark.parametrize(
    "url",
    [
        f"http://hooks.example/{TOKEN}",
        f"ftp://127.0.0.1/{TOKEN}",
        f"file:///etc/{TOKEN}",
        f"hooks.example/{TOKEN}",
        f"https://u:{TOKEN}@hooks.example/",
        f"https://hooks.example/{TOKEN} x",
        f"https://hooks.example/{TOKEN}\nX: y",
        f"https://[bad/{TOKEN}",
        f"https://hooks.example:port/{TOKEN}",
        f"https:///{TOKEN}",
    ],
)
def test_only_https_is_posted_to(posted: Callable[..., Outcome], url: str) -> None:
    """Anything else would send the message in the clear, or to a file; its error shows no URL."""
    outcome = posted(url=url)
    assert outcome.state == "failed"
    assert outcome.error == "the secret webhook_desk must be an https URL"


def test_a_webhook_without_its_url(message: Make) -> None:
    """The error names the secret to set."""
    settings = Settings(webhooks={"desk": Webhook()})
    (outcome,) = deliver(message(), DESK, ("desk",), settings)
    assert outcome.state == "failed"
    assert "there is no secret webhook_desk; set BROADSHEET_WEBHOOK_DESK" in str(outcome.error)


@pytest.mark.parametrize(
    ("webhooks", "error"),
    [
        ({}, "no such webhook, got 'desk'; there are none: list them under webhooks"),
        ({"chat": Webhook()}, "no such webhook, got 'desk'; valid: chat"),
    ],
)
def test_a_webhook_that_is_not_among_the_settings(
    message: Make, webhooks: dict[str, Webhook], error: str
) -> None:
    """The error lists those that are."""
    (outcome,) = deliver(message(), DESK, ("desk",), Settings(webhooks=webhooks))
    assert (outcome.state, outcome.error) == ("failed", error)


def test_a_providers_own_page_is_not_posted(message: Make) -> None:
    """Only its own addresses get the page of one provider."""
    assert recipients(DESK, message(page="a.example")) == ()
    assert recipients(DESK, message()) == ("desk",)
