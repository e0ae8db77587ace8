"""Headings have anchors, and a page's contents list them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from broadsheet.report import ReportDocument
from broadsheet.report.content.markdown import render_text

Read = Callable[[str], ReportDocument]


def test_heading_gets_an_anchor_of_its_words(report: Read) -> None:
    """The anchor is the heading's words, without its markup."""
    text = render_text(report("## Who *covered* `what`?\n\nThey did.\n"), {})
    (heading,) = text.headings
    assert (heading.text, heading.anchor) == ("Who covered what?", "s-who-covered-what")
    assert text.html.startswith(
        '<h2 id="s-who-covered-what">Who <em>covered</em> <code>what</code>?</h2>'
    )


def test_same_words_get_anchors_of_their_own(report: Read) -> None:
    """Headings of the same words differ by a number that no other heading ends in."""
    headings = render_text(report("## One 2\n\n### One\n\n## One\n"), {}).headings
    assert [heading.anchor for heading in headings] == ["s-one-2", "s-one", "s-one-3"]
    assert [heading.level for heading in headings] == [2, 3, 2]


def test_heading_without_words_gets_an_anchor(report: Read) -> None:
    """A heading of signs alone can be linked too."""
    headings = render_text(report("## !\n\n##\n"), {}).headings
    assert [heading.anchor for heading in headings] == ["s-section", "s-section-2"]


def test_a_value_in_a_heading_is_text(report: Read) -> None:
    """A heading's words include its values; an anchor is a plain name whatever they hold."""
    names = {"x": '"><b>', "y": "<h2>x</h2>"}
    text = render_text(report("## {{ x }} & more\n\n{{ y }}\n"), names)
    (heading,) = text.headings
    assert (heading.text, heading.anchor) == ('"><b> & more', "s-b-more")
    assert "<p>&lt;h2&gt;" in text.html


@pytest.mark.parametrize("in_print", [False, True])
def test_a_note_is_no_part_of_its_heading(report: Read, in_print: bool) -> None:
    """Neither a note's number nor its text is among the heading's words."""
    text = render_text(report("## Counts[^a]\n\n[^a]: Of articles.\n"), {}, in_print=in_print)
    assert [heading.text for heading in text.headings] == ["Counts"]


def test_lines_of_a_heading_are_words_apart(report: Read) -> None:
    """A heading written over two lines keeps its words apart."""
    (heading,) = render_text(report("One\ntwo\n---\n"), {}).headings
    assert (heading.text, heading.anchor) == ("One two", "s-one-two")
