"""Sheets: the blocks of a page as they are set in print, each chart in one of its two widths."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.typesetting.heights import (
    HALF,
    HEADING,
    MASTHEAD,
    ROW,
    SHEET,
    figure_height,
    foot_height,
    list_height,
    strip_height,
    words_height,
)
from broadsheet.report.typesetting.packing import Form, Piece, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from broadsheet.report.typesetting.blocks import Block

__all__ = ["Around", "on_sheets"]

_CHART = re.compile(r'<div class="chart (wide|narrow)">.*?</div>\n?', re.DOTALL)
_NARROW = '<div class="chart narrow">'
_PAGE_BREAK = '<div class="page-break">'
_SCALES = {Form.FULL: 1.0, Form.SMALLER: 0.92, Form.SMALL: 0.84}
_BESIDE = {Form.BESIDE: 1.0, Form.BESIDE_SMALL: 0.86}
"""The sizes of charts, relative to those they are drawn in; and of those with words beside them."""
_FIRST_ROWS = 3  # of a table, with its head: no sheet ends above them
_SLACK = 4.0  # points of an estimate
_SIZE = re.compile(r'(<svg\b[^>]*?\bwidth=")([\d.]+)((?:pt)?" height=")([\d.]+)')


@dataclass(frozen=True)
class Around:
    """What is above and below the text of a page.

    Attributes:
        lists: The lists at its head, each with the texts of its lines.
        foot: What is at its foot, as HTML.
    """

    lists: Sequence[Sequence[str]] = ()
    foot: str = ""


@dataclass(frozen=True)
class _Placed:
    """A piece, and the figure in it by the places of its block and in this; None without one."""

    piece: Piece
    figure: tuple[int, int] | None = None


def on_sheets(blocks: Sequence[Block], around: Around) -> Markup:
    """The blocks of a page, set so that its sheets are full."""
    used = MASTHEAD + sum(map(list_height, around.lists))
    set_blocks: list[Markup] = []
    parts = list(_parts(blocks))
    for number, part in enumerate(parts, 1):
        pieces = list(_pieces(part))
        if number == len(parts):
            pieces.append(_plain(foot_height(around.foot)))
        chosen = pack([placed.piece for placed in pieces], SHEET - used - _SLACK, SHEET - _SLACK)
        forms = {
            placed.figure: form
            for placed, form in zip(pieces, chosen, strict=True)
            if placed.figure is not None
        }
        set_blocks += (_set(block, at, forms) for at, block in enumerate(part))
        used = 0
    return Markup("").join(set_blocks)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks between the ends of sheets that the author wants."""
    part: list[Block] = []
    for block in blocks:
        part.append(block)
        if block.alone is not None and _PAGE_BREAK in block.alone:
            yield part
            part = []
    yield part


def _pieces(blocks: Sequence[Block]) -> Iterator[_Placed]:
    """What no end of a sheet may tear; a heading goes with what follows it."""
    held = 0.0
    for at, block in enumerate(blocks):
        if block.alone is not None and block.alone.startswith("<h2"):
            held += HEADING
            continue
        for placed in _of_block(block, at):
            heights = {form: held + height for form, height in placed.piece.heights.items()}
            yield _Placed(Piece(heights), placed.figure)
            held = 0
    if held:
        yield _plain(held)


def _of_block(block: Block, at: int) -> Iterator[_Placed]:
    """The pieces of a block: its words go with its first figure."""
    if block.alone is not None:
        if _PAGE_BREAK not in block.alone:
            yield _plain(strip_height(block.alone))
        return
    if not block.figures:
        yield from _of_words(block.words)
        return
    words = "".join(block.words)
    for number, figure in enumerate(block.figures):
        rest = max(figure.count("<tr>") - _FIRST_ROWS, 0)
        above = 0.0 if number else words_height(words)
        heights = {
            form: above + figure_height(_with_chart("wide", figure), scale=scale) - rest * ROW
            for form, scale in _SCALES.items()
        }
        if words and len(block.figures) == 1 and _is_one_chart(figure):
            narrow, beside = _with_chart("narrow", figure), words_height(words, HALF)
            for form, scale in _BESIDE.items():
                heights[form] = max(beside, figure_height(narrow, HALF, scale))
        full = heights[Form.FULL]
        lower = {form: height for form, height in heights.items() if height < full}
        yield _Placed(Piece({Form.FULL: full} | lower), (at, number))
        yield from [_plain(ROW)] * rest


def _is_one_chart(figure: Markup) -> bool:
    """Whether it is a chart with a narrow drawing, and not several beside each other."""
    return figure.count("<figure") == 1 and _NARROW in figure


def _of_words(words: Sequence[Markup]) -> Iterator[_Placed]:
    held = 0.0
    for each in words:
        held += words_height(each)
        if not each.startswith("<h3"):
            yield _plain(held)
            held = 0
    if held:
        yield _plain(held)


def _plain(height: float) -> _Placed:
    """What has one form."""
    return _Placed(Piece({Form.FULL: height}))


def _set(block: Block, at: int, forms: Mapping[tuple[int, int], Form]) -> Markup:
    """A block with each of its figures in its form."""
    first = forms.get((at, 0))
    if first in _BESIDE:
        return _scaled(_with_chart("narrow", block.html("block beside")), _BESIDE[first])
    figures = tuple(
        _scaled(_with_chart("wide", figure), _SCALES[forms[at, number]])
        for number, figure in enumerate(block.figures)
    )
    return replace(block, figures=figures).html()


def _scaled(html: Markup, scale: float) -> Markup:
    """The HTML with its charts in another size."""
    if scale == 1:
        return html
    scaled = _SIZE.sub(
        lambda match: "".join(
            f"{scale * float(part):.2f}" if number % 2 else part
            for number, part in enumerate(match.groups())
        ),
        html,
    )
    return Markup(scaled)  # noqa: S704 - only numbers of what was safe are changed


def _with_chart(width: str, html: Markup) -> Markup:
    """The HTML without the charts of the other width; an SVG has no `div`."""
    kept = _CHART.sub(lambda match: match[0] if match[1] == width else "", html)
    return Markup(kept)  # noqa: S704 - a part of what was safe
