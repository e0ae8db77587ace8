"""A page's headings have anchors, and its contents lead to them."""

from __future__ import annotations

from markupsafe import Markup

from broadsheet.report.content.headings import with_anchors


def test_heading_gets_an_anchor_of_its_words() -> None:
    """The anchor says what the heading says, without its markup."""
    body, (heading,) = with_anchors(Markup("<h2>Who <em>covered</em> what?</h2><p>They did.</p>"))
    assert heading.anchor == "s-who-covered-what"
    assert body == Markup(
        '<h2 id="s-who-covered-what">Who <em>covered</em> what?</h2><p>They did.</p>'
    )


def test_same_words_get_anchors_of_their_own() -> None:
    """Headings of the same words are told apart, even from one that says so already."""
    _, headings = with_anchors(Markup("<h2>One 2</h2><h3>One</h3><h2>One</h2>"))
    assert [heading.anchor for heading in headings] == ["s-one-2", "s-one", "s-one-3"]


def test_heading_without_words_gets_an_anchor() -> None:
    """A heading of signs alone can be linked too."""
    _, headings = with_anchors(Markup("<h2>!</h2><h2></h2>"))
    assert [heading.anchor for heading in headings] == ["s-section", "s-section-2"]


def test_markup_that_a_value_holds_is_no_heading() -> None:
    """What is escaped is text, and an anchor is a plain name whatever the heading holds."""
    body, headings = with_anchors(Markup("<h2>{}</h2><p>{}</p>").format('"><b>', "<h2>x</h2>"))
    assert [(heading.text, heading.anchor) for heading in headings] == [('"><b>', "s-b")]
    assert "<p>&lt;h2&gt;" in body
