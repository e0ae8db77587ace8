"""Sparklines, callouts and story cards say what they are given, and no more."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import ReportError
from broadsheet.report.content.pieces import callout, sparkline, story_card

_VALUES = st.lists(st.none() | st.floats(-1e9, 1e9), max_size=20)


@given(_VALUES)
def test_a_sparkline_stays_in_its_frame(values: list[float | None]) -> None:
    """Every value has its place in the picture, whatever the values."""
    drawn = ET.fromstring(sparkline(values))  # noqa: S314 - our own
    known = [value for value in values if value is not None]
    path = drawn.find("path")
    if path is None:
        assert not known
        return
    points = path.attrib["d"].replace("M", " ").replace("L", " ").split()
    assert len(points) == 2 * len(known)
    assert all(0 <= float(x) <= 64 for x in points[::2])
    assert all(0 <= float(y) <= 14 for y in points[1::2])


def test_a_sparkline_is_told_in_words() -> None:
    """Who can't see it hears the first, the last, the lowest and the highest value."""
    assert 'aria-label="From 3 to 2, lowest 1, highest 4"' in sparkline([3, 1, None, 4, 2])


def test_a_sparkline_has_gaps() -> None:
    """Where a value is missing the line is broken, not drawn through."""
    drawn = ET.fromstring(sparkline([1, 2, None, 3]))  # noqa: S314 - our own
    path = drawn.find("path")
    assert path is not None
    assert path.attrib["d"].count("M") == 2


def test_a_callout_is_text() -> None:
    """A callout holds its words, escaped."""
    assert callout("<b>") == ('<aside class="callout note"><p>&lt;b&gt;</p></aside>')


def test_a_callout_of_no_kind_is_told() -> None:
    """A kind that there is not is refused, with those that there are."""
    with pytest.raises(ReportError, match=r"no such kind of callout, got 'loud'.*warning"):
        callout("Hear", kind="loud")


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
    """What is missing or null is not told, and an address that is none is no link."""
    card = story_card({"title": None, "url": "javascript:x", "items": None, "span_hours": 0})
    assert "Untitled" in card
    assert "facts" not in card
    assert "href" not in card


def test_a_story_card_needs_a_title() -> None:
    """A row without a title is refused, with the columns that it has."""
    with pytest.raises(ReportError, match="a story card needs a title, got 'items'"):
        story_card({"items": 1})
