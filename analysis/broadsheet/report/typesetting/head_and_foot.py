"""The heights of what is at the head and at the foot of a page in print."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from broadsheet.report.typesetting.extent import (
    FULL,
    GAP,
    HALF,
    MARGIN,
    MM,
    RULE,
    SANS,
    SERIF,
    WORDS,
    Extent,
)
from broadsheet.report.typesetting.lines import Type

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["foot_extent", "list_height", "masthead_height"]

_HIGHER = 6 * MM  # the first sheet has no line above its text
_TEXT = Type(family=SERIF, size=10, leading=14.2)
_TITLE = Type(family=SERIF, size=40, leading=40.8, weight=700)
_STANDFIRST = Type(family=SERIF, size=12, leading=17.04, style="italic")
_LISTED = Type(family=SANS, size=9, leading=12.78)
_METHOD = Type(family=SANS, size=7.5, leading=9.75)
_LACKING = Type(family=SANS, size=10, leading=14.2)
_FOLIO = 60.2  # the masthead without its words, with the margin below it
_FLAG = 22.0  # of the line that says that data is made up
_LIST = 33.2  # a list without its lines, with the margin below it
_METHOD_TITLE = 12.6
_LEADERS = 16.0  # from the end of a line of the contents to the number of its page
_READ = re.compile(r"<(p|li|h3)\b[^>]*>(.*?)</\1>", re.DOTALL)
_PARAGRAPH = r'<p class="{}"[^>]*>(.*?)</p>'
_KICKER = re.compile(_PARAGRAPH.format("kicker"), re.DOTALL)
_STANDFIRST_OF = re.compile(_PARAGRAPH.format("standfirst"), re.DOTALL)
_MADE_UP = re.compile(_PARAGRAPH.format("made-up"), re.DOTALL)
_TITLE_OF = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_METHOD_OF = re.compile(r"<dl>(.*?)</dl>", re.DOTALL)


def masthead_height(html: str) -> float:
    """The masthead, with the margin below it; less what the first sheet is higher by."""
    kickers, titles = _KICKER.findall(html), _TITLE_OF.findall(html)
    standfirsts, flags = _STANDFIRST_OF.findall(html), _MADE_UP.findall(html)
    return (
        _FOLIO
        + (_TEXT.leading + MM if kickers else 0)
        + sum(_TITLE.height(each, FULL) for each in titles)
        + sum(_STANDFIRST.height(each, 130 * MM) for each in standfirsts)
        + (_FLAG if flags else 0)
        - _HIGHER
    )


def list_height(texts: Sequence[str]) -> float:
    """A list at the head of a page, in two columns, with the margin below it; 0 for none."""
    lines = sum(_LISTED.lines(text, HALF - _LEADERS) for text in texts)
    return _LIST + _LISTED.leading * ceil(lines / 2) if lines else 0


def foot_extent(lacking: str, imprint: str) -> Extent:
    """What is at the foot of a page: the sections without data, the method and the imprint.

    Args:
        lacking: The line of those sections; empty for none.
        imprint: The foot of the page, as HTML.
    """
    methods = _METHOD_OF.findall(imprint)
    said = [text for tag, text in _READ.findall(_METHOD_OF.sub("", imprint)) if tag == "p"]
    height = (
        RULE
        + 1.5 * MM
        + sum(_METHOD_TITLE + _METHOD.height(_spaced(each), FULL) for each in methods)
        + sum(_METHOD.height(each, FULL) for each in said)
    )
    foot = Extent(height, MARGIN)
    if not lacking:
        return foot
    left_out = 2 * (MARGIN + RULE) + _LACKING.height(lacking, WORDS)
    return Extent(left_out, GAP, GAP).then(foot)


def _spaced(html: str) -> str:
    """The rows of the method as one text."""
    return html.replace("</dt>", ": ").replace("</dd>", " ")
