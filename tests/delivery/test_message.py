"""Messages: their ids, their pages, their texts on one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.delivery.message import Kind, Message, Number

Make = Callable[..., Message]


def test_an_id_is_the_same_each_time(message: Make) -> None:
    """Another attempt, with other numbers, is the same message."""
    first = message(summary="We hold 4 articles.").message_id("mail", "example.org")
    assert message(summary="We hold 5 articles.").message_id("mail", "example.org") == first


@pytest.mark.parametrize(
    "other",
    [{"subject": "weeks"}, {"issue": "2021-04"}, {"page": "a.example"}, {"kind": Kind.NOTE}],
)
def test_ids_differ(message: Make, other: dict[str, str]) -> None:
    """Another report, issue, page or kind is another message."""
    assert message(**other).message_id("mail") != message().message_id("mail")


def test_ids_differ_by_channel(message: Make) -> None:
    """A mail and a post of a message are two messages."""
    assert message().message_id("mail") != message().message_id("webhook")


def test_pages_are_those_of_the_report(message: Make) -> None:
    """Each format is a file with its media type."""
    found = [(page.file, page.media_type) for page in message().pages]
    assert found == [("days-2021-03.html", "text/html"), ("days-2021-03.pdf", "application/pdf")]


def test_texts_are_put_on_one_line(message: Make) -> None:
    """Line ends, controls and marks that turn the next text are gone."""
    texts = message(
        "a\r\nb\x00\u202ec", summary="a\u2028b", details=("a\nb",), warnings=("a\x85b",),
        numbers=(Number("a\nb", "c\td", "e\u2066f"),),
    ).on_lines()  # fmt: skip
    assert (texts.title, texts.summary) == ("a bc", "a b")
    assert (texts.details, texts.warnings) == (("a b",), ("a b",))
    assert texts.numbers == (Number("a b", "c d", "ef"),)
