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
_KEPT_ROWS = 3  # at either end of a table
_KEPT_LINES = 2  # at either end of a paragraph
_TWO = 2
_MUCH_HIGHER = 1.2
_ABOVE_SECTION, _ABOVE_PART, _ABOVE = 9 * MM, 6 * MM, 3 * MM
"""By how much the space above a section, above a part of it, and above anything else can grow."""


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
        counts: How many parts a form sets, this one and those after it; one where it is not here.
        again: The height of what is repeated above it at the head of a sheet.
        keeps: Whether no sheet ends below it.
        stretch: By how much the space above it can grow.
    """

    extents: Mapping[Form, Extent]
    start: Place | None = None
    figure: Place | None = None
    counts: Mapping[Form, int] = field(default_factory=dict)
    again: float = 0.0
    keeps: bool = False
    stretch: float = _ABOVE


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
        heights = {form: each.height + part.again for form, each in part.extents.items()}
        piece = Piece(
            heights,
            above=max(below, full.above) - part.again,
            counts=part.counts,
            stretch=part.stretch if part.start else 0.0,
            is_free=part.start is not None,
        )
        yield Placed(piece, part.start, part.figure)
        below = part.extents.get(Form.TORN, full).below


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
        start=held.start,
        stretch=held.stretch,
    )


def _parts_of(block: Block, at: int) -> Iterator[_Part]:
    if block.alone is not None:
        is_heading = block.alone.startswith("<h2")
        extent = (heading_extent if is_heading else strip_extent)(block.alone)
        yield replace(
            _plain(extent, Place(at)),
            keeps=is_heading,
            stretch=_ABOVE_SECTION if is_heading else _ABOVE,
        )
    elif block.figures:
        for number in range(len(block.figures)):
            yield from _parts_of_figure(block, Place(at, number))
    else:
        for number, words in enumerate(block.words):
            yield from _parts_of_words(words, Place(at, words=number))


def _parts_of_figure(block: Block, place: Place) -> Iterator[_Part]:
    """A figure, with the words above it if it is the first; the rows of a table after it."""
    figure = block.figures[place.figure]
    wide = with_chart("wide", figure)
    head, *rows = row_heights(wide) or [0.0]
    torn = rows[_KEPT_ROWS:] if len(rows) >= 2 * _KEPT_ROWS else []
    extents = {
        form: figure_extent(wide, FULL, scale).higher(-sum(torn))
        for form, scale in SCALES.items()
        if form is Form.FULL or "<svg" in wide
    }
    pairs = _paired(block.figures[place.figure : place.figure + 2])
    alone = _Part(extents | pairs, place, place, counts=dict.fromkeys(pairs, 2))
    if block.words and not place.figure:
        yield from _below_words(block.words, figure, alone)
    else:
        yield alone
    if torn:
        for row in [*torn[:-_KEPT_ROWS], sum(torn[-_KEPT_ROWS:])]:
            yield _Part({Form.FULL: Extent(row)}, again=head)


def _below_words(words: Sequence[Markup], figure: Markup, part: _Part) -> Iterator[_Part]:
    """The words above a figure: all with it, or torn by the end of a sheet but for the last."""
    *lines, last = _joined(chain.from_iterable(_parts_of_words(each, Place(-1)) for each in words))
    whole = stacked(map(words_extent, words)).higher(notes_height(words))
    full = whole.then(part.extents[Form.FULL]).height
    beside = _beside(words, figure) if _is_one_chart(figure) else {}
    beside = {form: each for form, each in beside.items() if each.height < full}
    forms = {form: whole.then(each) for form, each in part.extents.items()} | beside
    counts = {form: len(lines) + part.counts.get(form, 1) for form in forms}
    first, *others = lines or [last]
    part = replace(part, stretch=first.stretch)
    if not lines:
        yield replace(part, extents=forms, counts=counts)
        return
    torn = {Form.TORN: first.extents[Form.FULL]}
    yield replace(part, extents=forms | torn, counts=counts | {Form.TORN: 1})
    yield from (replace(each, start=None) for each in others)
    yield _below(replace(last, start=None), part)


def _beside(words: Sequence[Markup], figure: Markup) -> dict[Form, Extent]:
    """The words beside a chart, by the form."""
    high, notes = stacked(words_extent(each, HALF) for each in words).whole, notes_height(words)
    narrow = with_chart("narrow", figure)
    return {
        form: Extent(max(high, figure_extent(narrow, HALF, scale).whole) + notes)
        for form, scale in BESIDE.items()
    }


def _paired(figures: Sequence[Markup]) -> dict[Form, Extent]:
    """Two charts beside each other, by the form; none where these are not two."""
    if len(figures) < _TWO or not all(map(_is_one_chart, figures)):
        return {}
    narrow = [with_chart("narrow", figure) for figure in figures]
    return {
        form: Extent(max(figure_extent(each, HALF, scale).whole for each in narrow))
        for form, scale in PAIRED.items()
    }


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
    if words.startswith("<h3"):
        yield replace(_plain(extent, place), keeps=True, stretch=_ABOVE_PART)
    elif lines < 2 * _KEPT_LINES:
        yield _plain(extent, place)
    else:
        line = extent.height / lines
        yield _plain(Extent(_KEPT_LINES * line, extent.above), place)
        yield from [_plain(Extent(line))] * (lines - 2 * _KEPT_LINES)
        yield _plain(Extent(_KEPT_LINES * line, 0, extent.below))


def _plain(extent: Extent, start: Place | None = None) -> _Part:
    """What has one form."""
    return _Part({Form.FULL: extent}, start)
