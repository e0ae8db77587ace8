"""Sheets: the blocks of a page as they are set in print, each chart in one of its two widths."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup

from broadsheet.report.content.elements.figure import side_by_side
from broadsheet.report.typesetting.blocks import Block
from broadsheet.report.typesetting.extent import SHEET
from broadsheet.report.typesetting.head_and_foot import foot_extent, list_height, masthead_height
from broadsheet.report.typesetting.heights import TEXT_COLUMNS, columns_height
from broadsheet.report.typesetting.packing import Form, Packed, pack
from broadsheet.report.typesetting.pieces import (
    BESIDE,
    PAIRED,
    SCALES,
    Place,
    Placed,
    pieces_of,
    with_chart,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Around", "on_sheets"]

_PAGE_BREAK = '<div class="page-break">'
_BREAK = Markup('<div class="page-break"></div>\n')
_SPACE = Markup('<div style="margin-top: {:.1f}pt"></div>\n')  # margins collapse through it
_OF_HEIGHT = Markup('<div class="text-columns" style="height: {:.1f}pt">')
_NOTHING = Markup()
_SET = frozenset(Form) - {Form.TORN, Form.NEXT}
_LIST = '<ol class="articles">'
_COLUMN = re.compile(r"<div>(<figure\b.*?</figure>)\n?</div>", re.DOTALL)
_SLACK = 4.0  # points of an estimate
_SIZE = re.compile(r'(<svg\b[^>]*?\bwidth=")([\d.]+)((?:pt)?" height=")([\d.]+)')


@dataclass(frozen=True)
class Around:
    """What is above and below the text of a page.

    Attributes:
        masthead: The masthead, as HTML.
        lists: The lists at its head, each with the texts of its lines.
        lacking: The line of the sections without data; empty for none.
        foot: What is at its foot, as HTML.
    """

    masthead: str = ""
    lists: Sequence[Sequence[str]] = ()
    lacking: str = ""
    foot: str = ""


@dataclass(frozen=True)
class _Plan:
    """How blocks are set: the form of each figure, and what begins a sheet although it would fit.

    Attributes:
        forms: The forms by place.
        torn: The blocks whose words a sheet may end in.
        above: What is above a place: the end of a sheet, or a larger space.
    """

    forms: Mapping[Place, Form]
    torn: frozenset[int]
    above: Mapping[Place, Markup]


def on_sheets(blocks: Sequence[Block], around: Around) -> Markup:
    """The blocks of a page, set so that its sheets are full."""
    used = masthead_height(around.masthead) + sum(map(list_height, around.lists))
    foot = foot_extent(around.lacking, around.foot)
    set_blocks: list[Markup] = []
    parts = list(_parts([_with_lists_apart(block) for block in blocks]))
    for number, part in enumerate(parts, 1):
        plan = _plan(list(pieces_of(part, foot if number == len(parts) else None)), SHEET - used)
        set_blocks += (_set(block, at, plan) for at, block in enumerate(part))
        used = 0
    return Markup("").join(set_blocks)


def _plan(placed: Sequence[Placed], first: float) -> _Plan:
    """The plan of pieces, on a first sheet of a height."""
    chosen = pack([each.piece for each in placed], first - _SLACK, SHEET - _SLACK)
    pairs = list(zip(placed, chosen, strict=True))
    return _Plan(
        {each.figure: packed.form for each, packed in pairs if each.figure and packed.form in _SET},
        frozenset(
            each.figure.block for each, packed in pairs if each.figure and packed.form is Form.TORN
        ),
        {each.start: _above(each, packed) for each, packed in pairs if each.start},
    )


def _above(placed: Placed, packed: Packed) -> Markup:
    """What is above a piece, besides the space that is always there."""
    if packed.is_first:
        return _BREAK
    if packed.more < 1:
        return _NOTHING
    return _SPACE.format(placed.piece.above + packed.more)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks between the ends of sheets that the author wants."""
    part: list[Block] = []
    for block in blocks:
        part.append(block)
        if block.alone is not None and _PAGE_BREAK in block.alone:
            yield part
            part = []
    yield part


def _with_lists_apart(block: Block) -> Block:
    """A block with lists of articles below each other, in two columns: a sheet may end there."""
    return replace(block, figures=tuple(chain.from_iterable(map(_apart, block.figures))))


def _apart(figure: Markup) -> list[Markup]:
    """The figures of a row, if all are lists of articles; else the one."""
    found = _COLUMN.findall(figure)
    if not found or not all(_LIST in each for each in found):
        return [figure]
    return [Markup(each) for each in found]  # noqa: S704 - parts of what was safe


def _set(block: Block, at: int, plan: _Plan) -> Markup:
    """A block with each of its figures in its form, and with the ends of sheets."""
    words = [
        plan.above.get(Place(at, words=number), _NOTHING) + each if number else each
        for number, each in enumerate(map(_with_height, block.words))
    ]
    block = replace(block, words=tuple(words))
    html = _with_figures(block, at, plan) if block.figures else block.html()
    return plan.above.get(Place(at), _NOTHING) + html


def _with_height(words: Markup) -> Markup:
    """Words in columns with their height: at the foot of a sheet the PDF engine balances none."""
    height = columns_height(words)
    if height is None:
        return words
    opening = _OF_HEIGHT.format(height)
    return opening + words[len(TEXT_COLUMNS) :]


def _with_figures(block: Block, at: int, plan: _Plan) -> Markup:
    rows = []
    for number, figure in enumerate(block.figures):
        form = plan.forms.get(Place(at, number))
        if form is None:  # the second of a pair
            continue
        if form in BESIDE:
            row = _scaled(with_chart("narrow", figure), BESIDE[form])
        elif form in PAIRED:
            pair = block.figures[number : number + 2]
            narrow = (_scaled(with_chart("narrow", each), PAIRED[form]) for each in pair)
            row = side_by_side(*narrow)
        else:
            row = _scaled(with_chart("wide", figure), SCALES[form])
        rows.append(plan.above[Place(at, number)] + row if number else row)
    if plan.forms[Place(at)] in BESIDE:
        beside = Block(block.words, tuple(rows[:1])).html("block beside")
        return beside + Block(figures=tuple(rows[1:])).html() if rows[1:] else beside
    kind = "block torn" if at in plan.torn else "block"
    return replace(block, figures=tuple(rows)).html(kind)


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
