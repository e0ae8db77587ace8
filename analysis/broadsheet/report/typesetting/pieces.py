"""Pieces: what no end of a sheet may tear, with its height in each form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.typesetting.extent import FULL, HALF, MM, Extent, stacked
from broadsheet.report.typesetting.figure_heights import figure_extent, row_heights, strip_extent
from broadsheet.report.typesetting.heights import (
    heading_extent,
    lines_of,
    notes_height,
    words_extent,
)
from broadsheet.report.typesetting.packing import Form, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from broadsheet.report.typesetting.blocks import Block

__all__ = ["BESIDE", "PAIRED", "SCALES", "Place", "Placed", "pieces_of", "with_chart"]

SCALES = {Form.FULL: 1.0, Form.SMALLER: 0.92, Form.SMALL: 0.84}
BESIDE = {Form.BESIDE: 1.0, Form.BESIDE_SMALL: 0.86}
PAIRED = {Form.PAIR: 1.0, Form.PAIR_SMALL: 0.9}
"""The sizes of charts, relative to those they are drawn in: of wide ones, of narrow ones with words
beside them, and of two narrow ones in a row."""

_CHART = re.compile(r'<div class="chart (wide|narrow)">.*?</div>\n?', re.DOTALL)
_NARROW = '<div class="chart narrow">'
_KEPT = 3  # rows at either end of a table, and lines at either end of a paragraph
_TWO = 2
_MUCH_HIGHER = 1.2
_STRETCH = {True: 9 * MM, False: 3 * MM}
"""By how much the space above a section, and above another piece, can be larger."""


@dataclass(frozen=True)
class Place:
    """Where a piece begins: its block, and the figure in it or the words."""

    block: int
    figure: int = 0
    words: int = 0


@dataclass(frozen=True)
class Placed:
    """A piece, where it begins, and the figure in it.

    No sheet is made to end above one that begins nowhere, such as a row of a table.
    """

    piece: Piece
    start: Place | None = None
    figure: Place | None = None


@dataclass(frozen=True)
class _Part:
    """A part of a page, before its distance from the part above is known.

    Attributes:
        extents: Its extent in each form.
        start: Where it begins.
        figure: The figure in it.
        with_next: The extent of it and the next part, in each form that they have together.
        again: The height of what is repeated above it at the head of a sheet.
        keeps: Whether no sheet ends below it.
        has_heading: Whether it begins with the heading of a section.
    """

    extents: Mapping[Form, Extent]
    start: Place | None = None
    figure: Place | None = None
    with_next: Mapping[Form, Extent] = field(default_factory=dict)
    again: float = 0.0
    keeps: bool = False
    has_heading: bool = False


def pieces_of(blocks: Sequence[Block], foot: Extent | None = None) -> Iterator[Placed]:
    """The pieces of blocks: a heading goes with what follows it, and words with their figure.

    Args:
        blocks: Blocks without an end of a sheet among them.
        foot: What is at the foot of the page, where these blocks are its last.
    """
    parts = chain.from_iterable(_parts_of(block, at) for at, block in enumerate(blocks))
    below = 0.0
    for part in _joined(chain(parts, [_plain(foot)] if foot else [])):
        full = part.extents[Form.FULL]
        lower = {
            form: each.height + part.again
            for form, each in part.extents.items()
            if form is Form.FULL or each.height < full.height
        }
        piece = Piece(
            lower,
            above=max(below, full.above) - part.again,
            with_next={form: each.height for form, each in part.with_next.items()},
            stretch=_STRETCH[part.has_heading] if part.start else 0.0,
            is_free=part.start is not None,
        )
        yield Placed(piece, part.start, part.figure)
        below = full.below


def with_chart(width: str, html: Markup) -> Markup:
    """The HTML without the charts of the other width; an SVG has no `div`."""
    kept = _CHART.sub(lambda match: match[0] if match[1] == width else "", html)
    return Markup(kept)  # noqa: S704 - a part of what was safe


def _joined(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The parts, each with those above it that no sheet ends below."""
    held: _Part | None = None
    for each in parts:
        part = _below(held, each) if held else each
        held = part if part.keeps else None
        if held is None:
            yield part
    if held:
        yield held


def _below(held: _Part, part: _Part) -> _Part:
    above = held.extents[Form.FULL]
    return replace(
        part,
        extents={form: above.then(each) for form, each in part.extents.items()},
        with_next={form: above.then(each) for form, each in part.with_next.items()},
        start=held.start,
        has_heading=held.has_heading,
    )


def _parts_of(block: Block, at: int) -> Iterator[_Part]:
    if block.alone is not None:
        is_heading = block.alone.startswith("<h2")
        extent = (heading_extent if is_heading else strip_extent)(block.alone)
        yield replace(_plain(extent, Place(at)), keeps=is_heading, has_heading=is_heading)
    elif block.figures:
        for number in range(len(block.figures)):
            yield from _parts_of_figure(block, Place(at, number))
    else:
        for number, words in enumerate(block.words):
            yield from _parts_of_words(words, Place(at, words=number))


def _parts_of_figure(block: Block, place: Place) -> Iterator[_Part]:
    """A figure, with the words above it if it is the first; the rows of a table after it."""
    figure = block.figures[place.figure]
    words = () if place.figure else block.words
    wide = with_chart("wide", figure)
    head, *rows = row_heights(wide) or [0.0]
    torn = rows[_KEPT:] if len(rows) >= 2 * _KEPT else []
    extents = {
        form: _below_words(words, figure_extent(wide, FULL, scale).higher(-sum(torn)))
        for form, scale in SCALES.items()
    }
    yield _Part(
        extents | (_beside(words, figure) if words and _is_one_chart(figure) else {}),
        place,
        place,
        _paired(words, block.figures[place.figure : place.figure + 2]),
    )
    if torn:
        for row in [*torn[:-_KEPT], sum(torn[-_KEPT:])]:
            yield _Part({Form.FULL: Extent(row)}, again=head)


def _beside(words: Sequence[Markup], figure: Markup) -> dict[Form, Extent]:
    """The words beside a chart, by the form."""
    high, notes = stacked(words_extent(each, HALF) for each in words).whole, notes_height(words)
    narrow = with_chart("narrow", figure)
    return {
        form: Extent(max(high, figure_extent(narrow, HALF, scale).whole) + notes)
        for form, scale in BESIDE.items()
    }


def _paired(words: Sequence[Markup], figures: Sequence[Markup]) -> dict[Form, Extent]:
    """The words above two charts beside each other, by the form; none where these are not two."""
    if len(figures) < _TWO or not all(map(_is_one_chart, figures)):
        return {}
    narrow = [with_chart("narrow", figure) for figure in figures]
    return {
        form: _below_words(
            words, Extent(max(figure_extent(each, HALF, scale).whole for each in narrow))
        )
        for form, scale in PAIRED.items()
    }


def _below_words(words: Sequence[Markup], extent: Extent) -> Extent:
    return stacked([*map(words_extent, words), extent]).higher(notes_height(words))


def _is_one_chart(figure: Markup) -> bool:
    """Whether it is one chart, with a narrow drawing that is fit for print.

    One that is much higher than the wide drawing has been rearranged for telephones.
    """
    if figure.count("<figure") > 1 or _NARROW not in figure:
        return False
    wide, narrow = (figure_extent(with_chart(each, figure)).height for each in ("wide", "narrow"))
    return narrow <= _MUCH_HIGHER * wide


def _parts_of_words(words: Markup, place: Place) -> Iterator[_Part]:
    """A paragraph, which may be torn but for some lines at either end, or another element."""
    extent = words_extent(words).higher(notes_height([words]))
    lines = lines_of(words)
    if lines < 2 * _KEPT:
        yield replace(_plain(extent, place), keeps=words.startswith("<h3"))
        return
    line = extent.height / lines
    yield _plain(Extent(_KEPT * line, extent.above), place)
    yield from [_plain(Extent(line))] * (lines - 2 * _KEPT)
    yield _plain(Extent(_KEPT * line, 0, extent.below))


def _plain(extent: Extent, start: Place | None = None) -> _Part:
    """What has one form."""
    return _Part({Form.FULL: extent}, start)
