"""Where a delivered page can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.delivery.links import link_of, link_to
from broadsheet.delivery.message import Message

Make = Callable[..., Message]


def test_a_message_is_linked_to_its_web_page(message: Make) -> None:
    """The web page comes before the PDF, in the folder of the settings."""
    assert link_of(message(), "https://a.example/x/") == "https://a.example/x/days-2021-03.html"
    assert link_of(message(forms=("pdf",)), "https://a.example") == (
        "https://a.example/days-2021-03.pdf"
    )


@pytest.mark.parametrize(
    ("forms", "folder", "link"),
    [(("html",), None, None), ((), "https://a.example", None)],
)
def test_a_message_may_have_no_link(
    message: Make, forms: tuple[str, ...], folder: str | None, link: str | None
) -> None:
    """Without a folder or a page there is nothing to link."""
    assert link_of(message(forms=forms), folder) == link


def test_its_own_link_goes_first(message: Make) -> None:
    """A message may say where it is."""
    assert link_of(message(link="https://b.example"), "https://a.example") == "https://b.example"


def test_a_file_name_is_quoted() -> None:
    """Whatever letters a report's name has."""
    assert link_to("a#b ü.html", "https://a.example") == "https://a.example/a%23b%20%C3%BC.html"
