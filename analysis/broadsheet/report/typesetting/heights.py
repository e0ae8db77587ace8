"""The heights of headings and words in print, from the style sheet's measures."""

from __future__ import annotations

import re
from itertools import count
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
    from collections.abc import Iterable, Sequence

__all__ = [
    "TEXT_COLUMNS",
    "columns_height",
    "heading_extent",
    "lines_of",
    "notes_height",
    "words_extent",
]

_TEXT = Type(family=SERIF, size=10, leading=14.2)
_HEADING = Type(family=SERIF, size=15.5, leading=17.83, weight=700)
_SUBHEADING = Type(family=SANS, size=10, leading=13, weight=700)
_FOOTNOTE = Type(family=SANS, size=8, leading=10.8)
_INDENT = 30.0  # of a list
_NOTES = 13.3  # the space and the rule above notes
_NOTE = re.compile(r'<span class="footnote">(.*?)</span>', re.DOTALL)
_READ = re.compile(r"<(p|li|h3)\b[^>]*>(.*?)</\1>", re.DOTALL)
_FIRST_LINE = 12.0  # the indent of a paragraph below another one, in columns
_KEPT = 2  # lines at either end of a paragraph
_LESS_THAN_A_LINE = 0.9
_PARAGRAPHS_ALONE = re.compile(
    r'<div class="text-columns">\s*(?:<p\b[^>]*>(?:(?!</p>).)*</p>\s*)+</div>\s*', re.DOTALL
)
TEXT_COLUMNS = '<div class="text-columns">'


def heading_extent(html: str) -> Extent:
    """The heading of a section, with the rule above it."""
    return Extent(RULE + GAP + _HEADING.height(html, FULL), 5 * MM, 1.5 * MM)


def words_extent(html: str, width: float = WORDS) -> Extent:
    """A paragraph, a list or a subheading, without the notes at the foot of the sheet."""
    if html.startswith("<h3"):
        return Extent(_SUBHEADING.height(html, FULL), 4 * MM, 1 * MM)
    read = _READ.findall(_NOTE.sub("", html))
    if html.startswith(TEXT_COLUMNS):
        # The PDF engine does not collapse the margin above columns.
        lines = sum(_TEXT.lines(text, HALF) for _, text in read)
        height = columns_height(html) or _TEXT.leading * ceil(lines / 2)
        return Extent(GAP + height, 0, GAP)
    listed = (FULL if width == WORDS else width) - _INDENT
    height = sum(_TEXT.height(text, listed if tag == "li" else width) for tag, text in read)
    gaps = GAP * max(sum(tag == "p" for tag, _ in read) - 1, 0)
    return Extent(height + gaps, GAP, GAP)


def columns_height(html: str) -> float | None:
    """The height in which words in two columns are as high in both, and one line more fits.

    None for columns with anything but paragraphs.
    """
    if not _PARAGRAPHS_ALONE.fullmatch(html):
        return None
    first, *others = [text for _, text in _READ.findall(html)]
    lines = [_TEXT.lines(first, HALF), *(_TEXT.lines(each, HALF, _FIRST_LINE) for each in others)]
    longer = ([*lines[:at], lines[at] + 1, *lines[at + 1 :]] for at in range(len(lines)))
    return _TEXT.leading * (max(map(_balanced, longer)) + _LESS_THAN_A_LINE)


def _balanced(paragraphs: Sequence[int]) -> int:
    """The least height in lines in which paragraphs of so many lines fit into two columns."""
    least = ceil(sum(paragraphs) / 2)
    return next(height for height in count(least) if _left(paragraphs, height) <= height)


def _left(paragraphs: Sequence[int], height: int) -> int:
    """The lines that the first column leaves; two of a paragraph at least are in each."""
    used = 0
    for lines in paragraphs:
        room = height - used
        if lines > room:
            kept = min(room, lines - _KEPT)
            used += kept if kept >= _KEPT else 0
            break
        used += lines
    return sum(paragraphs) - used


def notes_height(words: Iterable[str]) -> float:
    """What the notes of words take at the foot of their sheet."""
    notes = [note for each in words for note in _NOTE.findall(each)]
    return sum(_FOOTNOTE.height(note, FULL) for note in notes) + _NOTES * bool(notes)


def lines_of(html: str) -> int:
    """The lines of a paragraph that the end of a sheet may tear; 0 for anything else."""
    if not html.startswith("<p") or _NOTE.search(html):
        return 0
    return _TEXT.lines(html, WORDS)
