"""The heights of a page's elements in print, estimated from the style sheet's measures."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "FULL",
    "HALF",
    "HEADING",
    "MASTHEAD",
    "ROW",
    "SHEET",
    "figure_height",
    "foot_height",
    "list_height",
    "strip_height",
    "words_height",
]

_MM = 72 / 25.4

FULL = 176 * _MM  # points; the width of the text on a sheet, and of a chart
HALF = 84 * _MM
SHEET = 261 * _MM
HEADING = 42.0
MASTHEAD = 118.0
ROW = 16.3  # of a table
_WORDS = 134 * _MM  # of a paragraph, 38 em

_NOTE = re.compile(r'<span class="footnote">(.*?)</span>', re.DOTALL)
_READ = re.compile(r"<(p|li|h3|td|th)\b[^>]*>(.*?)</\1>", re.DOTALL)
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_REMARK = re.compile(r'<p class="note">(.*?)</p>', re.DOTALL)
_CHANGED = re.compile(r'<p class="(?:change|interval)"[^>]*>(.*?)</p>', re.DOTALL)
_SVG = re.compile(r'<svg\b[^>]*?\bheight="([\d.]+)(?:pt)?"')

_LINE, _PARAGRAPH = 14.2, 2 * _MM
_LETTER = 4.85  # points; the mean of a letter at 10 points
_NOTE_LINE, _NOTE_LETTER = 10.8, 3.35
_NOTES = 14.0  # the space and the rule above notes
_REMARK_LINE, _REMARK_GAP = 11.4, 1 * _MM
_CARD, _ARTICLE = 25.5, 40.0
_LIST, _LIST_LINE, _LIST_LETTER = 34.0, 12.8, 3.95  # a list at the head of the page
_IMPRINT, _METHOD, _METHOD_LINE, _METHOD_LETTER = 36.0, 17.0, 9.8, 3.2
_CAPTION_LINE, _CAPTION_LETTER, _CAPTION_GAP = 12.5, 4.9, 1.5 * _MM
_FIGURE = 3 * _MM
_CELL, _STRIP, _STRIP_LINE, _STRIP_LETTER = '<p class="figure">', 56.0, 10.4, 3.8
_CELL_GAP = 8 * _MM


def words_height(html: str, width: float = _WORDS) -> float:
    """The height of paragraphs, lists and subheadings, with the notes at the foot of the sheet."""
    notes = _NOTE.findall(html)
    read = [text for _, text in _READ.findall(_NOTE.sub("", html))]
    height = sum(_lines(text, width, _LETTER) * _LINE + _PARAGRAPH for text in read)
    foot = sum(_lines(text, FULL, _NOTE_LETTER) * _NOTE_LINE for text in notes)
    return height + foot + (_NOTES if notes else 0)


def figure_height(html: str, width: float = FULL, scale: float = 1) -> float:
    """The height of a figure with its caption and its note.

    Args:
        html: The figure, or figures beside each other.
        width: Its width in points.
        scale: The size of its charts, relative to the size that they are drawn in.
    """
    charts = [scale * float(height) for height in _SVG.findall(html)]
    lines = _caption_lines(_CAPTION.findall(html), width)
    notes = max((_lines(note, width, _NOTE_LETTER) for note in _REMARK.findall(html)), default=0)
    return (
        _FIGURE
        + max(charts, default=0)
        + (lines * _CAPTION_LINE + _CAPTION_GAP if lines else 0)
        + (notes * _REMARK_LINE + _REMARK_GAP if notes else 0)
        + html.count("<tr>") * ROW
        + html.count("<article") * _CARD
        + ceil(html.count('<p class="headline">') / 2) * _ARTICLE * ("<article" not in html)
    )


def strip_height(html: str) -> float:
    """The height of a strip of numbers, by the cell with the most lines below its label."""
    _, *cells = html.split(_CELL)
    width = FULL / max(len(cells), 1) - _CELL_GAP
    lines = [
        sum(_lines(text, width, _STRIP_LETTER) for text in _CHANGED.findall(cell)) for cell in cells
    ]
    return _STRIP + _STRIP_LINE * max(lines, default=1)


def list_height(texts: Sequence[str]) -> float:
    """The height of a list at the head of a page, in two columns; 0 for none."""
    lines = sum(_lines(text, HALF, _LIST_LETTER) for text in texts)
    return _LIST + _LIST_LINE * ceil(lines / 2) if lines else 0


def foot_height(html: str) -> float:
    """The height of what is at the foot of a page: the method and the imprint."""
    lines = _lines(html, FULL, _METHOD_LETTER)
    return _IMPRINT + (_METHOD + _METHOD_LINE * lines if html else 0)


def _caption_lines(captions: Iterable[str], width: float) -> int:
    return max((_lines(caption, width, _CAPTION_LETTER) for caption in captions), default=0)


def _lines(html: str, width: float, letter: float) -> int:
    words = Markup(html).striptags()  # noqa: S704 - measured, not shown
    return max(1, ceil(len(words) * letter / width))
