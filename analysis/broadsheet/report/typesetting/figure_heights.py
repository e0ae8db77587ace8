"""The heights of figures in print: charts, tables, lists, cards and strips of numbers."""

from __future__ import annotations

import re
from itertools import zip_longest
from math import ceil

from broadsheet.report.typesetting.extent import (
    FULL,
    GAP,
    HALF,
    MARGIN,
    MM,
    RULE,
    SANS,
    SERIF,
    Extent,
)
from broadsheet.report.typesetting.lines import Type

__all__ = ["figure_extent", "row_heights", "strip_extent"]

_TEXT = Type(family=SERIF, size=10, leading=14.2)
_CAPTION = Type(family=SANS, size=10, leading=12.5, weight=700)
_REMARK = Type(family=SANS, size=8, leading=11.36)
_NUMBER = Type(family=SANS, size=8, leading=10.4)
_HEADLINE = Type(family=SERIF, size=10, leading=12.5, weight=700)
_FACTS = Type(family=SANS, size=8.5, leading=12.07)
_CELL = Type(family=SANS, size=8.6, leading=11.18)
_LABEL = Type(family=SANS, size=9, leading=12.78)
_FIGURES_HEIGHT = 24.15  # of the number in a strip
_PADDING = 4 * MM  # of a cell, at both sides
_LEAST_COLUMN = 60.0
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELLS = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)
_PARAGRAPH = r'<p class="{}"[^>]*>(.*?)</p>'
_HEADLINES = re.compile(_PARAGRAPH.format("headline"), re.DOTALL)
_FACTS_OF = re.compile(_PARAGRAPH.format("facts"), re.DOTALL)
_REMARKS = re.compile(_PARAGRAPH.format("note"), re.DOTALL)
_EMPTY = re.compile(_PARAGRAPH.format("nothing"), re.DOTALL)
_LABELS = re.compile(_PARAGRAPH.format("label"), re.DOTALL)
_CHANGES = re.compile(_PARAGRAPH.format("(?:change|interval)"), re.DOTALL)
_CAPTIONS = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_SVG = re.compile(r'<svg\b[^>]*?\bheight="([\d.]+)(?:pt)?"')
_COLUMNS, _COLUMN = '<div class="columns">', "<div><figure"
_ARTICLES, _CARD = '<ol class="articles">', "<article"
_STRIP_CELL = '<p class="figure">'


def figure_extent(html: str, width: float = FULL, scale: float = 1) -> Extent:
    """A figure with its caption and its note, or figures beside each other.

    Args:
        html: The figure or figures, each chart in one drawing.
        width: Its width in points.
        scale: The size of its charts, relative to the size that they are drawn in.
    """
    if html.startswith(_COLUMNS):
        columns = html.split(_COLUMN)[1:]
        return Extent(max(figure_extent(each, HALF, scale).whole for each in columns))
    if html.startswith(_CARD):
        return Extent(GAP / 2 + RULE + _article_height(html, width), GAP, GAP)
    captions, remarks, empty = (each.findall(html) for each in (_CAPTIONS, _REMARKS, _EMPTY))
    height = (
        sum(_CAPTION.height(each, width) + GAP * 0.75 for each in captions)
        + sum(scale * float(each) for each in _SVG.findall(html))
        + sum(row_heights(html, width))
        + sum(_REMARK.height(each, width) + GAP / 2 for each in remarks)
        + sum(2 * (MARGIN + RULE) + _TEXT.leading for _ in empty)
        + (_list_height(html, width) if _ARTICLES in html else 0)
    )
    return Extent(height, MARGIN, MARGIN)


def row_heights(html: str, width: float = FULL) -> list[float]:
    """The heights of a table's rows: the head, then each; its widest column is the narrower."""
    rows = [_CELLS.findall(row) for row in _ROW.findall(html)]
    natural = [
        max(_CELL.width(cell) for cell in column if cell is not None) + _PADDING
        for column in zip_longest(*rows)
    ]
    if not natural:
        return []
    widest = natural.index(max(natural))
    natural[widest] = max(natural[widest] - max(sum(natural) - width, 0), _LEAST_COLUMN)
    return [
        RULE
        + 1.8 * MM
        + max(
            _CELL.height(cell, natural[at] - _PADDING + 1) if at == widest else _CELL.leading
            for at, cell in enumerate(row)
        )
        for row in rows
        if row
    ]


def strip_extent(html: str) -> Extent:
    """A strip of numbers, by the cell with the most lines below its number."""
    _, *cells = html.split(_STRIP_CELL)
    width = FULL / max(len(cells), 1) - 8 * MM
    heights = [
        sum(_LABEL.height(each, width) for each in _LABELS.findall(cell))
        + sum(_NUMBER.height(each, width) for each in _CHANGES.findall(cell))
        for cell in cells
    ]
    return Extent(_FIGURES_HEIGHT + max(heights, default=0.0), MARGIN, MARGIN)


def _article_height(html: str, width: float) -> float:
    return sum(_HEADLINE.height(each, width) for each in _HEADLINES.findall(html)) + sum(
        _FACTS.height(each, width) for each in _FACTS_OF.findall(html)
    )


def _list_height(html: str, width: float) -> float:
    """The height of a list of articles: in two columns where it has the whole width."""
    columns = 2 if width > HALF else 1
    _, *articles = html.split("<li>")
    heights = [RULE + GAP + _article_height(each, HALF) for each in articles]
    in_first = ceil(len(heights) / columns)
    return max(sum(heights[:in_first]), sum(heights[in_first:]))
