"""Mail addresses as settings have them."""

from __future__ import annotations

import pytest

from broadsheet.delivery.channels.mail.addresses import address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a@example.org", "a@example.org"),
        ("The desk <a@example.org>", "The desk <a@example.org>"),
        ('"Doe, J." <a@example.org>', '"Doe, J." <a@example.org>'),
        ("Größe <a@example.org>", "Größe <a@example.org>"),
    ],
)
def test_an_address_may_have_a_name(text: str, shown: str) -> None:
    """A name is kept for the header, the address alone is the recipient."""
    assert str(address(text)) == shown
    assert address(text).addr_spec == "a@example.org"


@pytest.mark.parametrize(
    "text",
    ["", "desk", "desk@", "@example.org", "a b@c.d", "a@b@c", "a@b.c, d@e.f", "a@b.c\nBcc: d@e.f"],
)
def test_what_is_no_address(text: str) -> None:
    """Nothing, several, and what could add a header are refused."""
    with pytest.raises(ValueError, match="takes mail addresses such as"):
        address(text)
