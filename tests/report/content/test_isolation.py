"""Names from right to left, within sentences from left to right."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from broadsheet.report.content.elements.link import link
from broadsheet.report.content.isolation import isolated
from broadsheet.report.content.lead import lead
from broadsheet.report.content.placeholders import Placeholders

ARABIC, HEBREW = "العربية", "הארץ"


@pytest.mark.parametrize("name", [ARABIC, HEBREW, f"News {ARABIC} (1)"])
def test_a_value_from_right_to_left_is_set_apart(name: str) -> None:
    """A template's value is an element of its own in the sentence."""
    placeholders = Placeholders()
    sentence = f"<p>fewest {placeholders.put_aside(name)} (11.6). 50 items</p>"
    assert placeholders.put_back(sentence) == f"<p>fewest <bdi>{name}</bdi> (11.6). 50 items</p>"


@pytest.mark.parametrize("value", ["Łódź", "東京", "11.6", Markup("<b>x</b>"), 5])
def test_other_values_are_as_they_were(value: object) -> None:
    """Where nothing turns, there is no element."""
    assert "<bdi>" not in isolated(value)


def test_it_is_escaped_within() -> None:
    """A name can't close the element."""
    assert isolated(f"</bdi>{HEBREW}") == f"<bdi>&lt;/bdi&gt;{HEBREW}</bdi>"


def test_links_and_messages_keep_the_order_too() -> None:
    """A link holds the element; plain text has direction marks, which show nothing."""
    html = link(HEBREW, "https://paper.example/")
    assert html == f'<a href="https://paper.example/"><bdi>{HEBREW}</bdi></a>'
    assert lead(f"<p>by {html} (3).</p>") == f"by \u200e{HEBREW}\u200e (3)."
