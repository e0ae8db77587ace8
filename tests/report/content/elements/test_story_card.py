"""Story cards show the facts that a row has, and no others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from broadsheet.errors import ReportError
from broadsheet.report.content.elements.story_card import story_card


def test_a_story_card_tells_what_is_known() -> None:
    """A card has the title with its link, and facts with their plurals."""
    began = datetime(2021, 3, 1, 7, 5, tzinfo=UTC)
    card = story_card(
        {"title": "A <b>", "url": "https://a.example/x", "provider": "One", "items": 1}
        | {"providers": 1200, "quality": 59, "first_published_at": began, "span_hours": 50.0}
    )
    assert '<a href="https://a.example/x">A &lt;b&gt;</a>' in card
    facts = "One · 1 item · 1,200 providers · quality 59 · from 1 Mar 2021 07:05 · within 2 days"
    assert facts in card


def test_a_story_card_leaves_out_what_is_not_known() -> None:
    """Missing facts are left out, and only a web address is a link."""
    card = story_card({"title": None, "url": "javascript:x", "items": None, "span_hours": 0})
    assert "Untitled" in card
    assert "facts" not in card
    assert "href" not in card


def test_a_story_card_needs_a_title() -> None:
    """A row without a title is refused, with the columns that it has."""
    with pytest.raises(ReportError, match="a story card needs a title, got 'items'"):
        story_card({"items": 1})
