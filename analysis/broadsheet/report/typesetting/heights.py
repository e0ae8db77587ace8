"""The heights of headings and words in print, from the style sheet's measures."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from broadsheet.report.typesetting.extent import (
    FULL,
    GAP,
    HALF,
    MM,
    RULE,
    SANS,
    SERIF,
    WORDS,
    Extent,
)
from broadsheet.report.typesetting.lines import Type

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["heading_extent", "lines_of", "notes_height", "words_extent"]

_TEXT = Type(family=SERIF, size=10, leading=14.2)
_HEADING = Type(family=SERIF, size=15.5, leading=17.83, weight=700)
_SUBHEADING = Type(family=SANS, size=10, leading=13, weight=700)
_FOOTNOTE = Type(family=SANS, size=8, leading=10.8)
_INDENT = 30.0  # of a list
_NOTES = 13.3  # the space and the rule above notes
_NOTE = re.compile(r'<span class="footnote">(.*?)</span>', re.DOTALL)
_READ = re.compile(r"<(p|li|h3)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TEXT_COLUMNS = '<div class="text-columns">'


def heading_extent(html: str) -> Extent:
    """The heading of a section, with the rule above it."""
    return Extent(RULE + GAP + _HEADING.height(html, FULL), 5 * MM, 1.5 * MM)


def words_extent(html: str, width: float = WORDS) -> Extent:
    """A paragraph, a list or a subheading, without the notes at the foot of the sheet."""
    if html.startswith("<h3"):
        return Extent(_SUBHEADING.height(html, FULL), 4 * MM, 1 * MM)
    read = _READ.findall(_NOTE.sub("", html))
    if html.startswith(_TEXT_COLUMNS):
        lines = sum(_TEXT.lines(text, HALF) for _, text in read)
        # The PDF engine does not collapse the margin above columns.
        return Extent(GAP + _TEXT.leading * ceil(lines / 2), 0, GAP)
    listed = (FULL if width == WORDS else width) - _INDENT
    height = sum(_TEXT.height(text, listed if tag == "li" else width) for tag, text in read)
    gaps = GAP * max(sum(tag == "p" for tag, _ in read) - 1, 0)
    return Extent(height + gaps, GAP, GAP)


def notes_height(words: Iterable[str]) -> float:
    """What the notes of words take at the foot of their sheet."""
    notes = [note for each in words for note in _NOTE.findall(each)]
    return sum(_FOOTNOTE.height(note, FULL) for note in notes) + _NOTES * bool(notes)


def lines_of(html: str) -> int:
    """The lines of a paragraph that the end of a sheet may tear; 0 for anything else."""
    if not html.startswith("<p") or _NOTE.search(html):
        return 0
    return _TEXT.lines(html, WORDS)
