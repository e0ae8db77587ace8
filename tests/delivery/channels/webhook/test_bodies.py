"""The bodies for each service: by its documented schema, within its limits, with no markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from broadsheet.config.settings import WebhookFormat
from broadsheet.delivery.channels.webhook.channel import service_of
from broadsheet.delivery.channels.webhook.service import fitted
from broadsheet.delivery.message import Kind, Message, Number

Make = Callable[..., Message]
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
LINK = "https://news.example/out/days-2021-03.html"
HOSTILE = (
    "<!channel> <@U1> @everyone [here](http://evil.example) *bold* `code` <at>all</at> &lt; \\"
)
LONG = "Ünïcödé & <words> @here " * 400


def full(text: str, count: int) -> dict[str, Any]:
    """The fields of a message, each as full of a text as can be."""
    return {
        "summary": text,
        "numbers": tuple(Number(text, text, text) for _ in range(count)),
        "details": (text,) * count,
        "warnings": (text,) * count,
    }


def body(form: WebhookFormat, message: Message, link: str | None = LINK) -> dict[str, Any]:
    """The body of a message, as the service reads it."""
    made: dict[str, Any] = json.loads(json.dumps(service_of(form).body(message.on_lines(), link)))
    return made


def faults(form: WebhookFormat, made: dict[str, Any]) -> list[str]:
    """What the schema of a service finds wrong with a body."""
    schema = json.loads((SCHEMAS / f"{form}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(made)]


def texts(made: object) -> Iterator[str]:
    """Every text in a body."""
    if isinstance(made, str):
        yield made
    elif isinstance(made, dict):
        for value in made.values():
            yield from texts(value)
    elif isinstance(made, list):
        for value in made:
            yield from texts(value)


@pytest.mark.parametrize("form", WebhookFormat)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_message_fits_the_schema(
    message: Make, form: WebhookFormat, kind: Kind
) -> None:
    """With and without numbers, lines and a link."""
    bare = message(kind=kind, summary="", numbers=(), forms=())
    rich = message(kind=kind, details=("one",), warnings=("Check failed: volume",))
    assert faults(form, body(form, bare, None)) == []
    assert faults(form, body(form, rich)) == []


@pytest.mark.parametrize("form", WebhookFormat)
@pytest.mark.parametrize("text", [LONG, "&" * 9000, "<" * 5000, "a" * 9000, HOSTILE])
def test_long_texts_are_cut(message: Make, form: WebhookFormat, text: str) -> None:
    """Whatever a document holds, the body keeps to the service's limits."""
    made = body(form, message(text, **full(text, 40)))
    assert faults(form, made) == []


def test_an_embed_has_a_limit_in_all(message: Make) -> None:
    """Discord counts the characters of title, description, names and values together."""
    (embed,) = body(WebhookFormat.DISCORD, message(LONG, **full(LONG, 40)))["embeds"]
    parts = [embed["title"], embed["description"]]
    parts += [field[key] for field in embed["fields"] for key in ("name", "value")]
    assert sum(map(len, parts)) <= 6000


def test_a_card_has_a_limit_in_all(message: Make) -> None:
    """Teams refuses what is larger than 28 KB."""
    made = body(WebhookFormat.TEAMS, message(LONG, **full(LONG, 40)))
    assert len(json.dumps(made)) < 28_000
    assert faults(WebhookFormat.TEAMS, made) == []


def test_slack_mentions_nobody(message: Make) -> None:
    """No control character of a document is left; the link alone is markup."""
    made = body(WebhookFormat.SLACK, message(HOSTILE, **full(HOSTILE, 3)))
    marked = [text for text in texts(made) if "<" in text]
    assert marked == [f"<{LINK}|Read it on the web>"]
    kinds = [block["text"]["type"] for block in made["blocks"] if "text" in block]
    assert kinds == ["plain_text"] * (len(kinds) - 1) + ["mrkdwn"]


def test_discord_mentions_nobody(message: Make) -> None:
    """Every character of markup is escaped, and mentions are off in any case."""
    made = body(WebhookFormat.DISCORD, message(HOSTILE, **full(HOSTILE, 3)))
    (embed,) = made["embeds"]
    assert made["allowed_mentions"] == {"parse": []}
    assert embed["title"] == (
        r"\<!channel\> \<\@U1\> \@everyone \[here\]\(http\://evil.example\) \*bold\* \`code\` "
        r"\<at\>all\</at\> &lt; \\"
    )


def test_teams_reads_no_markdown(message: Make) -> None:
    """All text is in runs, which Teams shows as they are; a mention would need an entity."""
    made = body(WebhookFormat.TEAMS, message(HOSTILE, **full(HOSTILE, 3)))
    (attachment,) = made["attachments"]
    card = attachment["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert card["body"][0]["inlines"][0]["text"] == HOSTILE
    assert "entities" not in card["msteams"]


def test_json_is_as_documented(message: Make) -> None:
    """A program reads the message as it is, whole."""
    made = message(HOSTILE, details=("one",))
    assert body(WebhookFormat.JSON, made) == {
        "version": 1,
        "id": made.message_id("webhook"),
        "kind": "report",
        "subject": "days",
        "issue": "2021-03",
        "title": HOSTILE,
        "summary": "We hold 4 articles.",
        "numbers": [{"label": "Articles", "value": "4", "note": "+1 on February 2021"}],
        "details": ["one"],
        "warnings": [],
        "link": LINK,
        "files": ["days-2021-03.html", "days-2021-03.pdf"],
    }


@pytest.mark.parametrize("form", WebhookFormat)
def test_each_service_shows_the_message(message: Make, form: WebhookFormat) -> None:
    """Title, first sentence, numbers, warnings, lines and link are all there."""
    made = message(details=("a.example, down 5",), warnings=("Check failed",))
    found = " ".join(texts(body(form, made))).replace("\\", "")
    for part in ("Our days", "We hold 4", "Articles", "February", "a.example", "Check", LINK):
        assert part in found


@pytest.mark.parametrize("limit", [1, 5, 20, 100])
def test_a_text_is_cut_after_it_is_escaped(limit: int) -> None:
    """The limit is of what is sent, so an escape is never cut in two."""

    def escape(text: str) -> str:
        return text.replace("&", "&amp;")

    made = fitted("a & b && c &&& d " * 10, limit, escape)
    assert len(made) <= limit
    assert "&" not in made.replace("&amp;", "")
